package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.attestation.KeyAttestation;
import org.wangchuan.engine.phone.attestation.MadeAttestation;
import org.wangchuan.engine.phone.read.AndroidAttester;

/**
 * The real adbd, to which our program for phones is sent and by which it is started. In place of Android's {@code app_process} stands one that looks at what was sent, and
 * runs the same classes on this machine's Java before a made key store; or one that does anything else.
 */
@Tag("slow")
@Timeout(300)
class AndroidAttesterTest {
    private static final byte[] CHALLENGE = KeyAttestation.challenge("job", "0".repeat(KeyAttestation.NONCE_CHARS));
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final String MINE = "wangchuan-attest ";
    private static final String COMPILES = """
            of=$(basename "$CLASSPATH" .dex)
            to=$(dirname "$CLASSPATH")/oat/x86_64
            mkdir -p "$to" && touch "$to/$of.odex" "$to/$of.vdex" "$to/$of.art"
            """;
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    @TempDir
    Path programs;

    @TempDir
    Path folder;

    private Path keys;
    private Path storage;
    private Adbd adbd;

    @BeforeEach
    void makePhone() throws Exception {
        keys = Files.createDirectory(folder.resolve("keys"));
        storage = Files.createDirectory(folder.resolve("storage"));
        adbd = Adbd.start(programs);
    }

    @AfterEach
    void end() {
        adbd.close();
    }

    /** Android's own, as far as our program sees it. */
    private void phone(String mode) throws IOException {
        Path sent = Files.write(folder.resolve("sent"), AndroidAttester.program());
        appProcess("cmp -s \"$CLASSPATH\" '" + sent + "' || exit 9\n" + "[ \"$1\" = / ] || exit 8\nshift\n"
                + "unset CLASSPATH\nexec '" + Path.of(System.getProperty("java.home"), "bin", "java") + "'"
                + " -XX:TieredStopAtLevel=1 -Dmade.mode=" + mode + " -Dmade.keys='" + keys + "'"
                + " -cp '" + Path.of("target/ondevice").toAbsolutePath() + ":"
                + Path.of("target/test-classes").toAbsolutePath() + "' \"$@\"");
    }

