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
import org.wangchuan.engine.kernel.Errno;
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
                "usbmuxd -P/run/usbmuxd.pid -p",
                "usbmuxd -pP /run/usbmuxd.pid",
                "usbmuxd -S 127.0.0.1:27015 -C /var/lib/lockdown -p",
                "usbmuxd --pid /run/usbmuxd.pid --so=/run/mux --config-dir=/etc/mux --no-preflight",
                "usbmuxd -p stray"
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
                "usbmuxd -P/run/usbmuxd.pid",
                "usbmuxd -P/run/pipe -S/var/run/usbmuxd -C/etc/pp",
                "usbmuxd -P -p",
                "usbmuxd -S -p",
                "usbmuxd -fC -p",
                "usbmuxd --pidfile --no-preflight",
                "usbmuxd --socket --no-preflight",
                "usbmuxd --config-dir --no-preflight",
                "usbmuxd --pidfile=--no-preflight",
                "usbmuxd -f -- -p",
                "usbmuxd no-preflight p"
            })
    void whatLooksLikeItIsNone(String line) {
        assertThat(of(line)).isEqualTo(Preflight.ON);
    }

    /** It may take the next one, or undo what stands before it; and nobody knows of each environment whether what stands behind a stray one is read. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "usbmuxd -Q -p",
                "usbmuxd -p -Q",
                "usbmuxd -Qpid",
                "usbmuxd -fQ",
                "usbmuxd --tunnel --no-preflight",
                "usbmuxd --no-preflight --tunnel=yes",
                "usbmuxd --no-preflight=no",
                "usbmuxd --e -p",
                "usbmuxd --s -p",
                "usbmuxd -p -U",
                "usbmuxd -p --pidfile",
                "usbmuxd stray -p"
            })
    void ofAnArgumentThatIsNotKnownNothingIs(String line) {
        assertThat(of(line)).isEqualTo(Preflight.UNKNOWN);
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

    /** Its queue is full: nothing is known of it by that, and nobody is told that it is no usbmuxd. */
    @Test
    void oneThatIsBusyDoesNotAnswer() throws Exception {
        Path socket = folder.resolve("mux");
        MuxProcess look = new MuxProcess(Kernel.system(), folder);
        arguments("/usr/sbin/usbmuxd\0--no-preflight\0");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket), 1);
            int looks = 0;
            while (Kernel.system().listenerOf(socket.toString())
                    > 0) { // each stands in the queue, which nobody empties
                looks++;
                assertThat(looks).isLessThan(100);
            }
            assertThat(Kernel.system().listenerOf(socket.toString())).isEqualTo(-Errno.EAGAIN.number());
            assertThat(catchThrowableOfType(AppleFailure.class, () -> look.at(new UsbmuxAddress.UnixSocket(socket)))
                            .code())
                    .isEqualTo(Code.NO_ANSWER);
            server.accept().close();
            assertThat(look.at(new UsbmuxAddress.UnixSocket(socket)))
                    .as("by the arguments of this process, which listens")
                    .isEqualTo(Preflight.OFF);
        }
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
