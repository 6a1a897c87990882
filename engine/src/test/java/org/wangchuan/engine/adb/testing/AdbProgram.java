package org.wangchuan.engine.adb.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The real adb with a server of its own: its port and its keys are nobody else's, and it ends with the test. */
public final class AdbProgram implements AutoCloseable {
    private final Path home;
    private final int port;

    /** How a command ended, and what it printed on both outputs. */
    public record Ended(int exitCode, String said) {}

    private AdbProgram(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** Starts its server, with keys in this folder. */
    public static AdbProgram start(Path home) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        AdbProgram program = new AdbProgram(home, port);
        program.run("start-server");
        return program;
    }

    /** Runs a command; it has to end within a minute. */
    public Ended run(String... arguments) {
        List<String> command = new ArrayList<>(List.of("adb", "-P", Integer.toString(port)));
        command.addAll(List.of(arguments));
        Path said = home.resolve("said-" + Thread.currentThread().threadId());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("HOME", home.toString());
        builder.environment().put("TMPDIR", home.toString());
        builder.environment().put("ADB_MDNS", "0");
        builder.environment().put("ADB_MDNS_AUTO_CONNECT", "0");
        builder.environment().remove("ANDROID_VENDOR_KEYS");
        builder.redirectOutput(said.toFile()); // the server inherits it, so that a pipe would not end
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " does not end");
            }
            return new Ended(process.exitValue(), java.nio.file.Files.readString(said, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Where its server listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    /** What names a phone at this address. */
    public static String serial(InetSocketAddress address) {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    @Override
    public void close() {
        run("kill-server");
    }
}
