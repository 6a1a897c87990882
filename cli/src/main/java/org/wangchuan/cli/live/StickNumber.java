package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.station.home.DurableFiles;
import org.wangchuan.station.home.FileForPeople;

/**
 * A number that is made up for a stick, so that an order that is copied to another stick is none there. The stick remembers its first one where
 * people do not see it. Whoever copies a whole stick copies its number, and a fresh stick takes the one that is put on it.
 */
final class StickNumber {
    private static final String SEEN = "stick.txt";
    private static final String KEPT = "stick-number";
    private static final int BYTES_MAX = 100;

    private StickNumber() {}

    /** For an order: what people see on the stick, or a new one that is written there. */
    static UUID seen(Path stick) throws IOException {
        Optional<UUID> seen = read(stick.resolve(SEEN));
        return seen.isPresent() ? seen.get() : written(stick, UUID.randomUUID());
    }

    /** For the computer that was started from it: the one that it remembers, else what people see; afterwards both are the same. */
    static UUID kept(Path state, Path stick) throws IOException {
        Optional<UUID> kept = read(state.resolve(KEPT));
        if (kept.isEmpty()) {
            UUID first = seen(stick);
            DurableFiles.replace(state.resolve(KEPT), text(first));
            return first;
        }
        return read(stick.resolve(SEEN)).equals(kept) ? kept.get() : written(stick, kept.get());
    }

    private static UUID written(Path stick, UUID number) throws IOException {
        FileForPeople.replace(stick.resolve(SEEN), text(number));
        return number;
    }

    private static byte[] text(UUID number) {
        return (number + "\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static Optional<UUID> read(Path file) throws IOException {
        if (!Files.isRegularFile(file) || Files.size(file) > BYTES_MAX) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    UUID.fromString(new String(Files.readAllBytes(file), StandardCharsets.US_ASCII).strip()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
