package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The program at a terminal (script(1) makes one), and somebody who reads what it says and types. */
public final class Terminal {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Process script;
    private final StringBuilder said = new StringBuilder();
    private int read;

    private Terminal(Process script) {
        this.script = script;
    }

    /**
     * Starts it with the environment of this process.
     *
     * @param command for a shell
     */
    public static Terminal start(String command) throws IOException {
        return start(command, Map.of());
    }

    /** Starts it with some more in its environment. */
    static Terminal start(String command, Map<String, String> environment) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder("script", "-q", "-e", "-f", "-c", command, "/dev/null").redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        Terminal terminal = new Terminal(process);
        Thread _ = Thread.ofPlatform().daemon().name("terminal").start(terminal::listen);
        return terminal;
    }

    private void listen() {
        byte[] buffer = new byte[4096];
        try (InputStream in = script.getInputStream()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                hear(new String(buffer, 0, count, StandardCharsets.UTF_8));
            }
        } catch (IOException ended) {
            hear("\n[" + ended.getMessage() + "]\n");
        }
    }

    private synchronized void hear(String more) {
        said.append(more);
        System.out.print(more);
        notifyAll();
    }

    /** Waits until it says this, after what was waited for before. */
    public synchronized void await(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (said.indexOf(text, read) < 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            boolean isOver = !script.isAlive() && script.onExit().isDone();
            if (left <= 0 || isOver) {
                throw new IllegalStateException("it never said: " + text);
            }
            wait(Math.min(left, 500));
        }
        read = said.indexOf(text, read) + text.length();
    }

    /** Answers what was asked. */
    public void type(String line) throws IOException {
        OutputStream keys = script.getOutputStream();
        keys.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        keys.flush();
    }

    /** Waits for a question, and answers it. */
    public void answer(String question, String line) throws IOException, InterruptedException {
        await(question);
        type(line);
    }

    /** As a power cut: the program gets no chance to say or write anything. */
    public void kill() throws InterruptedException {
        script.descendants()
                .filter(process -> process.info().command().orElse("").endsWith("/java"))
                .forEach(process -> {
                    boolean _ = process.destroyForcibly();
                });
        int _ = script.waitFor();
    }

    /** Waits for its end, and returns its exit code. */
    public int end() throws InterruptedException {
        if (!script.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            script.destroyForcibly();
            throw new IllegalStateException("it does not come to its end");
        }
        return script.exitValue();
    }

    /** All that it said. */
    public synchronized String said() {
        return said.toString();
    }
}
