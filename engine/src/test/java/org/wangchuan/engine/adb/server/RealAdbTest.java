package org.wangchuan.engine.adb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.adb.KeyHolder;
import org.wangchuan.engine.adb.service.Reboot;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.service.ShellSink;
import org.wangchuan.engine.adb.service.SyncSession;
import org.wangchuan.engine.adb.testing.AdbDouble;
import org.wangchuan.engine.adb.testing.AdbDouble.Owner;
import org.wangchuan.engine.adb.testing.AdbProgram;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.adb.testing.Endless;
import org.wangchuan.engine.adb.testing.Given;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.patience.Deadline;

/** The real adb gets on with the made phone, and our client of its server agrees with it. */
@Timeout(240)
class RealAdbTest {
    @TempDir
    Path home;

    @TempDir
    Path files;

    @Test
    void theRealAdbGetsOnWithTheMadePhone() throws Exception {
        try (AdbProgram adb = AdbProgram.start(home);
                AdbDouble phone = AdbDouble.of(files).owner(Owner.TAPS)) {
            String serial = AdbProgram.serial(phone.address());
            CompletableFuture<AdbProgram.Ended> connecting =
                    CompletableFuture.supplyAsync(() -> adb.run("connect", serial));
            Soon.until("it shows its key", () -> !phone.shownKey().isEmpty());
            phone.tap();
            connecting.get();
            Soon.until(
                    "it is let in",
                    () -> adb.run("-s", serial, "get-state").said().strip().equals("device"));
            assertThat(phone.shownKey())
                    .isEqualTo(Files.readString(home.resolve(".android/adbkey.pub"))
                            .strip());

            AdbProgram.Ended shell = adb.run("-s", serial, "shell", "echo out; echo err >&2; exit 7");
            assertThat(shell.exitCode()).isEqualTo(7);
            assertThat(shell.said()).contains("out", "err");

            for (int length : new int[] {0, 1, 65_536, 65_537, 3_000_000}) {
                Path sent = Files.write(home.resolve("sent"), Given.bytes(length));
                assertThat(adb.run("-s", serial, "push", sent.toString(), "/sub/file")
                                .exitCode())
                        .isZero();
                assertThat(Files.mismatch(sent, files.resolve("sub/file"))).isEqualTo(-1);
                Path back = home.resolve("back");
                assertThat(adb.run("-s", serial, "pull", "/sub/file", back.toString())
                                .exitCode())
                        .isZero();
                assertThat(Files.mismatch(sent, back)).isEqualTo(-1);
            }
            assertThat(adb.run("-s", serial, "ls", "/sub").said()).contains("file");
            assertThat(adb.run("-s", serial, "exec-out", "printf x").said()).isEqualTo("x");
        }
    }

    @Test
    void theRealAdbIsKeptOutWithoutATap() throws Exception {
        try (AdbProgram adb = AdbProgram.start(home);
                AdbDouble phone = AdbDouble.of(files).owner(Owner.SILENT)) {
            String serial = AdbProgram.serial(phone.address());
            adb.run("connect", serial);
            AdbServer server = new AdbServer(adb.address());
            ListedDevice listed = listed(server, serial);
            assertThat(listed.state()).isEqualTo("unauthorized");
            failing(Code.NOT_AUTHORISED, () -> server.device(listed, Given.patience()));
        }
    }

    @Test
    void weAgreeWithTheRealServer() throws Exception {
        try (Adbd adbd = Adbd.start(files);
                AdbProgram adb = AdbProgram.start(home)) {
            String serial = AdbProgram.serial(adbd.address());
            adb.run("connect", serial);
            AdbServer server = new AdbServer(adb.address());
            // "Android Debug Bridge version 1.0.41" is what the client says of itself; the server's is its last number.
            assertThat(adb.run("version").said()).contains("version 1.0." + server.version(Given.patience()));
            ListedDevice listed = listed(server, serial);
            assertThat(adb.run("devices", "-l").said())
                    .contains(serial, "transport_id:" + listed.transportId().orElseThrow());
            try (AdbDevice phone = server.device(listed, Given.patience())) {
                assertThat(phone.keyHolder()).isEqualTo(KeyHolder.ADB_SERVER);
                assertThat(phone.banner().mode()).isEqualTo(AdbMode.DEVICE);
                // The program leaves out what it does not use itself unless it is told to.
                List<String> more = new ArrayList<>(phone.banner().features());
                more.removeAll(adb.run("-s", serial, "features").said().lines().toList());
                assertThat(more).isSubsetOf("delayed_ack");
                assertThat(phone.banner().features()).contains("shell_v2", "stat_v2", "ls_v2");
                serves(phone);
                Endless.runsOut(phone);
                AdbProgram.Ended same = adb.run("-s", serial, "shell", "getprop ro.product.model");
                assertThat(run(phone, "getprop", "ro.product.model").output()).isEqualTo(same.said());
            }
            ListedDevice bySerial = new ListedDevice(serial, "device", java.util.Map.of());
            try (AdbDevice phone = server.device(bySerial, Given.patience())) {
                assertThat(run(phone, "echo", "by serial").output()).isEqualTo("by serial\n");
            }
        }
    }

