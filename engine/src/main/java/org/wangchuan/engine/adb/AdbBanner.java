package org.wangchuan.engine.adb;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.medium.sysfs.CleanText;

/**
 * What a phone says about itself when it answers, such as
 * {@code device::ro.product.name=…;ro.product.model=…;ro.product.device=…;features=shell_v2,…} (AOSP adb.cpp: {@code parse_banner}).
 *
 * @param properties by name, in the order told; at most {@link #PROPERTIES_MAX}, each value printable and bounded as {@link CleanText}
 * @param features at most {@link #FEATURES_MAX}
 * @param dropped parts that could not be taken: malformed, doubled, empty or too many
 */
public record AdbBanner(AdbMode mode, Map<String, String> properties, Set<String> features, int dropped) {
    /** AOSP's own is some 400 bytes long, and a phone of before 2015 could send 4096 at the most ({@code MAX_PAYLOAD_V1}). */
    public static final int BYTES_MAX = 16 * 1024;

    /** AOSP sends three. */
    public static final int PROPERTIES_MAX = 32;

    /** AOSP sends some twenty. */
    public static final int FEATURES_MAX = 128;

    private static final int NAME_CHARS_MAX = 64;
    private static final String FEATURES = "features";

    public AdbBanner {
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
        features = Collections.unmodifiableSet(new LinkedHashSet<>(features));
    }

    /**
     * Reads the payload of a CNXN packet. What can't be read is dropped and counted.
     *
     * @throws AdbException {@code LIMIT} if it is longer than {@link #BYTES_MAX}
     */
    public static AdbBanner parse(byte[] payload) throws AdbException {
        if (payload.length > BYTES_MAX) {
            throw new AdbException(AdbException.Code.LIMIT, "a banner of " + payload.length + " bytes");
        }
        String text = new String(payload, StandardCharsets.UTF_8);
        int end = text.indexOf('\0'); // phones of before 2015 end it with one
        List<String> parts = Pieces.of(end < 0 ? text : text.substring(0, end), ':', 3);
        Reading reading = new Reading();
        if (parts.size() == 3) {
            for (String pair : Pieces.of(parts.get(2), ';', PROPERTIES_MAX + 2)) {
                reading.pair(pair);
            }
        }
        return new AdbBanner(AdbMode.of(parts.getFirst()), reading.properties, reading.features, reading.dropped);
    }

    /** The features of a list with commas. */
    public static Set<String> featuresOf(String list) {
        Reading reading = new Reading();
        reading.features(list);
        return reading.features;
    }

    /** Whether it says that it can do this. */
    public boolean has(String feature) {
        return features.contains(feature);
    }

    /** A property that it told. */
    public Optional<String> property(String name) {
        return Optional.ofNullable(properties.get(name));
    }

    private static final class Reading {
        private final Map<String, String> properties = new LinkedHashMap<>();
        private final Set<String> features = new LinkedHashSet<>();
        private int dropped;

        void pair(String pair) {
            if (pair.isEmpty()) {
                return; // each pair ends with a semicolon
            }
            int equals = pair.indexOf('=');
            String name = equals < 0 ? "" : pair.substring(0, equals);
            if (!plain(name)) {
                dropped++;
            } else if (name.equals(FEATURES) && features.isEmpty()) {
                features(pair.substring(equals + 1));
            } else {
                Optional<String> value = CleanText.of(pair.substring(equals + 1));
                boolean room = properties.size() < PROPERTIES_MAX;
                if (value.isEmpty() || !room || properties.putIfAbsent(name, value.get()) != null) {
                    dropped++;
                }
            }
        }

        void features(String list) {
            for (String feature : Pieces.of(list, ',', FEATURES_MAX + 1)) {
                if (!plain(feature) || features.size() >= FEATURES_MAX || !features.add(feature)) {
                    dropped++;
                }
            }
        }

        private static boolean plain(String name) {
            return !name.isEmpty()
                    && name.length() <= NAME_CHARS_MAX
                    && name.chars().allMatch(Reading::plain);
        }

        private static boolean plain(int letter) {
            return (letter >= 'a' && letter <= 'z')
                    || (letter >= 'A' && letter <= 'Z')
                    || (letter >= '0' && letter <= '9')
                    || letter == '.'
                    || letter == '_'
                    || letter == '-';
        }
    }
}
