package org.wangchuan.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.testing.ScriptedPort.data;
import static org.wangchuan.engine.medium.testing.ScriptedPort.sense;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.testing.AtaDrive;
import org.wangchuan.engine.medium.testing.Media;
import org.wangchuan.engine.medium.testing.ScriptedPort;

/** Whoever reads a plan in Chinese is told in Chinese what stands in its way: of what is really said, not of what a list here says is. */
class HiddenWordsTest {
    private static final String IDENTIFY = "85 08 0e 00 00 00 01 00 00 00 00 00 00 40 ec 00";
    private static final String NATIVE_MAX = "85 07 20 00 00 00 00 00 00 00 00 00 00 40 27 00";
    private static final long BLOCKS = 2_097_152;
    private static final Medium DISK = Media.ata(BLOCKS * 512);
    private static final Medium BRIDGED = Media.usb(BLOCKS * 512);

    /** Not of what the kernel calls an error, which stays as it is known. */
    private static final Pattern SENTENCE = Pattern.compile("\\b(the|was|can|is) ");

    @Test
    void whatAnAtaDriveCanSayIsSaidInChinese() {
        for (String found : details()) {
            assertThat(HiddenWords.zh(found)).isNotEqualTo(found).doesNotContainPattern(SENTENCE);
        }
    }

    @Test
    void numbersAndCommandsStayInIt() {
        assertThat(
                        HiddenWords.zh(
                                "READ NATIVE MAX ADDRESS EXT says 4096, DEVICE CONFIGURATION IDENTIFY says 8192 blocks, of which 2048 can be addressed"))
                .isEqualTo(
                        "READ NATIVE MAX ADDRESS EXT says 4096, DEVICE CONFIGURATION IDENTIFY says 8192 个块，其中可寻址的为 2048");
        assertThat(
                        HiddenWords.zh(
                                "the NVMe device tells a capacity of 9 bytes, of which its only namespace has 8 and no namespace has 0"))
                .contains("总容量 9 字节", "占 8 字节");
        assertThat(HiddenWords.zh("the NVMe device tells that no namespace has 3 of its 9 bytes"))
                .isEqualTo("NVMe 设备称其 9 字节中有 3 字节不属于任何命名空间");
    }

    @Test
    void whatIsNotKnownIsLeftAsItIs() {
        assertThat(HiddenWords.zh("something $1 new: (\\")).isEqualTo("something $1 new: (\\");
    }

    private static List<String> details() {
        DeviceCommand.Answer aborted = sense(AtaDrive.registers(0x51, 0x04, 0));
        List<String> out = new ArrayList<>();
        try (ScriptedPort port =
                new ScriptedPort().expect(IDENTIFY, 512, new DeviceCommand.NotSent(Errno.EPERM.number()))) {
            out.add(unreadable(DISK, port));
        }
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, aborted)) {
            out.add(unreadable(DISK, port));
        }
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, sense(new byte[0]))) {
            out.add(unreadable(DISK, port));
        }
        try (ScriptedPort port = new ScriptedPort()
                .expect(IDENTIFY, 512, data(new AtaDrive().identify()))
                .expect(NATIVE_MAX, 0, sense(AtaDrive.registers(0x50, 0, 7)))) {
            out.add(unreadable(DISK, port));
        }
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, data(new byte[512]))) {
            out.add(unreadable(DISK, port));
        }
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, aborted)) {
            out.add(unreadable(BRIDGED, port));
        }
        try (ScriptedPort port = new ScriptedPort()
                .expect(
                        IDENTIFY,
                        512,
                        data(new AtaDrive().withoutHidingFeatures().unsignedIdentify()))) {
            out.add(unreadable(BRIDGED, port));
        }
        try (ScriptedPort port = new ScriptedPort().expect(IDENTIFY, 512, data(new AtaDrive().identify()))) {
            out.add(unreadable(Media.ata((BLOCKS + 8) * 512), port));
        }
        return out;
    }

    private static String unreadable(Medium medium, ScriptedPort port) {
        HiddenAreas finding = HiddenAreaExaminer.examine(medium, port).finding();
        assertThat(finding).isInstanceOf(HiddenAreas.Unreadable.class);
        return finding.detail();
    }
}
