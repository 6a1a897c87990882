package org.wangchuan.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.wangchuan.cli.service.ExitCode;

/**
 * The run that the launcher makes after a build, to record which classes a start needs (JEP 514): the
 * common commands, one after the other, on a small image in a folder of their own. What they print
 * is dropped, and whether they succeed is not asked here: tests do that.
 */
final class Rehearsal {
    private static final int IMAGE_BYTES = 4 << 20;

    private Rehearsal() {}

    /**
     * Runs the common commands in {@code folder}, an empty folder that the caller removes.
     *
     * @return what each answered, in order
     */
    static List<ExitCode> run(Path folder) {
        Path image = folder.resolve("rehearsal.img");
        Path receipts = folder.resolve("receipts");
        List<ExitCode> codes = new ArrayList<>();
        try {
            Files.write(image, new byte[IMAGE_BYTES]);
            codes.add(command(folder, "version"));
            codes.add(command(folder, "--help"));
            codes.add(command(folder, "erase", "--help"));
            // What is found on this machine is only looked at; an image alone would not show what drives need.
            codes.add(command(folder, "devices"));
            codes.add(command(
                    folder, "erase", image.toString(), "--confirm", "rehearsal.img", "--out", receipts.toString()));
            try (var files = Files.newDirectoryStream(receipts, "*.receipt.{json,pdf}")) {
                files.forEach(file -> codes.add(command(folder, "verify", file.toString())));
            }
        } catch (IOException e) {
            // No room for the rehearsal: the cache holds what was reached.
            return codes;
        }
        return codes;
    }

    private static ExitCode command(Path folder, String... arguments) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Map<String, String> environment =
                Map.of("WANGCHUAN_HOME", folder.resolve("home").toString());
        return new Main(nowhere, nowhere, environment).application().run(arguments);
    }
}
