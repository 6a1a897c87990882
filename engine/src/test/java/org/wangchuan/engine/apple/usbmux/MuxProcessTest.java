package org.wangchuan.engine.apple.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.kernel.Kernel;

/** What is told of whoever listens in the place of usbmuxd: where nobody can know that it pairs with no phone, it may. */
class MuxProcessTest {
    @TempDir
    Path folder;

    private static Preflight of(String line) {
        return MuxProcess.preflight(List.of(line.split(" ", -1)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/sbin/usbmuxd --user usbmux --systemd --no-preflight",
                "usbmuxd -f -p",
                "usbmuxd -pf",
                "usbmuxd -fvvp",
                "usbmuxd -vpU usbmux",
                "usbmuxd --no -f",
                "usbmuxd -l /var/log/mux -p",
                "usbmuxd --logfile=/var/log/mux --no-preflight",
                "usbmuxd stray -p"
            })
    void onlyWithTheOptionItPairsWithNobody(String line) {
        assertThat(of(line)).isEqualTo(Preflight.OFF);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/usr/sbin/usbmuxd --user usbmux --systemd",
                "usbmuxd",
                "usbmuxd -f",
                "usbmuxd -U -p",
                "usbmuxd --user --no-preflight",
                "usbmuxd --user=--no-preflight",
                "usbmuxd -l -p",
                "usbmuxd -fUp",
                "usbmuxd -f -- -p",
                "usbmuxd --e",
                "usbmuxd no-preflight p"
            })
    void whatLooksLikeItIsNone(String line) {
        assertThat(of(line)).isEqualTo(Preflight.ON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sbin/init -p", "usbmuxd2 -p", "netmuxd", "java -p usbmuxd", ""})
    void ofAnotherProgramNobodyKnows(String line) {
        assertThat(of(line)).isEqualTo(Preflight.UNKNOWN);
    }

    @Test
    void theArgumentsAreThoseOfTheProcessThatListens() throws Exception {
        Path socket = folder.resolve("mux");
        UsbmuxAddress address = new UsbmuxAddress.UnixSocket(socket);
        MuxProcess look = new MuxProcess(Kernel.system(), folder);
        assertThat(catchThrowableOfType(AppleFailure.class, () -> look.at(address))
                        .code())
                .isEqualTo(Code.NO_USBMUXD);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            assertThat(look.at(address)).as("it is gone by now").isEqualTo(Preflight.UNKNOWN);
            arguments("/usr/sbin/usbmuxd\0--user\0usbmux\0--systemd\0");
            assertThat(look.at(address)).isEqualTo(Preflight.ON);
            arguments("/usr/sbin/usbmuxd\0--user\0usbmux\0--systemd\0--no-preflight\0");
            assertThat(look.at(address)).isEqualTo(Preflight.OFF);
            arguments("");
            assertThat(look.at(address)).as("it has none left").isEqualTo(Preflight.UNKNOWN);
            assertThat(new MuxProcess(Kernel.system(), Path.of("/proc")).at(address))
                    .as("this very program")
                    .isEqualTo(Preflight.UNKNOWN);
        }
        assertThat(catchThrowableOfType(AppleFailure.class, () -> look.at(address))
                        .code())
                .isEqualTo(Code.NO_USBMUXD);
    }

    private void arguments(String all) throws IOException {
        Path process = Files.createDirectories(
                folder.resolve(Long.toString(ProcessHandle.current().pid())));
        Files.writeString(process.resolve("cmdline"), all, StandardCharsets.ISO_8859_1);
    }

    @Test
    void whoIsReachedByAPortNobodyCanLookAt() throws Exception {
        assertThat(new MuxProcess(Kernel.system(), folder).at(new UsbmuxAddress.Tcp("localhost", 27_015)))
                .isEqualTo(Preflight.UNKNOWN);
    }
}
