package org.wangchuan.cli.up;

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
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory;
import org.wangchuan.engine.medium.examine.MediumExaminer;

/** Whoever tries the platform out is told which files of theirs it takes for drives. */
class TrialLoopsTest {
    @TempDir
    Path folder;

    @Test
    void loopDevicesThatNobodyUsesAreNamed() throws IOException {
        List<DeviceInventory.Entry> attached = List.of(
                new DeviceInventory.Listed(device("loop1", Bus.LOOP), List.of()),
                new DeviceInventory.Listed(
                        device("loop2", Bus.LOOP), List.of(new Obstacle(Obstacle.Code.MOUNTED, "it is mounted"))),
                new DeviceInventory.Listed(device("sda", Bus.ATA), List.of()));
        ScriptedConsole english = new ScriptedConsole("en");
        TrialLoops.tell(attached, english);
        assertThat(english.notes()).singleElement().asString().endsWith("erases its file: loop1 (/srv/loop1.img)");
        ScriptedConsole chinese = new ScriptedConsole("zh");
        TrialLoops.tell(attached, chinese);
        assertThat(chinese.notes()).singleElement().asString().endsWith("内容：loop1（/srv/loop1.img）");
    }

    @Test
    void withoutAnyNothingIsSaid() throws IOException {
        ScriptedConsole console = new ScriptedConsole("en");
        TrialLoops.tell(List.of(new DeviceInventory.Listed(device("sda", Bus.ATA), List.of())), console);
        assertThat(console.notes()).isEmpty();
    }

    private Medium device(String name, Bus bus) throws IOException {
        Path image = Files.write(folder.resolve("a.img"), new byte[1 << 20]);
        if (!(new MediumExaminer().examine(image) instanceof Examined(Medium like))) {
            throw new AssertionError("refused");
        }
        return new Medium(
                like.kind(),
                like.path(),
                like.realPath(),
                name,
                "7:1",
                like.labels(),
                new Attachment(bus, "", false, false, false),
                like.geometry(),
                false,
                false,
                1,
                like.mediumClass(),
                like.mediumClassSource(),
                Optional.empty(),
                List.of(),
                Optional.of(new BackingFile("8:1", 7, 0, "/srv/" + name + ".img", Optional.empty())),
                512,
                0);
    }
}
