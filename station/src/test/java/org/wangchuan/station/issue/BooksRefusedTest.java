package org.wangchuan.station.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.station.home.StationHome;

/** Each test is named by what somebody has taken away from a station. */
class BooksRefusedTest {
    @TempDir
    Path folder;

    private StationHome home = new StationHome(Path.of(""));
    private Optional<VerifierKey> known = Optional.empty();

    @BeforeEach
    void aStationWithThreeStatements() throws IOException {
        home = new StationHome(folder.resolve("home"));
        StationBooks books = open();
        for (int i = 0; i < 3; i++) {
            books.start(UUID.randomUUID(), shown());
        }
        known = Optional.of(books.logKey());
    }

    @Test
    void nothing() throws IOException {
        assertThat(open().start(UUID.randomUUID(), shown()).statement().head().sequence())
                .isEqualTo(3);
        assertThat(open().logKey()).isEqualTo(logKey());
    }

    @Test
    void theLog() throws IOException {
        delete(home.log());
        refused(BooksRefusedException.Code.LOG_GONE, "To start anew deliberately");
    }

    @Test
    void logChainAndStatements() throws IOException {
        delete(home.log());
        delete(home.chain());
        delete(home.statements());
        refused(BooksRefusedException.Code.LOG_GONE, "station.key, log.key, trust.json, chain.json");
        refused(BooksRefusedException.Code.LOG_GONE, "this station's log");
        assertThat(home.log()).doesNotExist();
    }

    @Test
    void logAndItsKey() throws IOException {
        delete(home.log());
        delete(home.chain());
        delete(home.statements());
        delete(home.logKey());
        refused(BooksRefusedException.Code.LOG_GONE, "the key of this station's log");
        assertThat(home.logKey()).doesNotExist();
    }

    @Test
    void everythingInsideTheLogButItsLock() throws IOException {
        delete(home.log().resolve("tile"));
        for (String file : List.of("checkpoint", "private/signed", "private/write-ahead")) {
            delete(home.log().resolve(file));
        }
        refused(BooksRefusedException.Code.LOG_GONE, "log");
    }

    @Test
    void chainAndStatements() throws IOException {
        delete(home.chain());
        delete(home.statements());
        refused(BooksRefusedException.Code.STATEMENTS_GONE, "the 3 statements that are in the log");
    }

    /** The statements are all there: the chain follows from them. */
    @Test
    void theChainAlone() throws IOException {
        delete(home.chain());
        assertThat(open().start(UUID.randomUUID(), shown()).statement().head().sequence())
                .isEqualTo(3);
    }

    @Test
    void theLogWhileItsChainRemembersIt() throws IOException {
        Path copy = folder.resolve("older");
        StationHome other = new StationHome(copy);
        assertThat(StationBooks.open(other, InstantSource.system()).logKey()).isNotEqualTo(logKey());
        delete(home.log());
        Files.move(other.log(), home.log());
        assertThatThrownBy(this::open).isInstanceOf(LogRefusedException.class);
    }

    @Test
    void everythingWhichIsHowToStartAnew() throws IOException {
        for (Path part :
                List.of(home.key(), home.logKey(), home.trustList(), home.chain(), home.statements(), home.log())) {
            delete(part);
        }
        VerifierKey anew = open().logKey();
        assertThat(anew.name()).as("no two logs share an origin").isNotEqualTo(logKey().name());
        assertThat(open().start(UUID.randomUUID(), shown()).statement().head().sequence())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA\n", "log-begun\n"})
    void theKeyUnderItsName(String text) throws IOException {
        Files.writeString(home.key(), text);
        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("station.key")
                .hasMessageContaining("expected");
    }

    /** Stations made before the mark get it at the next use. */
    @Test
    void theMarkThatThereWasALog() throws IOException {
        Files.writeString(
                home.key(), Files.readString(home.key()).lines().findFirst().orElseThrow() + "\n");
        assertThat(open().logKey()).isEqualTo(logKey());
        delete(home.log());
        refused(BooksRefusedException.Code.LOG_GONE, "log");
    }

    private void refused(BooksRefusedException.Code code, String saying) {
        assertThatThrownBy(this::open)
                .isInstanceOfSatisfying(
                        BooksRefusedException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageStartingWith(code.name())
                .hasMessageContaining(saying);
    }

    private VerifierKey logKey() {
        return known.orElseThrow();
    }

    private StationBooks open() throws IOException {
        return StationBooks.open(home, InstantSource.system());
    }

    private static Disclosed shown() {
        Target target = new Target(
                Target.Kind.BLOCK,
                "sda",
                Optional.empty(),
                Optional.of("S1"),
                Optional.empty(),
                Optional.empty(),
                1 << 20,
                512,
                "ata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
        return Disclosed.ofStart(target, Optional.empty());
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> all = Files.walk(path)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(one);
            }
        }
    }
}
