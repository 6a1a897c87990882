package org.wangchuan.acceptance.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a tool of the system to its end. */
public final class CommandLine {
    private CommandLine() {}

    /** Seconds after which a tool is killed and the test fails. */
    private static final int TIMEOUT_SECONDS = 120;

    /**
     * What a tool answered.
     *
     * @param exitCode its exit status
     * @param output standard output and error together
     */
    public record Result(int exitCode, String output) {}

    /** Runs it and answers its output, trimmed; anything but exit status 0 is an error. */
    public static String run(String... command) throws IOException {
        Result result = tryRun(command);
        if (result.exitCode != 0) {
            throw new IOException(String.join(" ", command) + " exits " + result.exitCode + ": " + result.output);
        }
        return result.output;
    }

    /** Runs it and answers what came. */
    public static Result tryRun(String... command) throws IOException {
        Path output = Files.createTempFile("wangchuan-tool-", ".out");
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", command) + " does not end");
            }
            return new Result(
                    process.exitValue(), new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
