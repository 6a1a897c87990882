package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.Connecting;
import org.wangchuan.engine.adb.testing.Adbd;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.read.AndroidReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;

/** A phone whose own programs answer out of spite, behind the real adbd: what it tells is a fact in its form or none, in bounded time and memory. */
@Tag("slow")
@Timeout(120)
class HostileProgramsTest {
    private static final List<String> NAMES = List.of("getprop", "settings", "dumpsys", "dpm", "pm", "content", "sm");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Beyond the deadline: a busy machine gets round to it late. */
    private static final Duration LATE = Duration.ofSeconds(30);

    @TempDir
    private Path programs;

    private Adbd adbd;

    @BeforeEach
    void start() throws Exception {
        adbd = Adbd.start(programs);
    }

    @AfterEach
    void end() {
        adbd.close();
    }

    private void all(String script) throws Exception {
        for (String name : NAMES) {
            Path file = programs.resolve(name);
            Files.writeString(file, "#!/bin/sh\n" + script + "\n");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private Reading read() throws AdbException {
        try (AdbConnection phone = Connecting.to(adbd.address())) {
            return AndroidReader.read(phone, new Digests(new byte[Digests.KEY_BYTES]), Deadline.after(PATIENCE));
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "endless lines         | exec yes 'Accounts: 2'",
                "an endless line       | exec tr '\\0' x < /dev/zero",
                "endless errors        | exec yes no >&2",
                "noise                 | exec head -c 300000 /dev/urandom",
                "a number too long     | printf '  Accounts: 99999999999999999999\\n  level: 99999999999\\n'",
                "commands to a screen  | printf '\\033]0;a\\007\\033[2Jencrypted\\n'",
                "nothing, and a signal | kill -KILL $$",
                "nothing, and a code   | exit 255",
                "no end                | exec sleep 600"
            })
    void itsAnswersBecomeNoFacts(String what, String script) throws Exception {
        all(script);
        long begun = System.nanoTime();
        try {
            for (Fact fact : read().facts().all()) {
                assertThat(Fact.isValue(fact.property(), fact.value()))
                        .as("%s: %s", what, fact.property())
                        .isTrue();
                assertThat(fact.value().chars())
                        .as("%s: %s", what, fact.property())
                        .allMatch(c -> c >= ' ' && c != 0x7f);
            }
        } catch (AdbException e) {
            assertThat(e.code()).as(what).isNotNull();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).as(what).isLessThan(PATIENCE.plus(LATE));

        all("[ \"$1\" = account ] && echo '  Accounts: 0'; exit 0");
        assertThat(read().facts().all())
                .as("the next one is read as if nothing had been")
                .anyMatch(fact ->
                        fact.property().id().equals("accounts") && fact.value().equals("0"));
    }

    /** One that lies in the right form is a phone's word, and told as such. */
    @Test
    void aLieInTheRightFormIsItsWord() throws Exception {
        all("case \"$1\" in ro.crypto.state) echo encrypted;; ro.crypto.type) echo file;; esac");
        assertThat(read().facts().all())
                .anyMatch(fact -> fact.property().id().equals("encryption")
                        && fact.value().equals("file-based")
                        && fact.source() == Source.ADB);
    }
}