    /** As on some Androids, what is run so is compiled first, and stays beside the file. */
    private void appProcess(String script) throws IOException {
        Path file = programs.resolve("app_process");
        Files.writeString(file, "#!/bin/sh\n" + COMPILES + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Optional<List<byte[]>> ask(Duration within) throws AdbException {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            Deadline deadline = Deadline.after(Duration.ofMinutes(4));
            Optional<List<byte[]>> chain = AndroidAttester.ask(phone, storage.toString(), CHALLENGE, within, deadline);
            assertThat(ShellRunner.run(phone, ShellCommand.of("getprop", "ro.product.model"), 1000, deadline)
                            .output())
                    .as("it can be asked on, whatever came of it")
                    .isEqualTo("Made Phone\n");
            return chain;
        }
    }

    private void assertNothingIsLeft() throws IOException {
        try (var files = Files.list(storage);
                var held = Files.list(keys)) {
            assertThat(files).as("on the phone's storage").isEmpty();
            assertThat(held).as("in its key store").isEmpty();
        }
    }

    /** As new Androids have it, as old ones have it, and as those whose key store tells another program of each key. */
    @ParameterizedTest
    @ValueSource(strings = {"plain", "old", "needs-context"})
    void theProgramHasAKeyMadeForThisChallengeAndTakesItAway(String mode) throws Exception {
        phone(mode);
        Files.writeString(keys.resolve("wangchuan-attestation"), "of one that was cut off");

        List<byte[]> chain = ask(LONG).orElseThrow();

        Instant now = Instant.parse("2026-11-30T00:00:00Z");
        assertThat(KeyAttestation.judge(chain, CHALLENGE, now, MadeAttestation.rootOf(chain))
                        .outcome())
                .isEqualTo(KeyAttestation.Outcome.PROVED);
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"absent", "refuses"})
    void aKeyStoreThatIsNotThereOrMakesNoneIsNotTold(String mode) throws Exception {
        phone(mode);
        assertThat(ask(LONG)).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void aKeyStoreThatHangsIsWaitedForNoLongerThanWasSaid() throws Exception {
        phone("hangs");
        assertThat(ask(SHORT)).isEmpty();
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "exit 0",
                "exit 1",
                "kill -9 $$",
                "yes",
                "yes wangchuan-attest AAAA",
                "head -c 100000 /dev/urandom",
                "sleep 1000",
                "trap '' TERM HUP INT; while :; do sleep 1; done",
                "echo wangchuan-attest end 0",
                "echo 'wangchuan-attest .'; echo 'wangchuan-attest end 1'",
                "echo 'wangchuan-attest AAAA'; echo 'wangchuan-attest end 1'",
                "echo 'wangchuan-attest A'; echo 'wangchuan-attest .'; echo 'wangchuan-attest end 1'",
                "echo 'wangchuan-attest AAAA'; echo 'wangchuan-attest .'; echo 'wangchuan-attest end 2'",
                "echo 'wangchuan-attest AAAA'; echo 'wangchuan-attest .'",
                "for i in 1 2 3 4 5 6 7 8 9 10 11; do echo 'wangchuan-attest AAAA'; echo 'wangchuan-attest .'; done;"
                        + " echo 'wangchuan-attest end 11'",
            })
    void whateverElseAnswersIsNotTold(String script) throws Exception {
        appProcess(script);
        assertThat(ask(SHORT)).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void aChainIsFoundBetweenWhatAndroidSaysItself() throws Exception {
        List<byte[]> chain = new MadeAttestation().chain();
        StringBuilder script = new StringBuilder("echo 'WARNING: linker: something'\n");
        for (byte[] one : chain) {
            script.append("echo '")
                    .append(MINE)
                    .append(BASE64.encodeToString(one))
                    .append("'\necho 'more'\n");
            script.append("echo '").append(MINE).append(".'\n");
        }
        appProcess(script + "echo '" + MINE + "end 3'\necho 'the end' >&2");

        assertThat(ask(LONG).orElseThrow())
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(chain);

        appProcess(script + "echo '" + MINE + "end 3'\nexit 1");
        assertThat(ask(LONG)).as("a program that says that it failed").isEmpty();
    }

    @Test
    void aPhoneWithoutTheProgramThatStartsOursIsNotTold() throws Exception {
        assertThat(ask(SHORT)).isEmpty();
        assertNothingIsLeft();
    }

    @Test
    void aPhoneThatTakesNoFileIsNotTold() throws Exception {
        phone("plain");
        Files.delete(storage);
        Files.writeString(storage, "no folder");
        assertThat(ask(LONG)).isEmpty();
    }

    @Test
    void whatOneThatWasCutOffHasLeftIsTakenAway() throws Exception {
        Files.writeString(storage.resolve(AndroidAttester.FILE), "left");
        Path compiled = Files.createDirectories(storage.resolve("oat/arm64"));
        Files.writeString(compiled.resolve("wangchuan-attest.odex"), "left");
        tidy();
        assertNothingIsLeft();
    }

    @Test
    void whatSomebodyElseHasThereStays() throws Exception {
        Path compiled = Files.createDirectories(storage.resolve("oat/arm64"));
        Path others = Files.writeString(compiled.resolve("another.odex"), "of another program");
        Path beside = Files.writeString(storage.resolve("wangchuan"), "another's");
        phone("plain");
        assertThat(ask(LONG)).isPresent();
        tidy();
        try (var all = Files.walk(storage)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactlyInAnyOrder(others, beside);
        }
    }

    private void tidy() throws AdbException {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            AndroidAttester.tidy(phone, storage.toString(), Deadline.after(LONG));
        }
    }

    /** The program hears of it by its output, which nobody takes any more; by then its shell has been told, too. Nobody comes back to tidy. */
    @Test
    void whereTheConnectionEndsMidwayAllGoesWithTheProgramsOwnEnd() throws Exception {
        Path begun = folder.resolve("begun");
        Path over = folder.resolve("over");
        appProcess("trap '' PIPE\ntouch '" + begun + "'\nwhile echo more 2>/dev/null; do sleep 0.1; done\n" + COMPILES
                + "touch '" + over + "'");
        FutureTask<Optional<List<byte[]>>> asking;
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            asking = new FutureTask<>(
                    () -> AndroidAttester.ask(phone, storage.toString(), CHALLENGE, LONG, Deadline.after(LONG)));
            Thread _ = Thread.ofVirtual().start(asking);
            Soon.until("our program runs", () -> Files.exists(begun));
            assertThat(storage.resolve(AndroidAttester.FILE)).exists();
        }
        assertThatThrownBy(asking::get).hasCauseInstanceOf(AdbException.class);
        Soon.until("it ends", () -> Files.exists(over));
        Soon.until(
                "nothing is left", () -> Objects.requireNonNull(storage.toFile().list()).length == 0);
    }
}
