package org.wangchuan.lab.guest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a tool of the host's to its end, which has to be a good one. */
public final class Tool {
    /** Fetching a kernel takes as long as the network does. */
    private static final int TIMEOUT_MINUTES = 10;

    private Tool() {}

    /** Runs it. */
    public static void run(String... command) throws IOException {
        Path output = Files.createTempFile("wangchuan-tool-", ".out");
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .start();
            if (!process.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " does not end");
            }
            if (process.exitValue() != 0) {
                throw new IOException(command[0] + " exits " + process.exitValue() + ": "
                        + new String(Files.readAllBytes(output), StandardCharsets.UTF_8));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        } finally {
            Files.deleteIfExists(output);
        }
    }
}
