package org.wangchuan.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The run that the launcher makes after a build, to record which classes a start needs (JEP 514): the
 * common commands, one after the other, on a small image in a folder of their own. What they print
 * is dropped, and whether they succeed is not asked here: tests do that.
 */
final class Rehearsal {
    private static final int IMAGE_BYTES = 4 << 20;

    private Rehearsal() {}

    /** Runs the common commands in {@code folder}, an empty folder that the caller removes. */
    static void run(Path folder) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Path image = folder.resolve("rehearsal.img");
        try {
            Files.write(image, new byte[IMAGE_BYTES]);
        } catch (java.io.IOException e) {
            return;
        }
        for (List<String> arguments : List.of(
                List.of("version"),
                List.of("--help"),
                List.of("erase", "--help"),
                List.of("erase", image.toString(), "--confirm", "rehearsal.img", "--out", folder.toString()),
                List.of("verify", folder.resolve("missing.json").toString()))) {
            Map<String, String> environment =
                    Map.of("WANGCHUAN_HOME", folder.resolve("home").toString());
            new Main(nowhere, nowhere, environment).application().run(arguments.toArray(String[]::new));
        }
    }
}
