package org.wangchuan.station.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks.Purpose;

/** Each test is named by what somebody has taken away from a station. */
class BooksRefusedTest {
    @TempDir
    Path folder;

    private StationHome home = new StationHome(Path.of(""));
    private Optional<VerifierKey> known = Optional.empty();

    private final List<UUID> events = new ArrayList<>();

    @BeforeEach
    void aStationWithThreeStatements() throws IOException {
        home = new StationHome(folder.resolve("home"));
        StationBooks books = open();
        for (int i = 0; i < 3; i++) {
            events.add(books.start(UUID.randomUUID(), shown(), Purpose.REAL).eventId());
        }
        known = Optional.of(books.logKey());
    }

    @Test
    void nothing() throws IOException {
        assertThat(open().start(UUID.randomUUID(), shown(), Purpose.REAL)
                        .statement()
                        .head()
                        .sequence())
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

    @ParameterizedTest
    @ValueSource(
            strings = {"1960-05-01T00:00:00Z", "1970-01-01T00:00:07Z", "2025-12-31T23:59:59Z", "+10000-01-01T00:00:00Z"
            })
    void theClocksBattery(String time) throws IOException {
        InstantSource wrong = InstantSource.fixed(Instant.parse(time));
        StationHome fresh = new StationHome(folder.resolve("fresh"));
        for (StationHome each : List.of(home, fresh)) {
            assertThatExceptionOfType(BooksRefusedException.class)
                    .isThrownBy(() -> StationBooks.open(each, wrong))
                    .withMessage("CLOCK: expected a time from 2026-01-01T00:00:00Z to 9999-12-31T23:59:59Z, found "
                            + time + "; set the computer's clock");
        }
        assertThat(fresh.key()).as("nothing is begun at such a time").doesNotExist();
    }

    /** The clock was right when the job began. */
    @Test
    void theClocksBatteryInTheMidstOfAJob() throws IOException {
        AtomicReference<Instant> time = new AtomicReference<>(Instant.now());
        StationBooks books = StationBooks.open(home, time::get);
        UUID event = UUID.randomUUID();
        time.set(Instant.EPOCH);
        assertThatExceptionOfType(BooksRefusedException.class)
                .isThrownBy(() -> books.start(event, shown(), Purpose.REAL))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(BooksRefusedException.Code.CLOCK));
        time.set(Instant.now());
        assertThat(books.start(event, shown(), Purpose.REAL).statement().head().sequence())
                .as("the chain has not moved")
                .isEqualTo(3);
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
        assertThat(open().start(UUID.randomUUID(), shown(), Purpose.REAL)
                        .statement()
                        .head()
                        .sequence())
                .isEqualTo(3);
    }

    @Test
    void theLogWhileItsChainRemembersIt() throws IOException {
        Path copy = folder.resolve("older");
        StationHome other = new StationHome(copy);
        assertThat(StationBooks.open(other, InstantSource.system()).logKey()).isNotEqualTo(logKey());
        delete(home.log());
        Files.move(other.log(), home.log());
        refused(BooksRefusedException.Code.LOG_NOT_OURS, "log");
    }

