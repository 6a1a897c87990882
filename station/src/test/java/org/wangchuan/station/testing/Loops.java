package org.wangchuan.station.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A loop device of the running kernel, detached on close. Needs root. */
public record Loops(Path path) implements AutoCloseable {

    /** Attaches a file that is there. */
    public static Loops over(Path file, String... options) {
        List<String> command = new ArrayList<>(List.of("losetup", "--find", "--show"));
        command.addAll(List.of(options));
        command.add(file.toString());
        String said = run(command);
        Path path = Path.of(said.substring(said.lastIndexOf('\n') + 1));
        if (command.stream().noneMatch(option -> option.equals("-r") || option.equals("--read-only"))) {
            // The kernel keeps what blockdev --setro has said of a number for the next file under it.
            String _ = run(List.of("blockdev", "--setrw", path.toString()));
        }
        return new Loops(path);
    }

    /** What a program printed, trimmed; one that fails fails the test. */
    public static String run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw new AssertionError(command + " failed: " + said);
            }
            return said;
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        String _ = run(List.of("losetup", "--detach", path.toString()));
    }
}
