package org.wangchuan.cli.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.cli.testing.ScriptedConsole;
import org.wangchuan.station.home.StationHome;

/**
 * What can't be read is not taken for what is not there, and one folder that is broken ends nothing. A link to itself stands for a sector that can't be read: the
 * system's error is not "no such file", for root as well.
 */
class KeysLeftTest {
    private static final Instant NOW = Instant.parse("2026-11-30T00:00:00Z");
    private static final String KEYS = "glob:**.key*";

    @TempDir
    Path work;

    private final ScriptedConsole console = new ScriptedConsole("en");
    private Path stick = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void folders() throws Exception {
        stick = Files.createDirectory(work.resolve("stick"));
        state = Files.createDirectory(work.resolve("state"));
    }

    @ParameterizedTest
    @CsvSource({"en, may be left in", "zh, 中可能留有密钥"})
    void jobsThatCanNotBeReadKeepTheirKeysAndNoOthers(String language, String words) throws Exception {
        StationHome broken = begunStation(1);
        StationHome over = begunStation(2);
        unreadable(broken.jobs());
        ScriptedConsole said = new ScriptedConsole(language);

        new KeysLeft(state, Optional.of(stick), said).destroy(NOW);

        assertThat(broken.key()).hasContent("a key");
        assertThat(broken.logKey()).hasContent("a key");
        assertThat(over.root()).isDirectoryNotContaining(KEYS);
        assertThat(said.errors())
                .singleElement()
                .asString()
                .contains(words)
                .contains(broken.root().toString())
                .contains("Too many levels of symbolic links");
    }

    @Test
    void aJobThatCanNotBeLookedAtIsOpen() throws Exception {
        StationHome home = begunStation(1);
        unreadable(Files.createDirectories(home.jobs()).resolve("one"));
        left().destroy(NOW);
        assertThat(home.key()).exists();
        assertThat(left().isOver(home)).isFalse();
    }

    @Test
    void aStationIsOverOnlyWhereThatIsKnown() throws Exception {
        StationHome home = begunStation(1);
        assertThat(left().isOver(home)).as("it has no jobs").isTrue();
        Files.createDirectories(home.jobs());
        assertThat(left().isOver(home)).as("no job is in it").isTrue();
        assertThat(console.errors()).isEmpty();
        Files.createDirectories(home.jobs().resolve("one"));
        assertThat(left().isOver(home)).as("what has no ticket was never begun").isTrue();
        Files.delete(home.jobs().resolve("one"));
        Files.delete(home.jobs());
        unreadable(home.jobs());
        assertThat(left().isOver(home)).isFalse();
        assertThat(console.errors()).hasSize(1);
    }

    /** Of the first the order can't be read, of the second a key can't be destroyed: it is no file. */
    @Test
    void eachFolderForPeopleIsLookedAfter() throws Exception {
        Path unread = Files.createDirectories(StickStation.orders(stick).resolve("a"));
        unreadable(unread.resolve("order.note"));
        Files.writeString(unread.resolve("boot.key"), "a key", StandardCharsets.US_ASCII);
        Path stuck = begunOrder("b");
        Files.createDirectories(stuck.resolve("boot.key.destroyed").resolve("something"));
        Path good = begunOrder("c");

        left().destroy(NOW);

        assertThat(unread.resolve("boot.key")).exists();
        assertThat(stuck.resolve("boot.key")).exists();
        assertThat(good).isDirectoryNotContaining(KEYS);
        assertThat(console.errors()).hasSize(2);
        assertThat(console.errors().getFirst()).contains(unread.toString());
        assertThat(console.errors().getLast()).contains(stuck.toString());
    }

    @Test
    void whatHasNoOrdersOrCanNotListThemEndsNothing() throws Exception {
        left().destroy(NOW);
        assertThat(console.errors()).isEmpty();
        unreadable(StickStation.orders(stick));
        StationHome over = begunStation(1);
        left().destroy(NOW);
        assertThat(console.errors()).hasSize(1);
        assertThat(over.root()).isDirectoryNotContaining(KEYS);
    }

    @Test
    void whatCanNotBeReadIsSaidAndNotGoneOnWith() throws Exception {
        StationHome broken = begunStation(1);
        unreadable(broken.jobs());
        StationHome open = begunStation(2);
        Files.createDirectories(open.jobs().resolve("one").resolve("job.json"));
        assertThat(InterruptedHomes.ofOrders(state, NOW, console)).containsExactly(open);
        assertThat(console.errors())
                .singleElement()
                .asString()
                .contains(broken.root().toString());
        assertThatExceptionOfType(FileSystemException.class).isThrownBy(() -> InterruptedHomes.isInterrupted(broken));
    }

    /** One whose jobs are through signs nothing more, and one whose job is open goes on. */
    @Test
    void keysOfTheScreenStayAsLongAsAJobIsOpen() throws Exception {
        StationHome over = InterruptedHomes.newOfScreen(state);
        StationHome open = InterruptedHomes.newOfScreen(state);
        StationHome broken = InterruptedHomes.newOfScreen(state);
        for (StationHome home : List.of(over, open, broken)) {
            keys(home);
        }
        Files.createDirectories(open.jobs().resolve("one").resolve("job.json"));
        unreadable(broken.jobs());
        assertThat(InterruptedHomes.ofScreen(state, console)).containsExactly(open);

        left().destroy(NOW);

        assertThat(over.root()).isDirectoryNotContaining(KEYS);
        assertThat(open.key()).hasContent("a key");
        assertThat(open.logKey()).hasContent("a key");
        assertThat(broken.key()).as("whether a job is open is not known").hasContent("a key");
        assertThat(InterruptedHomes.order(state, over)).as("it is of no order").isEmpty();
    }

    private KeysLeft left() {
        return new KeysLeft(state, Optional.of(stick), console);
    }

    private StationHome begunStation(int number) throws Exception {
        StationHome home = InterruptedHomes.ofOrder(state, new UUID(0, number).toString());
        keys(home);
        return home;
    }

    private static void keys(StationHome home) throws Exception {
        Files.createDirectories(home.root());
        for (Path key : List.of(home.key(), home.logKey())) {
            Files.writeString(key, "a key", StandardCharsets.US_ASCII);
        }
    }

    private Path begunOrder(String name) throws Exception {
        Path folder = Files.createDirectories(StickStation.orders(stick).resolve(name));
        for (String file : List.of("order.note", "begun.txt", "boot.key", "boot-log.key")) {
            Files.writeString(folder.resolve(file), "something", StandardCharsets.US_ASCII);
        }
        return folder;
    }

    private static void unreadable(Path file) throws Exception {
        Files.createSymbolicLink(file, file);
    }
}
