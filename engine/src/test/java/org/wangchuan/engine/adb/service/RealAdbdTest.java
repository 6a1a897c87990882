package org.wangchuan.engine.adb.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.adb.direct.Connecting.failing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.adb.testing.Endless;
import org.wangchuan.engine.adb.testing.Given;

/** The real adbd with a made phone behind it, and our client. */
@Timeout(120)
class RealAdbdTest {
    private static Adbd adbd;

    @TempDir
    static Path programs;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        adbd = Adbd.start(programs);
    }

    @AfterAll
    static void end() {
        adbd.close();
    }

    @Test
    void itAnswersAsADevice() throws Exception {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            assertThat(phone.banner().mode()).isEqualTo(AdbMode.DEVICE);
            assertThat(phone.version()).isEqualTo(0x01000001);
            assertThat(phone.payloadBytesMax()).isEqualTo(1 << 20);
            assertThat(phone.banner().features()).contains("shell_v2", "stat_v2", "ls_v2");
        }
    }

    @Test
    void commandsEndWithTheirExitCodes() throws Exception {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            assertThat(run(phone, "getprop", "ro.product.model").output()).isEqualTo("Made Phone\n");
            assertThat(run(phone, "settings", "get", "global", "adb_enabled").output())
                    .isEqualTo("adb_enabled=1\n");
            ShellOutput failed = run(phone, "dumpsys", "account");
            assertThat(failed.exitCode()).hasValue(20);
            assertThat(failed.error()).isEqualTo("no such service\n");
            assertThat(failed.output()).isEmpty();
            assertThat(run(phone, "sh", "-c", "exit 255").exitCode()).hasValue(255);
            assertThat(run(phone, "sh", "-c", "kill -9 $$").succeeded()).isFalse();
            assertThat(run(phone, "cat").succeeded()).isTrue(); // its input is at the end
        }
    }

    @Test
    void wordsOfAPhoneStayWords() throws Exception {
        List<String> hostile = List.of(
                "; touch /tmp/owned #",
                "$(id)",
                "`id`",
                "a'b",
                "'",
                "''",
                "\"",
                "\\",
                "\n",
                "a\nb",
                "*",
                "~",
                "-n",
                "$HOME",
                "&& id",
                "| id",
                "",
                " ",
                "\t",
                "!!",
                "{a,b}",
                "a=b",
                "if",
                "%s",
                "锁",
                "\u202e",
                "\u0001");
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            for (String word : hostile) {
                ShellOutput output = run(phone, "printf", "[%s]", word, "end");
                assertThat(output.output()).isEqualTo("[" + word + "][end]");
            }
            assertThat(run(phone, "pm", "path", "x; pm list").output()).contains("asked: path x; pm list\n");
        }
    }

    @Test
    void aCommandThatPrintsTooMuchIsCut() throws Exception {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            failing(Code.LIMIT, () -> ShellRunner.run(phone, ShellCommand.of("yes"), 1_000_000, Given.patience()));
            ShellOutput whole = ShellRunner.run(
                    phone,
                    ShellCommand.of("sh", "-c", "head -c 1000000 /dev/zero | tr '\\0' x"),
                    1_000_000,
                    Given.patience());
            assertThat(whole.output()).hasSize(1_000_000);
            assertThat(run(phone, "echo", "on").output()).isEqualTo("on\n");
        }
    }

    @Test
    void whatNeverEndsRunsOutAlthoughNothingIsWaitedFor() throws Exception {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            Endless.runsOut(phone);
        }
    }

    @Test
    void execPrintsByteByByte() throws Exception {
        byte[] file = Given.bytes(500_000);
        Path path = Files.write(folder.resolve("f"), file);
        Collected collected = new Collected();
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            long came = ShellRunner.exec(
                    phone, ShellCommand.of("cat", path.toString()), collected, 500_000, Given.patience());
            assertThat(came).isEqualTo(500_000);
            assertThat(ShellRunner.exec(phone, ShellCommand.of("cat"), collected, 0, Given.patience()))
                    .isZero();
            assertThat(collected.bytes.toByteArray()).isEqualTo(file);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_535, 65_536, 65_537, 262_175, 262_176, 262_177, 5_000_011})
    void filesGoAndComeBackUnchanged(int length) throws Exception {
        byte[] file = Given.bytes(length);
        Path path = folder.resolve("a, file,with 'commas'");
        List<Long> progress = new ArrayList<>();
        try (AdbConnection phone = Connecting.to(adbd.address());
                SyncSession files = SyncSession.open(phone, Given.patience())) {
            long sent = files.send(
                    path.toString(),
                    0640,
                    Instant.ofEpochSecond(1_700_000_000),
                    new ByteArrayInputStream(file),
                    progress::add,
                    Given.patience());
            assertThat(sent).isEqualTo(length);
            assertThat(progress).isSorted().last().isEqualTo((long) length);
            assertThat(Files.readAllBytes(path)).isEqualTo(file);

            RemoteStatus status =
                    files.status(path.toString(), Given.patience()).orElseThrow();
            assertThat(status.file()).isTrue();
            assertThat(status.sizeBytes()).isEqualTo(length);
            assertThat(status.modified()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
            assertThat(status.mode() & 0777).isEqualTo(0666); // the owner's bits for everybody

            ByteArrayOutputStream back = new ByteArrayOutputStream();
            assertThat(files.receive(path.toString(), length, back, Given.patience()))
                    .isEqualTo(length);
            assertThat(back.toByteArray()).isEqualTo(file);
        }
    }

    @Test
    void whatIsThereIsListedAndLookedAt() throws Exception {
        Files.writeString(folder.resolve("one"), "1");
        Files.writeString(folder.resolve("二"), "22");
        Files.createDirectory(folder.resolve("three"));
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("one"));
        try (AdbConnection phone = Connecting.to(adbd.address());
                SyncSession files = SyncSession.open(phone, Given.patience())) {
            List<RemoteEntry> entries = files.list(folder.toString(), 10, Given.patience());
            assertThat(entries).extracting(RemoteEntry::name).containsExactlyInAnyOrder("one", "二", "three", "link");
            assertThat(entries).allMatch(RemoteEntry::exactName);
            String link = folder.resolve("link").toString();
            assertThat(files.linkStatus(link, Given.patience()).orElseThrow().file())
                    .isFalse();
            assertThat(files.status(link, Given.patience()).orElseThrow().file())
                    .isTrue();
            assertThat(files.status(folder + "/none", Given.patience())).isEmpty();
            AdbException notFolder = failing(Code.FAILED, () -> files.status(link + "/below", Given.patience()));
            assertThat(notFolder.errno()).hasValue(20);
            failing(Code.ARGUMENT, () -> files.status("x".repeat(1025), Given.patience()));
            failing(Code.ARGUMENT, () -> files.status("a\0b", Given.patience()));
            assertThat(files.list(folder.toString(), 10, Given.patience())).hasSize(4);
            failing(Code.LIMIT, () -> files.list(folder.toString(), 2, Given.patience()));
        }
    }

    @Test
    void aFileThatIsNotThereIsToldInThePhonesWords() throws Exception {
        try (AdbConnection phone = Connecting.to(adbd.address());
                SyncSession files = SyncSession.open(phone, Given.patience())) {
            AdbException missing = failing(
                    Code.FAILED,
                    () -> files.receive(folder + "/none", 10, new ByteArrayOutputStream(), Given.patience()));
            assertThat(missing.told())
                    .hasValueSatisfying(told -> assertThat(told).contains("No such file"));
        }
    }

    @Test
    void aPhoneWithoutTheNewerMessagesIsAskedWithTheOlder() throws Exception {
        Files.write(folder.resolve("one"), Given.bytes(12_345));
        try (AdbConnection phone = Connecting.to(adbd.address());
                SyncSession files = SyncSession.open(new Older(phone), Given.patience())) {
            RemoteStatus status = files.linkStatus(folder.resolve("one").toString(), Given.patience())
                    .orElseThrow();
            assertThat(status.sizeBytes()).isEqualTo(12_345);
            assertThat(status.wholeSize()).isFalse();
            assertThat(files.linkStatus(folder + "/none", Given.patience())).isEmpty();
            failing(Code.UNSUPPORTED, () -> files.status(folder.toString(), Given.patience()));
            assertThat(files.list(folder.toString(), 10, Given.patience()))
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.status().sizeBytes()).isEqualTo(12_345));
            ShellOutput output = run(new Older(phone), "dumpsys", "x");
            assertThat(output.exitCode()).isEmpty();
            assertThat(output.output()).contains("no such service");
            assertThat(run(new Older(phone), "cat").output()).isEmpty(); // its input is at the end
        }
    }

    @Test
    void aFileThatCannotBeWrittenStopsTheSending() throws Exception {
        CountingZeros endless = new CountingZeros();
        try (AdbConnection phone = Connecting.to(adbd.address());
                SyncSession files = SyncSession.open(phone, Given.patience())) {
            AdbException failure = failing(
                    Code.FAILED,
                    () -> files.send("/proc/none/x", 0600, Instant.EPOCH, endless, _ -> {}, Given.patience()));
            assertThat(failure.told()).isPresent();
            assertThat(failure.getMessage()).doesNotContain("/proc");
            assertThat(endless.given).isLessThan(CountingZeros.MOST);
        }
    }

    @Test
    void aFileThatIsTooLongIsCut() throws Exception {
        try (AdbConnection phone = Connecting.to(adbd.address());
                SyncSession files = SyncSession.open(phone, Given.patience())) {
            ByteArrayOutputStream some = new ByteArrayOutputStream();
            failing(Code.LIMIT, () -> files.receive("/dev/zero", 1_000_000, some, Given.patience()));
            assertThat(some.size()).isLessThanOrEqualTo(1_000_000);
        }
    }

    @Test
    void sixteenStreamsAtOnceDoNotMixUp() throws Exception {
        try (AdbConnection phone = Connecting.to(adbd.address());
                ExecutorService threads = Executors.newFixedThreadPool(16)) {
            CountDownLatch all = new CountDownLatch(16);
            List<Future<String>> outputs = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String own = "stream" + i;
                outputs.add(threads.submit(() -> {
                    // None ends before all have begun, so that sixteen are open at the same time.
                    String script = "touch \"$2\"/\"$1\"; while [ $(ls \"$2\" | wc -l) -lt 16 ]; do sleep 0.05; done;"
                            + " for n in $(seq 200); do echo \"$1 $n\"; done";
                    all.countDown();
                    return run(phone, "sh", "-c", script, "sh", own, folder.toString())
                            .output();
                }));
            }
            for (int i = 0; i < 16; i++) {
                StringBuilder expected = new StringBuilder();
                for (int n = 1; n <= 200; n++) {
                    expected.append("stream").append(i).append(' ').append(n).append('\n');
                }
                assertThat(outputs.get(i).get()).isEqualTo(expected.toString());
            }
        }
    }

    static ShellOutput run(AdbDevice phone, String... words) throws AdbException {
        return ShellRunner.run(phone, ShellCommand.of(words), 1 << 20, Given.patience());
    }

    /** Endless for a phone, and not for the test. */
    static final class CountingZeros extends InputStream {
        static final long MOST = 1L << 30;
        private long given;

        @Override
        public int read() {
            given++;
            return given > MOST ? -1 : 0;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            given += length;
            return given > MOST ? -1 : length;
        }
    }

    private static final class Collected implements ShellSink {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        @Override
        public void output(byte[] more, int offset, int length) {
            bytes.write(more, offset, length);
        }

        @Override
        public void error(byte[] more, int offset, int length) {
            throw new AssertionError("exec tells no errors apart");
        }
    }
}
