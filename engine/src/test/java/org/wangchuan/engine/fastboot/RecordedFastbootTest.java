package org.wangchuan.engine.fastboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.patience.Deadline;

/** The real fastboot's own bytes: our client sends the same, and understands what answered it. Also on a machine that has none. */
@Timeout(60)
class RecordedFastbootTest {
    private static final Duration LONG = Duration.ofSeconds(20);

    private interface Task {
        void by(FastbootClient client) throws Exception;
    }

    @Test
    void aVariable() throws Exception {
        replayed(
                "getvar product",
                client -> assertThat(client.variable("product", LONG)).contains("blueline"));
        replayed(
                "getvar absent",
                client -> assertThat(client.variable("absent", LONG)).isEmpty());
    }

    @Test
    void allVariables() throws Exception {
        replayed(
                "getvar all",
                client -> assertThat(client.variables(LONG)).contains("product:blueline", "unlocked:yes"));
    }

    @Test
    void anotherTaskThanTheRecordedOneIsNoticed() {
        assertThatThrownBy(() -> replayed("getvar product", client -> {
                    var _ = client.variable("unlocked", LONG);
                }))
                .isInstanceOf(AssertionError.class);
    }

    /** Answers with what was recorded, and compares what was asked to the last byte. */
    private static void replayed(String task, Task ours) throws Exception {
        List<String> lines = lines();
        int at = lines.indexOf("* " + task);
        byte[] asked = HexFormat.of().parseHex(lines.get(at + 1).substring(2));
        byte[] answered = HexFormat.of().parseHex(lines.get(at + 2).substring(2));
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<byte[]> heard = new FutureTask<>(() -> {
                try (Socket socket = server.accept()) {
                    socket.getOutputStream().write(answered);
                    return socket.getInputStream().readAllBytes();
                }
            });
            Thread _ = Thread.ofPlatform().daemon().start(heard);
            InetSocketAddress address = new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
            try (FastbootClient client = new FastbootClient(TcpTransport.connect(address, Deadline.after(LONG)))) {
                ours.by(client);
            }
            assertThat(HexFormat.of().formatHex(heard.get()))
                    .as(task)
                    .isEqualTo(HexFormat.of().formatHex(asked));
        }
    }

    private static List<String> lines() throws Exception {
        try (InputStream in =
                RecordedFastbootTest.class.getResourceAsStream("/org/wangchuan/engine/recorded/fastboot.exchange")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
