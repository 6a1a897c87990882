package org.wangchuan.engine.fastboot;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Records what the real fastboot says to our double and is answered, byte by byte, for {@link RecordedFastbootTest}. Run by hand with the test classes on the
 * class path; the only argument is the folder of the recordings.
 */
final class RecordFastboot {
    /** What is recorded, each in a connection of its own. Before others the real one asks questions of its own, see {@link RealFastbootTest}. */
    static final List<String> TASKS = List.of("getvar product", "getvar absent", "getvar all");

    private RecordFastboot() {}

    /** Writes {@code fastboot.exchange}: for each task a line of the client's bytes, and one of those that answered. */
    public static void main(String[] arguments) throws Exception {
        StringBuilder out = new StringBuilder("# fastboot -s tcp:… TASK; recorded by RecordFastboot between "
                + said("fastboot", "--version").lines().findFirst().orElse("fastboot") + " and BootLoaderDouble\n");
        for (String task : TASKS) {
            try (BootLoaderDouble loader = BootLoaderDouble.start();
                    ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                ByteArrayOutputStream asked = new ByteArrayOutputStream();
                ByteArrayOutputStream answered = new ByteArrayOutputStream();
                Thread passing = Thread.ofPlatform().start(() -> pass(proxy, loader, asked, answered));
                List<String> command =
                        new ArrayList<>(List.of("fastboot", "-s", "tcp:127.0.0.1:" + proxy.getLocalPort()));
                int space = task.indexOf(' ');
                command.add(task.substring(0, space));
                command.add(task.substring(space + 1));
                String _ = said(command.toArray(String[]::new));
                passing.join();
                out.append("* ").append(task).append('\n');
                out.append("> ")
                        .append(HexFormat.of().formatHex(asked.toByteArray()))
                        .append('\n');
                out.append("< ")
                        .append(HexFormat.of().formatHex(answered.toByteArray()))
                        .append('\n');
            }
        }
        Files.writeString(Path.of(arguments[0]).resolve("fastboot.exchange"), out, StandardCharsets.UTF_8);
    }

    private static void pass(
            ServerSocket proxy, BootLoaderDouble loader, ByteArrayOutputStream asked, ByteArrayOutputStream answered) {
        try (Socket client = proxy.accept();
                Socket device = new Socket(
                        loader.address().getAddress(), loader.address().getPort())) {
            Thread back = Thread.ofPlatform().start(() -> copy(device, client, answered));
            copy(client, device, asked);
            device.shutdownOutput();
            back.join();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void copy(Socket from, Socket to, ByteArrayOutputStream kept) {
        byte[] buffer = new byte[4096];
        try {
            InputStream in = from.getInputStream();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                kept.write(buffer, 0, count);
                to.getOutputStream().write(buffer, 0, count);
            }
        } catch (IOException _) {
            // one of both ended
        }
    }

    private static String said(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int _ = process.waitFor();
        return said;
    }
}
