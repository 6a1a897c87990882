package org.wangchuan.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.MediumExaminer;

/** Nobody takes a loop device for a drive: wherever it is listed or asked about, the file under it is named. */
class LoopTextTest {
    private static final BackingFile FILE = new BackingFile("8:1", 7, 0, "/srv/di\nsk.img", Optional.empty());
    private static final BackingFile DEVICE = new BackingFile("0:5", 7, 0, "/dev/sdb", Optional.of("8:16"));

    @TempDir
    Path folder;

    @Test
    void itIsAFileOnAnotherDisk() throws IOException {
        Medium loop = loop(Optional.of(FILE));
        assertThat(said("en", loop))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("no drive: only a file on another disk, /srv/di\\u{a}sk.img, whose"));
        assertThat(said("zh", loop))
                .hasValueSatisfying(text -> assertThat(text).contains("不是硬盘", "一个文件 /srv/di\\u{a}sk.img"));
        assertThat(LoopText.called(loop, Optional.empty(), new ScriptedConsole("en")))
                .isEqualTo("loop device, the file /srv/di\\u{a}sk.img");
    }

    @Test
    void orAnotherNameForADevice() throws IOException {
        Medium loop = loop(Optional.of(DEVICE));
        assertThat(said("en", loop))
                .hasValueSatisfying(text ->
                        assertThat(text).contains("another name for /dev/sdb").doesNotContain("file"));
        assertThat(LoopText.called(loop, Optional.empty(), new ScriptedConsole("zh")))
                .isEqualTo("回环设备，即 /dev/sdb 的另一个名称");
    }

    @Test
    void whatIsUnderItMayNotBeKnown() throws IOException {
        Medium loop = loop(Optional.empty());
        assertThat(said("en", loop)).hasValueSatisfying(text -> assertThat(text).contains("can't be told"));
        assertThat(LoopText.called(loop, Optional.empty(), new ScriptedConsole("en")))
                .isEqualTo("loop");
    }

    @Test
    void theListSaysIt() throws IOException {
        ScriptedConsole console = new ScriptedConsole("en");
        DeviceList.print("", new DeviceInventory.Listed(loop(Optional.of(FILE)), List.of()), console);
        assertThat(console.out()).contains("    ! ", "only a file on another disk, /srv/di\\u{a}sk.img");
    }

    @Test
    void ofAnImageNothingIsSaid() throws IOException {
        assertThat(said("en", image())).isEmpty();
        assertThat(LoopText.called(image(), Optional.of("ST1000"), new ScriptedConsole("en")))
                .isEqualTo("ST1000");
    }

    private Optional<String> said(String language, Medium medium) {
        return LoopText.of(medium, new ScriptedConsole(language));
    }

    private Medium image() throws IOException {
        Path image = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
        if (!(new MediumExaminer().examine(image) instanceof Examined(Medium medium))) {
            throw new AssertionError("refused");
        }
        return medium;
    }

    private Medium loop(Optional<BackingFile> backing) throws IOException {
        Medium image = image();
        return new Medium(
                image.kind(),
                image.path(),
                image.realPath(),
                "loop3",
                "7:3",
                image.labels(),
                new Attachment(Bus.LOOP, "", false, false, false),
                image.geometry(),
                false,
                false,
                1,
                image.mediumClass(),
                image.mediumClassSource(),
                Optional.empty(),
                List.of(),
                backing,
                512,
                0);
    }
}
