package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * When the newest thing was made that a computer has in its hands: the image, orders, receipts, what was begun. Its clock is not right if it says an
 * earlier time. What the start itself has written is not among them.
 */
final class NewestFile {
    /** Files that are looked at in a folder; a stick has some dozens. */
    private static final int FILES_MAX = 10_000;

    private NewestFile() {}

    static Instant of(Path state, Path stick, Path out, Instant built) throws IOException {
        Instant newest = built;
        List<Path> folders =
                new ArrayList<>(List.of(out, InterruptedHomes.begun(state).folder()));
        folders.addAll(InterruptedHomes.folders(StickStation.orders(stick)));
        for (Path folder : folders) {
            Instant in = newestIn(folder);
            newest = in.isAfter(newest) ? in : newest;
        }
        return newest;
    }

    private static Instant newestIn(Path folder) throws IOException {
        Instant newest = Instant.EPOCH;
        if (!Files.isDirectory(folder)) {
            return newest;
        }
        try (Stream<Path> found = Files.list(folder)) {
            for (Path file : found.limit(FILES_MAX).filter(Files::isRegularFile).toList()) {
                Instant at = Files.getLastModifiedTime(file).toInstant();
                newest = at.isAfter(newest) ? at : newest;
            }
        }
        return newest;
    }
}