    private void serves(AdbDevice phone) throws AdbException, java.io.IOException {
        try (AdbStream stream = phone.open("exec:echo x", Given.patience())) {
            Soon.until("something came", stream::readable);
            Deadline over = Deadline.after(Duration.ZERO);
            failing(Code.TIMEOUT, () -> stream.read(new byte[1], 0, 1, over));
            failing(Code.TIMEOUT, () -> stream.write(new byte[1], 0, 1, over));
            assertThat(stream.read(new byte[1], 0, 1, Given.patience())).isEqualTo(1);
        }
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ShellSink sink = new ShellSink() {
            @Override
            public void output(byte[] bytes, int offset, int length) {
                printed.write(bytes, offset, length);
            }

            @Override
            public void error(byte[] bytes, int offset, int length) {
                throw new AssertionError("exec tells no errors apart");
            }
        };
        assertThat(ShellRunner.exec(phone, ShellCommand.of("printf", "a b"), sink, 3, Given.patience()))
                .isEqualTo(3);
        assertThat(printed).hasToString("a b");
        ShellOutput failed = run(phone, "dumpsys", "account");
        assertThat(failed.exitCode()).hasValue(20);
        assertThat(failed.error()).isEqualTo("no such service\n");
        failing(Code.SERVICE_REFUSED, () -> phone.open("nonsense:", Given.patience()));
        for (int length : new int[] {0, 1, 65_537, 2_000_000}) {
            byte[] file = Given.bytes(length);
            String path = files.resolve("pushed").toString();
            try (SyncSession session = SyncSession.open(phone, Given.patience())) {
                session.send(path, 0600, Instant.EPOCH, new ByteArrayInputStream(file), _ -> {}, Given.patience());
                assertThat(Files.readAllBytes(files.resolve("pushed"))).isEqualTo(file);
                ByteArrayOutputStream back = new ByteArrayOutputStream();
                session.receive(path, length, back, Given.patience());
                assertThat(back.toByteArray()).isEqualTo(file);
                assertThat(session.status(path, Given.patience()).orElseThrow().sizeBytes())
                        .isEqualTo(length);
                assertThat(session.list(files.toString(), 100, Given.patience()))
                        .anyMatch(entry -> entry.name().equals("pushed"));
            }
        }
    }

    @Test
    void theListIsFollowedAndWhatGoesOnEndsWithThePhone() throws Exception {
        try (AdbProgram adb = AdbProgram.start(home);
                AdbDouble phone = AdbDouble.of(files)) {
            AdbServer server = new AdbServer(adb.address());
            DeviceWatch watch = server.watch(Given.patience());
            assertThat(watch.next(Given.patience())).isEmpty();
            String serial = AdbProgram.serial(phone.address());
            adb.run("connect", serial);
            follow(watch, serial, "device");
            AdbDevice device = server.device(listed(server, serial), Given.patience());
            AdbStream stream = device.open("shell,v2,raw:sleep 300", Given.patience());
            Reboot.ask(device, Reboot.Target.SYSTEM, Given.patience());
            assertThat(phone.asked()).contains("reboot:");
            failing(Code.GONE, () -> stream.read(new byte[1], 0, 1, Given.patience()));
            follow(watch, serial, "offline");
            CompletableFuture<AdbException> ended =
                    CompletableFuture.supplyAsync(() -> failing(Code.CLOSED, () -> watchOn(watch)));
            watch.close();
            ended.get();
        }
    }

    @Test
    void aDeviceThatIsClosedEndsItsStreams() throws Exception {
        try (AdbProgram adb = AdbProgram.start(home);
                AdbDouble phone = AdbDouble.of(files)) {
            String serial = AdbProgram.serial(phone.address());
            adb.run("connect", serial);
            AdbServer server = new AdbServer(adb.address());
            AdbDevice device = server.device(listed(server, serial), Given.patience());
            AdbStream stream = device.open("shell,v2,raw:sleep 300", Given.patience());
            failing(Code.TIMEOUT, () -> stream.read(new byte[1], 0, 1, Given.impatience()));
            CompletableFuture<AdbException> ended = CompletableFuture.supplyAsync(
                    () -> failing(Code.CLOSED, () -> stream.read(new byte[1], 0, 1, Given.patience())));
            device.close();
            ended.get();
            failing(Code.CLOSED, () -> device.open("shell:id", Given.patience()));
            adb.run("disconnect", serial);
            ListedDevice left = new ListedDevice(serial, "device", java.util.Map.of());
            failing(Code.GONE, () -> server.device(left, Given.patience()));
        }
    }

    private static void watchOn(DeviceWatch watch) throws AdbException {
        while (true) {
            watch.next(Given.patience());
        }
    }

    private static void follow(DeviceWatch watch, String serial, String state) throws AdbException {
        while (watch.next(Given.patience()).stream()
                .noneMatch(device ->
                        device.serial().equals(serial) && device.state().equals(state))) {
            // the next one
        }
    }

    private static ListedDevice listed(AdbServer server, String serial) throws AdbException {
        List<ListedDevice> devices = server.devices(Given.patience());
        return devices.stream()
                .filter(device -> device.serial().equals(serial))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not listed: " + devices));
    }

    private static ShellOutput run(AdbDevice phone, String... words) throws AdbException {
        return ShellRunner.run(phone, ShellCommand.of(words), 1 << 16, Given.patience());
    }
}
