package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.Refused;

/** Who reads Chinese is told why in Chinese, with the names that matter. */
class ChineseReasonsTest {
    @Test
    void whatIsMountedIsSaidWithItsPlace() {
        assertThat(of(Code.MOUNTED, "sdb1 on sdb is mounted at /mnt/a", "sdb", "sdb1", "/mnt/a"))
                .isEqualTo("sdb 上的 sdb1 已挂载于 /mnt/a");
        assertThat(of(Code.MOUNTED, "sdb is mounted at /mnt/a", "sdb", "sdb", "/mnt/a"))
                .isEqualTo("sdb 已挂载于 /mnt/a");
        assertThat(of(Code.MOUNTED, "sdb is a part of a btrfs of 2 device(s) that is mounted", "sdb", "sdb"))
                .isEqualTo("sdb 所属的 btrfs 已挂载");
    }

    @Test
    void whatIsUsedOtherwiseIsSaidWithWhoUsesIt() {
        assertThat(of(Code.SWAP, "sdb2 on sdb is swap space in use", "sdb", "sdb2"))
                .isEqualTo("sdb 上的 sdb2 正用作交换空间");
        assertThat(of(Code.SYSTEM_DISK, "this machine runs from sda2 on sda", "sda", "sda2"))
                .isEqualTo("本机系统正运行于 sda 上的 sda2");
        assertThat(of(Code.HELD, "sdb1 is a part of md0", "sdb1", "md0"))
                .isEqualTo("sdb1 是 md0（RAID、LVM、加密卷或其他设备）的组成部分");
        assertThat(of(Code.ATTACHED, "disk.img is attached to loop device loop3", "disk.img", "loop3"))
                .isEqualTo("回环设备 loop3 建立于 disk.img 之上");
    }

    /** Names of devices and paths are what is left of the English sentence. */
    @ParameterizedTest
    @EnumSource(Code.class)
    void withNamesNothingIsLeftInEnglish(Code code) {
        for (int names = 1; names <= 3; names++) {
            List<String> about = List.of("sdb", "sdb1", "/mnt").subList(0, names);
            assertThat(ChineseReasons.of(new Obstacle(code, "an English sentence", about)))
                    .doesNotContain("English", " is ", " on ")
                    .contains("sdb");
        }
    }

    /** Whoever reads no English has to hear as well that a drive was not erased. */
    @ParameterizedTest
    @EnumSource(Refused.Code.class)
    void ofADriveWithoutBlocksAllIsSaidInChinese(Refused.Code code) {
        String said = ChineseReasons.of(new Refused(code, "an English sentence", List.of("/dev/sdb", "520")));
        if (code.isOfDriveWithoutBlocks()) {
            assertThat(said)
                    .startsWith("/dev/sdb：")
                    .containsPattern("未被清除|不能认为它已被清除")
                    .contains("在此也无法清除")
                    .doesNotContain("English");
            assertThat(Refusal.of(new Refused(code, "an English sentence")).code())
                    .isEqualTo(code.name());
        } else {
            assertThat(ChineseReasons.of(new Refused(code, "an English sentence")))
                    .endsWith("：an English sentence");
        }
        assertThat(said.contains("520 字节，如存储阵列")).isEqualTo(code == Refused.Code.BLOCK_LENGTH);
    }

    private static String of(Code code, String detail, String... about) {
        return ChineseReasons.of(new Obstacle(code, detail, List.of(about)));
    }
}
