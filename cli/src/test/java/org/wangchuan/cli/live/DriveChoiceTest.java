package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.DeviceInventory.Listed;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.proof.trust.Delegated;

/** Numbers that are typed at the screen. Images stand for drives. */
class DriveChoiceTest {
    private static final int DRIVES = 101;

    @TempDir
    Path work;

    private ScriptedConsole console = new ScriptedConsole("en");
    private Drives drives = new Drives(List.of(), List.of(), 0);

    @BeforeEach
    void look() throws Exception {
        List<Listed> listed = new ArrayList<>();
        for (int i = 0; i < DRIVES; i++) {
            Path image = Files.write(work.resolve("drive-" + i), new byte[1 << 16]);
            if (!(new MediumExaminer().examine(image) instanceof Examined(var medium))) {
                throw new AssertionError("refused");
            }
            listed.add(new Listed(medium, List.<Obstacle>of()));
        }
        drives = new Drives(listed, List.of(), 0);
    }

    private static String numbers(int many) {
        return IntStream.rangeClosed(1, many).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    @Test
    void numbersOfTheListAreTheirDrives() {
        List<Medium> free = drives.free();
        assertThat(drives.chosen("2, 101，1", console)).containsExactly(free.get(1), free.get(100), free.get(0));
        assertThat(console.notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "102", "1 1", "one", "-1", "1-3", "99999999999", "1;2", "01"})
    void whatIsNoNumberOfTheListIsNone(String typed) {
        assertThat(drives.chosen(typed, console)).isEmpty();
        assertThat(console.notes()).hasSize(1);
    }

    /** Of more of one erasure no station could vouch, and nobody would know before all were erased. */
    @Test
    void moreThanAStationCanVouchForAreRefusedBeforeAnythingIsErased() {
        assertThat(drives.chosen(numbers(Delegated.DRIVES_MAX), console)).hasSize(Delegated.DRIVES_MAX);
        assertThat(drives.chosen(numbers(Delegated.DRIVES_MAX + 1), console)).isEmpty();
        assertThat(console.notes()).singleElement().asString().contains("At most 64 drives");
        console = new ScriptedConsole("zh");
        assertThat(drives.chosen(numbers(Delegated.DRIVES_MAX + 1), console)).isEmpty();
        assertThat(console.notes()).singleElement().asString().contains("64");
    }
}
