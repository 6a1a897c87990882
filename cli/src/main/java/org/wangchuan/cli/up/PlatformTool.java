package org.wangchuan.cli.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wangchuan.cli.service.Context;

/** A program of the platform's class path that does one thing and ends, in a process of its own. Thread-safe. */
final class PlatformTool {
    private final Path jars;
    private final String main;

    /**
     * Starts nothing yet.
     *
     * @param jars folder of the class path
     * @param main the class
     */
    PlatformTool(Path jars, String main) {
        this.jars = jars;
        this.main = main;
    }

    /**
     * How it ended.
     *
     * @param exitCode 0 if all went well
     * @param output what it said, stripped
     * @param errors what it said of what went wrong, stripped
     */
    record End(int exitCode, String output, String errors) {}

    /** Runs it to its end. It is stopped if somebody wants to stop all, and when its time is over. */
    End run(List<String> arguments, Duration limit, Context context) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                PlatformJars.classPath(jars),
                main));
        command.addAll(arguments);
        Path output = Files.createTempFile("wangchuan-", ".out");
        Path errors = Files.createTempFile("wangchuan-", ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile())
                    .start();
            try {
                context.cancellation().onRequest(process::destroy);
                if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                    return new End(1, "", "no end after " + limit.toMinutes() + " min");
                }
                return new End(
                        process.exitValue(),
                        Files.readString(output, StandardCharsets.UTF_8).strip(),
                        Files.readString(errors, StandardCharsets.UTF_8).strip());
            } finally {
                process.destroyForcibly();
            }
        } finally {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        }
    }
}
