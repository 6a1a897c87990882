package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;

/** Which erasures on a stick are given up, drive by drive, once another has begun on it. Images stand for drives. */
class CutOffErasuresTest {
    @TempDir
    Path work;

    private final List<Medium> images = new ArrayList<>();
    private final ScriptedConsole console = new ScriptedConsole("en", _ -> Optional.of("y"));
    private Path state = Path.of("");
    private StationHome old = new StationHome(Path.of(""));
    private StationHome begun = new StationHome(Path.of(""));

    @BeforeEach
    void folders() throws Exception {
        state = Files.createDirectory(work.resolve("state"));
        old = InterruptedHomes.newOfScreen(state);
        begun = InterruptedHomes.newOfScreen(state);
        for (StationHome home : List.of(old, begun)) {
            StationBooks.open(home, InstantSource.system());
        }
    }

    @Test
    void onlyTheDriveOnWhichAnotherHasBegunIsGivenUp() throws Exception {
        Medium one = image("one");
        Medium two = image("two");
        Medium three = image("three");
        for (Medium drive : List.of(one, two, three)) {
            begin(old, drive);
        }
        begin(begun, one);
        // Two was chosen as well, and nothing was begun on it: somebody said no, or it was refused.
        erasures().giveUpOthers(List.of(one, two), begun, false);
        assertThat(open(old)).containsExactlyInAnyOrder(two.realPath(), three.realPath());
        assertThat(open(begun)).as("what has begun goes on").containsExactly(one.realPath());
        assertThat(console.errors()).isEmpty();
    }

    /** What is gone on with may be the older one of two. */
    @Test
    void whatIsGoneOnWithEndsNothingBeforeItsEnd() throws Exception {
        Medium one = image("one");
        begin(old, one);
        begin(begun, one);
        erasures().giveUpOthers(List.of(one), begun, true);
        assertThat(open(old)).containsExactly(one.realPath());
    }

    @Test
    void whereNothingHasBegunNothingIsGivenUp() throws Exception {
        Medium one = image("one");
        begin(old, one);
        erasures().giveUpOthers(List.of(one), begun, false);
        assertThat(open(old)).containsExactly(one.realPath());
    }

    /** It is said, and keeps neither another from being given up nor an erasure from being gone on with. */
    @Test
    void oneThatCanNotBeReadStopsNothing() throws Exception {
        Medium one = image("one");
        StationHome unread = InterruptedHomes.newOfScreen(state);
        StationBooks.open(unread, InstantSource.system());
        Files.deleteIfExists(unread.jobs());
        Files.createSymbolicLink(unread.jobs(), unread.jobs());
        begin(old, one);
        begin(begun, one);
        erasures().giveUpOthers(List.of(one), begun, false);
        assertThat(open(old)).isEmpty();
        assertThat(String.join("\n", console.errors())).contains(unread.root().toString());
        assertThat(erasures().toResume(List.of(one))).contains(begun);
    }

    /** A folder of a job whose ticket is damaged. */
    @Test
    void aDamagedTicketIsSaidAndStopsNothing() throws Exception {
        Medium one = image("one");
        Path damaged = Files.createDirectories(old.jobs().resolve(new UUID(0, 2).toString()));
        Files.writeString(damaged.resolve("job.json"), "{", StandardCharsets.US_ASCII);
        begin(begun, one);
        erasures().giveUpOthers(List.of(one), begun, false);
        assertThat(erasures().toResume(List.of(one))).contains(begun);
        assertThat(open(begun)).containsExactly(one.realPath());
        assertThat(damaged).exists();
    }

    private CutOffErasures erasures() {
        return new CutOffErasures(state, "test", InstantSource.system(), console);
    }

    /** In this start of the computer: nobody could have changed what hangs there. */
    private static void begin(StationHome home, Medium drive) throws Exception {
        CutOffDrivesTest.open(
                home,
                drive,
                Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip());
    }

    /** The drives that a station still has a job open on. */
    private List<Path> open(StationHome home) throws Exception {
        return new Bench(home, InstantSource.system(), "test")
                .interrupted(images).stream().map(Medium::realPath).toList();
    }

    private Medium image(String name) throws Exception {
        Path image = Files.write(work.resolve(name), new byte[1 << 20]);
        if (!(new MediumExaminer().examine(image) instanceof Examined(var medium))) {
            throw new AssertionError("refused");
        }
        images.add(medium);
        return medium;
    }
}
