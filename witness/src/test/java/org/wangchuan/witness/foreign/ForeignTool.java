package org.wangchuan.witness.foreign;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;

/** Programs of others, as tests start them. */
final class ForeignTool {
    private static final int START_MILLIS_MAX = 120_000;
    private static final String KEY_TYPE = "ssh-ed25519";

    private ForeignTool() {}

    /** Runs a program to its end; what it says, on both streams. */
    static String run(Map<String, String> environment, String... command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(300, TimeUnit.SECONDS))
                .as("%s", List.of(command))
                .isTrue();
        return output;
    }

    /** A program that stays; whoever starts it destroys it. What it says goes to a file. */
    static Process start(Path said, Map<String, String> environment, String... command) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    static void awaitPort(int port, Process process, Path said) throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MILLIS_MAX);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > end) {
                    throw new AssertionError("it does not listen: " + Files.readString(said), e);
                }
                Thread.sleep(50);
            }
        }
    }

    /** The last 32 bytes of the second word of a line in OpenSSH's form. */
    static PublicKey readSshKey(Path file) throws IOException, VerificationException {
        String[] words = Files.readString(file).split(" ", -1);
        assertThat(words[0]).isEqualTo(KEY_TYPE);
        byte[] wire = Base64.getDecoder().decode(words[1].strip());
        return PublicKey.of(Arrays.copyOfRange(wire, wire.length - PublicKey.LENGTH, wire.length));
    }

    static void writeSshKey(Path file, PublicKey key) throws IOException {
        byte[] type = KEY_TYPE.getBytes(StandardCharsets.US_ASCII);
        byte[] wire = java.nio.ByteBuffer.allocate(8 + type.length + PublicKey.LENGTH)
                .putInt(type.length)
                .put(type)
                .putInt(PublicKey.LENGTH)
                .put(key.toBytes())
                .array();
        Files.writeString(file, KEY_TYPE + " " + Base64.getEncoder().encodeToString(wire) + " log\n");
    }
}
