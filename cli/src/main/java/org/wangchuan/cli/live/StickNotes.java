package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Lines for whoever looks at the stick afterwards, beside those that the start of the computer left there. Nothing depends on them. */
final class StickNotes {
    private static final String FILE = "boot.txt";
    private static final Path UPTIME = Path.of("/proc/uptime");

    private StickNotes() {}

    /** Adds that something was reached, and how many seconds after the kernel began. */
    static void reached(Optional<Path> stick, String what) {
        if (stick.isEmpty()) {
            return;
        }
        try {
            String up = Files.readString(UPTIME, StandardCharsets.US_ASCII);
            Files.writeString(
                    stick.get().resolve(FILE),
                    what + ": kernel had been up for " + up.substring(0, Math.max(0, up.indexOf(' '))) + " s\n",
                    StandardCharsets.US_ASCII,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND,
                    StandardOpenOption.DSYNC);
        } catch (IOException _) {
            return; // a stick that is full or gone shows itself where something depends on it
        }
    }
}
