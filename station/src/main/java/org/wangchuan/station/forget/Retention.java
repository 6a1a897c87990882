package org.wangchuan.station.forget;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.station.home.StationHome;

/**
 * How long a law, or the station's operator, keeps what: the file {@code retention.conf}, by default none. Its lines are
 * {@code device-days N}, {@code device-reason TEXT} and {@code back-up-days N}; empty ones, and ones that begin with #, say nothing.
 *
 * @param deviceDays how long a device's facts are kept after its clearing; 0 for not at all
 * @param reason the rule that asks for it; empty exactly if there is none
 * @param backUpDays how long the oldest back-up of the state folder lives; empty if the operator has not said
 */
public record Retention(int deviceDays, String reason, OptionalInt backUpDays) {
    /** Nothing is kept, and nothing is known of back-ups. */
    public static final Retention NONE = new Retention(0, "", OptionalInt.empty());

    /** A hundred years. */
    private static final int DAYS_MAX = 36_500;

    private static final long SECONDS_PER_DAY = 86_400;

    /** The file says something that it can't. */
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String expected) {
            super(expected);
        }
    }

    /** Where the rule is written. */
    public static Path file(StationHome home) {
        return home.root().resolve("retention.conf");
    }

    /**
     * The rule of a station.
     *
     * @throws MalformedException with what was expected
     */
    public static Retention read(StationHome home) throws IOException, MalformedException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file(home));
        } catch (NoSuchFileException _) {
            return NONE;
        }
        Map<String, String> values = new HashMap<>();
        for (String line : lines) {
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            String[] words = text.split("\\s+", 2);
            if (!List.of("device-days", "device-reason", "back-up-days").contains(words[0])
                    || words.length != 2
                    || values.put(words[0], words[1]) != null) {
                throw new MalformedException("device-days N, device-reason TEXT and back-up-days N, each at most once");
            }
        }
        int days = values.containsKey("device-days") ? days(values.get("device-days")) : 0;
        String reason = values.getOrDefault("device-reason", "");
        if (days > 0 != KeptDevice.isReason(reason)) {
            throw new MalformedException("device-days with a device-reason of 1 to 200 characters, or neither");
        }
        return new Retention(
                days,
                reason,
                values.containsKey("back-up-days")
                        ? OptionalInt.of(days(values.get("back-up-days")))
                        : OptionalInt.empty());
    }

    private static int days(String text) throws MalformedException {
        if (text.matches("[0-9]{1,5}") && Integer.parseInt(text) <= DAYS_MAX) {
            return Integer.parseInt(text);
        }
        throw new MalformedException("0 to " + DAYS_MAX + " days");
    }

    /** What is kept of a device whose clearing was signed then. */
    Optional<KeptDevice> of(long clearedAtSeconds) {
        return deviceDays == 0
                ? Optional.empty()
                : Optional.of(new KeptDevice(clearedAtSeconds + deviceDays * SECONDS_PER_DAY, reason));
    }
}
