package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeCommandTest {
    @Test
    void resumeIsAddedOnce() {
        assertThat(ResumeCommand.of("./wangchuan", List.of("erase", "/dev/sdb")))
                .isEqualTo("./wangchuan erase /dev/sdb --resume");
        assertThat(ResumeCommand.of("./wangchuan", List.of("erase", "/dev/sdb", "--resume")))
                .isEqualTo("./wangchuan erase /dev/sdb --resume");
    }

    @Test
    void resumeComesBeforeTheEndOfTheOptions() {
        assertThat(ResumeCommand.of("wangchuan", List.of("erase", "--", "-x.img")))
                .isEqualTo("wangchuan erase --resume -- -x.img");
    }

    @Test
    void whatAShellWouldChangeIsQuoted() {
        assertThat(ResumeCommand.of("/opt/my tools/wangchuan", List.of("erase", "a$b", "")))
                .isEqualTo("'/opt/my tools/wangchuan' erase 'a$b' '' --resume");
    }
}
