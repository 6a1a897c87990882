package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wangchuan.acceptance.disk.CommandLine;

/** The program while it runs. */
public final class Running {
    private static final Duration KILL_TIMEOUT = Duration.ofMinutes(2);

    private final List<String> arguments;
    private final Process process;
    private final Path out;
    private final Path err;
    private final long startNanos = System.nanoTime();

    Running(List<String> arguments, Process process, Path out, Path err) {
        this.arguments = arguments;
        this.process = process;
        this.out = out;
        this.err = err;
    }

    /** Whether it has not ended. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits until it has printed this on standard output, and returns it. */
    public String awaitOut(Pattern text, Duration timeout) throws IOException {
        return await(out, text, timeout);
    }

    /** Waits until it has printed this on standard error, and returns it. */
    public String awaitErr(Pattern text, Duration timeout) throws IOException {
        return await(err, text, timeout);
    }

    private String await(Path file, Pattern text, Duration timeout) throws IOException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            boolean wasAlive = isAlive();
            Matcher matcher = text.matcher(text(file));
            if (matcher.find()) {
                return matcher.group();
            }
            if (!wasAlive || System.nanoTime() > deadline) {
                throw new IOException(arguments + " did not say " + text + " but: " + text(out) + text(err));
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /**
     * Kills the whole process group at once: no hook, no flush, no last word. Returns when all of it is gone, since
     * a request that is in the kernel holds its process, and with it the device, until it is answered.
     */
    public void killGroup() throws IOException {
        signalGroup("KILL");
        long deadline = System.nanoTime() + KILL_TIMEOUT.toNanos();
        while (CommandLine.tryRun("kill", "-0", "--", "-" + process.pid()).exitCode() == 0) {
            if (System.nanoTime() > deadline) {
                throw new IOException("not gone after a kill: " + arguments);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    /** Sends a signal, such as {@code INT}, to the whole process group, as a terminal does. */
    public void signalGroup(String signal) throws IOException {
        if (process.isAlive()) {
            // setsid made the launcher leader of a group with the number of the process.
            CommandLine.tryRun("kill", "-" + signal, "--", "-" + process.pid());
        }
    }

    /** Waits for its end; a program that does not end in time is killed, and the test fails. */
    public Run await(Duration timeout) throws IOException {
        try {
            if (!process.waitFor(timeout)) {
                String stuck = CommandLine.tryRun("ps", "-o", "pid,stat,wchan:30,cmd", "-g", "" + process.pid())
                        .output();
                IOException late = new IOException("not ended after " + timeout + ": " + arguments + "\n" + stuck + "\n"
                        + Files.readString(err, StandardCharsets.UTF_8));
                try {
                    killGroup();
                } catch (IOException notGone) {
                    late.addSuppressed(notGone);
                }
                throw late;
            }
            Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
            return new Run(arguments, process.exitValue(), text(out), text(err), took);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", stop);
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }
}