    @Test
    void everythingWhichIsHowToStartAnew() throws IOException {
        for (Path part :
                List.of(home.key(), home.logKey(), home.trustList(), home.chain(), home.statements(), home.log())) {
            delete(part);
        }
        VerifierKey anew = open().logKey();
        assertThat(anew.name()).as("no two logs share an origin").isNotEqualTo(logKey().name());
        assertThat(open().start(UUID.randomUUID(), shown(), Purpose.REAL)
                        .statement()
                        .head()
                        .sequence())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA\n", "log-begun\n"})
    void theKeyUnderItsName(String text) throws IOException {
        Files.writeString(home.key(), text);
        refused(BooksRefusedException.Code.KEYS_DAMAGED, "station.key");
        assertThat(Files.readString(home.key())).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAA\n", "\u00e9\n"})
    void theKeyOfTheLogUnderItsName(String text) throws IOException {
        Files.writeString(home.logKey(), text);
        refused(BooksRefusedException.Code.KEYS_DAMAGED, "log.key");
        assertThatThrownBy(() -> StationBooks.logKeyOf(home)).isInstanceOf(BooksRefusedException.class);
    }

    @Test
    void theLogWhoseOlderCopyIsPutBack() throws IOException {
        Path copy = folder.resolve("copy");
        copy(home.log(), copy);
        open().start(UUID.randomUUID(), shown(), Purpose.REAL);
        delete(home.log());
        copy(copy, home.log());
        refused(BooksRefusedException.Code.LOG_ROLLED_BACK, "a log of at least 4 entries");
    }

    @Test
    void aByteOfTheLog() throws IOException {
        Files.writeString(home.log().resolve("private/signed"), "no checkpoint\n");
        refused(BooksRefusedException.Code.LOG_DAMAGED, "private/signed");
    }

    @Test
    void theStatementsWhileChainAndLogRemain() throws IOException {
        for (Path file : statements()) {
            Files.delete(file);
        }
        refused(BooksRefusedException.Code.STATEMENTS_GONE, "statement 2, the last one in the chain");
    }

    /** Asked for again, it would be signed again, and there would be two of one event. */
    @Test
    void aStatementInTheMiddle() throws IOException {
        Files.delete(statements().get(1));
        assertThatThrownBy(() -> open().start(events.get(1), shown(), Purpose.REAL))
                .isInstanceOfSatisfying(
                        BooksRefusedException.class,
                        e -> assertThat(e.code()).isEqualTo(BooksRefusedException.Code.STATEMENTS_GONE));
        assertThat(statements()).hasSize(2);
    }

    @Test
    void theNumberOfAStatement() throws IOException {
        Path last = statements().getLast();
        String name = last.getFileName().toString();
        Files.move(last, last.resolveSibling(name.replace("000000000002", "000000000003")));
        refused(BooksRefusedException.Code.STATEMENT_DAMAGED, "000000000003");
    }

    /** A statement of this station where another one of the same number was. */
    @Test
    void theEventOfAStatement() throws IOException {
        StationHome copy = new StationHome(folder.resolve("copy"));
        copy(home.root(), copy.root());
        StationBooks books = open();
        UUID event = books.start(UUID.randomUUID(), shown(), Purpose.REAL).eventId();
        books.start(UUID.randomUUID(), shown(), Purpose.REAL);
        StationBooks other = StationBooks.open(copy, InstantSource.system());
        other.start(UUID.randomUUID(), shown(), Purpose.REAL);
        Files.copy(
                copy.statements().resolve("000000000003.json"),
                home.statements().resolve("000000000003.json"),
                StandardCopyOption.REPLACE_EXISTING);
        assertThatThrownBy(() -> open().start(event, shown(), Purpose.REAL))
                .isInstanceOfSatisfying(
                        BooksRefusedException.class,
                        e -> assertThat(e.code()).isEqualTo(BooksRefusedException.Code.STATEMENTS_GONE));
    }

    @Test
    void theWordsOfChainAndStatement() throws IOException {
        byte[] chain = Files.readAllBytes(home.chain());
        Files.writeString(home.chain(), "{}");
        refused(BooksRefusedException.Code.CHAIN_DAMAGED, "chain.json");
        Files.write(home.chain(), chain);
        Files.writeString(statements().getLast(), "");
        refused(BooksRefusedException.Code.STATEMENT_DAMAGED, "000000000002");
    }

    /** Another station's statement of the next number: a file that was put into the wrong folder. */
    @Test
    void theFolderOfAStatement() throws IOException {
        StationHome other = new StationHome(folder.resolve("other"));
        StationBooks books = StationBooks.open(other, InstantSource.system());
        for (int i = 0; i < 4; i++) {
            books.start(UUID.randomUUID(), shown(), Purpose.REAL);
        }
        Path stray;
        try (Stream<Path> files = Files.list(other.statements())) {
            stray = files.sorted().toList().getLast();
        }
        Files.copy(stray, home.statements().resolve(stray.getFileName()));
        refused(BooksRefusedException.Code.STATEMENT_DAMAGED, "to follow from the one before");
    }

    private List<Path> statements() throws IOException {
        try (Stream<Path> files = Files.list(home.statements())) {
            return files.sorted().toList();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path one : all.toList()) {
                Files.copy(one, to.resolve(from.relativize(one)));
            }
        }
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
