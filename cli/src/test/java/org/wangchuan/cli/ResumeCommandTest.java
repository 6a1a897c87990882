package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.wangchuan.cli.service.Cancellation.Settled;

class ResumeCommandTest {
    @Test
    void resumeIsAddedOnce() {
        assertThat(resume("./wangchuan", List.of("erase", "/dev/sdb")))
                .isEqualTo("./wangchuan erase /dev/sdb --resume");
        assertThat(resume("./wangchuan", List.of("erase", "/dev/sdb", "--resume")))
                .isEqualTo("./wangchuan erase /dev/sdb --resume");
    }

    @Test
    void resumeComesBeforeTheEndOfTheOptions() {
        assertThat(resume("wangchuan", List.of("erase", "--", "-x.img")))
                .isEqualTo("wangchuan erase --resume -- -x.img");
    }

    @Test
    void whatAShellWouldChangeIsQuoted() {
        assertThat(resume("/opt/my tools/wangchuan", List.of("erase", "a$b", "")))
                .isEqualTo("'/opt/my tools/wangchuan' erase 'a$b' '' --resume");
    }

    @Test
    void aTargetThatIsThroughIsLeftOut() {
        List<Settled> through = List.of(new Settled("a.img", "a.img"));

        assertThat(resume("w", List.of("erase", ".//a.img", "b.img"), List.of(new Settled("./a.img", "a.img"))))
                .isEqualTo("w erase b.img --resume");
        assertThat(resume(
                        "w",
                        List.of("erase", "--confirm", "a.img", "a.img", "--confirm=b.img", "b.img", "--json"),
                        through))
                .isEqualTo("w erase --confirm=b.img b.img --json --resume");
        assertThat(resume("w", List.of("erase", "--confirm=a.img", "--", "a.img", "-b"), through))
                .isEqualTo("w erase --resume -- -b");
    }

    @Test
    void theValueOfAnOptionIsNoTarget() {
        assertThat(resume(
                        "w",
                        List.of("erase", "--out", "a.img", "x/a.img", "a.img"),
                        List.of(new Settled("a.img", "a.img"))))
                .isEqualTo("w erase --out a.img x/a.img --resume");
    }

    @Test
    void ofTwoWithOneConfirmationOneStays() {
        assertThat(resume(
                        "w",
                        List.of("erase", "x/a", "y/a", "--confirm", "a", "--confirm", "a"),
                        List.of(new Settled("y/a", "a"))))
                .isEqualTo("w erase x/a --confirm a --resume");
    }

    private static String resume(String launcher, List<String> arguments) {
        return resume(launcher, arguments, List.of());
    }

    private static String resume(String launcher, List<String> arguments, List<Settled> settled) {
        return ResumeCommand.of(
                launcher,
                arguments,
                settled,
                option -> Set.of("--confirm", "--out").contains(option));
    }
}
