package org.wangchuan.engine.adb.server;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.Pieces;

/**
 * A phone in the list of an adb server (AOSP transport.cpp: {@code append_transport}).
 *
 * @param serial as the phone told it; two phones can have the same, and some have none
 * @param state the server's word: device, recovery, sideload, bootloader, offline, unauthorized, authorizing, connecting, no permissions …
 * @param properties usb (where it is plugged in), product, model, device (where other characters than letters and digits are underscores),
 *     transport_id; none in a list that is followed
 */
public record ListedDevice(String serial, String state, Map<String, String> properties) {
    /** Phones in a list. */
    public static final int DEVICES_MAX = 256;

    private static final int WORD_CHARS_MAX = 128;
    private static final Set<String> NAMES = Set.of("usb", "product", "model", "device", "transport_id");

    public ListedDevice {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /**
     * Reads a list. Lines that can't be read are left out.
     *
     * @throws AdbException {@code LIMIT} if there are more than {@link #DEVICES_MAX} lines
     */
    static List<ListedDevice> parse(String list) throws AdbException {
        List<String> lines = Pieces.of(list, '\n', DEVICES_MAX + 2);
        if (lines.size() > DEVICES_MAX + 1) {
            throw new AdbException(Code.LIMIT, "a list of more than " + DEVICES_MAX + " phones");
        }
        List<ListedDevice> devices = new ArrayList<>();
        for (String line : lines) {
            parseLine(line).ifPresent(devices::add);
        }
        return List.copyOf(devices);
    }

    private static Optional<ListedDevice> parseLine(String line) {
        StringTokenizer words = new StringTokenizer(line, " \t");
        if (words.countTokens() < 2) {
            return Optional.empty();
        }
        String serial = words.nextToken();
        String state = words.nextToken();
        if (!printable(serial) || !printable(state)) {
            return Optional.empty();
        }
        Map<String, String> properties = new LinkedHashMap<>();
        while (words.hasMoreTokens()) {
            String word = words.nextToken();
            int colon = word.indexOf(':');
            String name = colon < 0 ? "" : word.substring(0, colon);
            if (state.equals("no") && word.equals("permissions")) {
                state = "no permissions";
            } else if (NAMES.contains(name) && printable(word.substring(colon + 1))) {
                properties.putIfAbsent(name, word.substring(colon + 1));
            }
        }
        return Optional.of(new ListedDevice(serial, state, properties));
    }

    private static boolean printable(String word) {
        return !word.isEmpty()
                && word.length() <= WORD_CHARS_MAX
                && word.chars().allMatch(letter -> letter > ' ' && letter < 0x7f);
    }

    /** The number that the server gave this connection; only it is sure to mean this phone. */
    Optional<String> transportId() {
        return Optional.ofNullable(properties.get("transport_id"))
                .filter(id -> id.length() <= 18 && id.chars().allMatch(letter -> letter >= '0' && letter <= '9'));
    }
}
