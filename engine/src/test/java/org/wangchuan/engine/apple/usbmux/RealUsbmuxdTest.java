package org.wangchuan.engine.apple.usbmux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AppleFailure.Code;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.Preflight;
import org.wangchuan.engine.apple.model.UsbmuxAddress;
import org.wangchuan.engine.apple.plist.Plist;
import org.wangchuan.engine.apple.plist.PlistException;
import org.wangchuan.engine.apple.plist.PlistLimits;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.apple.wire.Deadline;
import org.wangchuan.engine.kernel.Kernel;

/**
 * The real usbmuxd, without a device, in a name space where its socket and its records lie in a folder of the test: needs root. What it
 * says when a device is there is only known from its sources.
 */
@Tag("slow")
@Timeout(120)
class RealUsbmuxdTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String UDID = "00008120-000A1B2C3D4E5F60";

    @TempDir
    Path folder;

    private Process daemon;
    private UsbmuxClient client;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        start("-f", "-p");
    }

    private void start(String... options) throws IOException, InterruptedException {
        Path run = Files.createDirectories(folder.resolve("run"));
        Path lib = Files.createDirectories(folder.resolve("lib"));
        String script = "mount --bind " + run + " /run && mount --bind " + lib + " /var/lib && exec usbmuxd "
                + String.join(" ", options);
        daemon = new ProcessBuilder("unshare", "-m", "sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        Path socket = run.resolve("usbmuxd");
        client = new UsbmuxClient(new UsbmuxAddress.UnixSocket(socket), LONG);
        for (int i = 0; i < 3000 && daemon.isAlive() && !answers(); i++) {
            Thread.sleep(10);
        }
        assertThat(daemon.isAlive()).as(Files.readString(folder.resolve("log"))).isTrue();
    }

    /** Its socket is there before it listens. */
    private boolean answers() {
        try {
            return client.devices().isEmpty();
        } catch (AppleFailure _) {
            return false;
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        daemon.destroy();
        assertThat(daemon.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    /** As the daemon of Debian is started by systemd, and as its administrator has it started. No device hangs there with which it could pair. */
    @Test
    void itIsToldWithWhatItWasStarted() throws Exception {
        MuxProcess look = new MuxProcess(Kernel.system(), Path.of("/proc"));
        UsbmuxAddress socket =
                new UsbmuxAddress.UnixSocket(folder.resolve("run").resolve("usbmuxd"));
        assertThat(look.at(socket)).isEqualTo(Preflight.OFF);
        stop();
        assertThat(catchThrowableOfType(AppleFailure.class, () -> look.at(socket))
                        .code())
                .isEqualTo(Code.NO_USBMUXD);
        start("--user", "usbmux", "--systemd", "--no-preflight");
        assertThat(look.at(socket)).isEqualTo(Preflight.OFF);
        stop();
        start("--user", "usbmux", "--systemd");
        assertThat(look.at(socket)).isEqualTo(Preflight.ON);
    }

    @Test
    void itAnswersEachRequest() throws AppleFailure {
        assertThat(client.devices()).isEmpty();
        assertThat(client.readBuid()).matches("[0-9A-F-]{36}");
        assertThat(client.readBuid()).isEqualTo(client.readBuid());
        try (UsbmuxListener listener = client.listen()) {
            assertThat(listener.next(Duration.ofMillis(50))).isEmpty();
        }
        AttachedDevice gone = new AttachedDevice(7, UDID, true, Optional.empty(), Optional.empty());
        assertThat(catchThrowableOfType(AppleFailure.class, () -> client.connect(gone, 62_078, Deadline.within(LONG)))
                        .code())
                .isEqualTo(Code.AWAY);
    }

    @Test
    void itKeepsARecordAndDeletesIt() throws AppleFailure, PlistException {
        AttachedDevice device = new AttachedDevice(7, UDID, true, Optional.empty(), Optional.empty());
        PlistValue.Dict record = PlistValue.Dict.builder()
                .put("HostCertificate", new byte[] {1, 2, 3, 0, (byte) 0xff})
                .put("HostID", "ONE")
                .build();
        assertThat(client.readPairRecord(UDID)).isEmpty();
        assertThat(client.deletePairRecord(UDID)).isFalse();
        client.savePairRecord(device, Plist.writeBinary(record));
        byte[] kept = client.readPairRecord(UDID).orElseThrow().bytes();
        assertThat(Plist.read(kept, PlistLimits.MESSAGE)).isEqualTo(record); // in a form of its own
        Path file = folder.resolve("lib").resolve("lockdown").resolve(UDID + ".plist");
        assertThat(file).exists();
        assertThat(client.deletePairRecord(UDID)).isTrue();
        assertThat(file).doesNotExist();
        assertThat(client.readPairRecord(UDID)).isEmpty();
    }

    @Test
    void itTakesNothingForARecordThatIsNoPropertyList() {
        AttachedDevice device = new AttachedDevice(7, UDID, true, Optional.empty(), Optional.empty());
        assertThat(catchThrowableOfType(AppleFailure.class, () -> client.savePairRecord(device, new byte[] {1, 2}))
                        .code())
                .isEqualTo(Code.MUX_REFUSED);
    }
}
