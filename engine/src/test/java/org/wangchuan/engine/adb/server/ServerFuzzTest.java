package org.wangchuan.engine.adb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.testing.Distortion;

/** Whatever listens where an adb server should, and whatever it lists. */
@Timeout(60)
class ServerFuzzTest {
    private static final String LIST = """
            HT4BJWJ00075           device usb:1-4.2 product:made model:Made_Phone device:made transport_id:3
            emulator-5554          offline transport_id:1
            0123456789ABCDEF       no permissions (user in plugdev group; are your udev rules wrong?); see [http://developer.android.com/tools/device.html] usb:1-1 transport_id:9
            192.168.1.5:5555       unauthorized transport_id:12
            """;

    @Test
    void readsLists() throws Exception {
        assertThat(ListedDevice.parse(LIST))
                .containsExactly(
                        new ListedDevice(
                                "HT4BJWJ00075",
                                "device",
                                Map.of(
                                        "usb",
                                        "1-4.2",
                                        "product",
                                        "made",
                                        "model",
                                        "Made_Phone",
                                        "device",
                                        "made",
                                        "transport_id",
                                        "3")),
                        new ListedDevice("emulator-5554", "offline", Map.of("transport_id", "1")),
                        new ListedDevice(
                                "0123456789ABCDEF", "no permissions", Map.of("usb", "1-1", "transport_id", "9")),
                        new ListedDevice("192.168.1.5:5555", "unauthorized", Map.of("transport_id", "12")));
        assertThat(ListedDevice.parse("ABC\tdevice\n")).containsExactly(new ListedDevice("ABC", "device", Map.of()));
        assertThat(ListedDevice.parse("")).isEmpty();
        assertThatThrownBy(() -> ListedDevice.parse("x device\n".repeat(300))).isInstanceOf(AdbException.class);
    }

    @Test
    void mutatedListsAreReadWithinBounds() {
        for (long seed = 0; seed < 5_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = LIST.getBytes(StandardCharsets.UTF_8);
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes = Distortion.of(bytes, random);
            }
            try {
                List<ListedDevice> devices = ListedDevice.parse(new String(bytes, StandardCharsets.UTF_8));
                assertThat(devices)
                        .as("seed %d", seed)
                        .hasSizeLessThan(20)
                        .allMatch(device -> device.serial().matches("[!-~]{1,128}"));
            } catch (AdbException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
    }

    @Test
    void mutatedAnswersAreReadOrRefused() throws Exception {
        byte[] sound = ("OKAY" + "001a" + "ABC  device transport_id:1").getBytes(StandardCharsets.US_ASCII);
        int read = 0;
        for (long seed = 0; seed < 1_500; seed++) {
            byte[] bytes = seed == 0 ? sound : Distortion.of(sound, new Random(seed));
            try (Impostor impostor = new Impostor(bytes)) {
                assertThat(impostor.server().devices(Given.patience())).hasSizeLessThan(3);
                read++;
            } catch (AdbException e) {
                assertThat(e.code()).as("seed %d", seed).isIn(Code.PROTOCOL, Code.GONE, Code.FAILED);
            }
        }
        assertThat(read).isBetween(1, 1_499);
    }

    @Test
    void whatIsNoAdbServerIsToldApart() throws Exception {
        try (Impostor impostor = new Impostor("HTTP/1.1 400\r\n".getBytes(StandardCharsets.US_ASCII))) {
            failing(Code.PROTOCOL, () -> impostor.server().version(Given.patience()));
        }
        try (Impostor impostor = new Impostor(new byte[0])) {
            failing(Code.GONE, () -> impostor.server().version(Given.patience()));
        }
        try (Impostor impostor = new Impostor("FAIL0005no \u0007!".getBytes(StandardCharsets.US_ASCII))) {
            AdbException failure = failing(Code.FAILED, () -> impostor.server().version(Given.patience()));
            assertThat(failure.told()).contains("no !");
        }
        try (Impostor impostor = new Impostor("OKAY0008aaaa0029".getBytes(StandardCharsets.US_ASCII))) {
            failing(Code.PROTOCOL, () -> impostor.server().version(Given.patience()));
        }
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            AdbServer server = new AdbServer(silent.getLocalSocketAddress());
            failing(Code.TIMEOUT, () -> server.version(Given.impatience()));
        }
        InetSocketAddress nobody;
        try (ServerSocket closing = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = (InetSocketAddress) closing.getLocalSocketAddress();
        }
        failing(Code.UNREACHABLE, () -> new AdbServer(nobody).version(Given.patience()));
        failing(
                Code.UNREACHABLE,
                () -> new AdbServer(InetSocketAddress.createUnresolved("nowhere.invalid", 1))
                        .version(Given.patience()));
    }

    @Test
    void aPhoneThatCannotBeTalkedToIsNotTried() {
        AdbServer server = AdbServer.usual();
        ListedDevice unauthorised = new ListedDevice("A", "unauthorized", Map.of());
        failing(Code.NOT_AUTHORISED, () -> server.device(unauthorised, Given.patience()));
        ListedDevice offline = new ListedDevice("A", "offline", Map.of());
        failing(Code.UNREACHABLE, () -> server.device(offline, Given.patience()));
    }

    /** Says these bytes to whoever comes, and hangs up. */
    private static final class Impostor implements AutoCloseable {
        private final ServerSocket listening = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());

        Impostor(byte[] bytes) throws IOException {
            Thread.ofVirtual().start(() -> {
                try (Socket socket = listening.accept()) {
                    socket.getOutputStream().write(bytes);
                    socket.shutdownOutput();
                    socket.getInputStream().readAllBytes(); // so that it is not reset before it was read
                } catch (IOException _) {
                    // the test is over
                }
            });
        }

        AdbServer server() {
            return new AdbServer(listening.getLocalSocketAddress());
        }

        @Override
        public void close() throws IOException {
            listening.close();
        }
    }
}
