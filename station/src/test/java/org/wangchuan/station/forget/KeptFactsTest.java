package org.wangchuan.station.forget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.Remains;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Erasure;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.Records;

/** What a law keeps is shown to who asks, with why and until when; nothing else is, and the question is recorded first. */
class KeptFactsTest {
    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final InstantSource CLOCK = InstantSource.fixed(NOW);
    private static final InstantSource LATER = InstantSource.fixed(NOW.plus(Duration.ofDays(1_097)));
    private static final UUID START = new UUID(7, 1);
    private static final UUID CLEARING = new UUID(7, 2);
    private static final Evidence EVIDENCE = Records.good();
    private static final Retention THREE_YEARS = new Retention(1_096, "551 art. 17", OptionalInt.empty());
    private static final String WHY = "file 2027-81";

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // made before each
    private StationHome home;

    @SuppressWarnings("NullAway.Init") // made before each
    private SdJwt clearing;

    /** Somebody's, at entries 1 and 2, between two of others. */
    @BeforeEach
    void aStationThatHasErased() throws IOException {
        home = new StationHome(folder.resolve("station"));
        StationBooks books = books(CLOCK);
        IssuedStatement _ = books.start(new UUID(8, 1), start(), Purpose.REAL);
        IssuedStatement _ = books.start(START, start(), Purpose.REAL);
        clearing = books.clearing(
                        CLEARING,
                        ClaimsOfEvidence.claims(EVIDENCE, START),
                        ClaimsOfEvidence.disclosed(EVIDENCE, Optional.of("TAG-OF-ALICE")),
                        Purpose.REAL)
                .sdJwt();
        IssuedStatement _ = books.start(new UUID(9, 1), start(), Purpose.REAL);
    }

    private static Target target() {
        return ClaimsOfEvidence.target(Records.disk());
    }

    private static Disclosed start() {
        return Disclosed.ofStart(target(), Optional.of(new Asset("TAG-OF-ALICE")));
    }

    private StationBooks books(InstantSource clock) throws IOException {
        return StationBooks.open(home, clock);
    }

    private Remains ask(Erasure erasure, InstantSource clock) throws IOException {
        return new KeptFacts(home, books(clock), clock).of(erasure, WHY);
    }

    private void forget(Retention retention, InstantSource clock) throws IOException {
        Forgetter.Outcome _ =
                new Forgetter(home, books(clock), retention).forget(clearing, folder.resolve("a.receipt.json"));
    }

    private void refused(StatementRefusedException.Code code, Erasure erasure) {
        assertThatThrownBy(() -> ask(erasure, CLOCK))
                .isInstanceOfSatisfying(
                        StatementRefusedException.class,
                        e -> assertThat(e.code()).isEqualTo(code));
        assertThat(home.asked()).doesNotExist();
    }

    private Path key() {
        return home.keys().resolve(START + ".key");
    }

    @Test
    void whatWasNotForgottenIsThere() throws IOException {
        for (Erasure named : List.of(
                new Erasure.Cleared(clearing),
                new Erasure.Known(CLEARING),
                new Erasure.Known(START),
                new Erasure.Entry(1),
                new Erasure.Entry(2))) {
            Remains whole = ask(named, CLOCK);
            assertThat(whole.state()).isEqualTo(Remains.State.WHOLE);
            assertThat(whole.event()).isEqualTo(CLEARING);
            assertThat(whole.entry()).isEqualTo(2);
            assertThat(whole.target()).contains(target());
            assertThat(whole.kept()).isEmpty();
            assertThat(whole.saidAt()).isEmpty();
        }
        assertThat(ask(new Erasure.Known(new UUID(9, 1)), CLOCK).event())
                .as("one that was given up")
                .isEqualTo(new UUID(9, 1));
    }

    @Test
    void whatALawKeepsIsShownUntilItsDay() throws IOException {
        forget(THREE_YEARS, CLOCK);
        for (Erasure named : List.of(
                new Erasure.Cleared(clearing),
                new Erasure.Known(START),
                new Erasure.Entry(2),
                new Erasure.Entry(4))) { // 4 says that it was forgotten
            Remains kept = ask(named, CLOCK);
            assertThat(kept.state()).isEqualTo(Remains.State.KEPT);
            assertThat(kept.event()).isEqualTo(CLEARING);
            assertThat(kept.target()).contains(target());
            assertThat(kept.kept().orElseThrow().reason()).isEqualTo("551 art. 17");
            assertThat(kept.saidAt()).hasValue(4);
            assertThat(kept.toString()).doesNotContain("SERIAL");
        }
        Remains due = ask(new Erasure.Entry(2), LATER);
        assertThat(due.state()).isEqualTo(Remains.State.DUE);
        assertThat(due.target()).as("though its key is there").isEmpty();
        assertThat(Files.readAllBytes(key())).isNotEqualTo(new byte[64]);

        List<Forgetter.Outcome> _ = new Forgetter(home, books(LATER), THREE_YEARS).forgetDue();
        Remains gone = ask(new Erasure.Entry(2), LATER);
        assertThat(gone.state()).isEqualTo(Remains.State.FORGOTTEN);
        assertThat(gone.saidAt()).hasValue(5);
        assertThat(gone.target()).isEmpty();
        assertThat(gone.kept()).isEmpty();
    }

    @Test
    void whatABackUpHasBroughtBackIsNotShown() throws IOException {
        byte[] both = Files.readAllBytes(key());
        forget(Retention.NONE, CLOCK);
        Files.write(key(), both);

        Remains gone = ask(new Erasure.Known(CLEARING), CLOCK);

        assertThat(gone.state()).isEqualTo(Remains.State.FORGOTTEN);
        assertThat(gone.target()).isEmpty();
    }

    @Test
    void aForgettingThatWasCutOffShowsNothing() throws IOException {
        byte[] both = Files.readAllBytes(key());
        java.util.Arrays.fill(both, 0, 32, (byte) 0);
        Files.write(key(), both);

        Remains unfinished = ask(new Erasure.Known(CLEARING), CLOCK);

        assertThat(unfinished.state()).isEqualTo(Remains.State.UNFINISHED);
        assertThat(unfinished.target()).isEmpty();
    }

    @Test
    void whatIsLostOrAnothersIsRefusedAndNotCalledForgotten() throws IOException {
        refused(StatementRefusedException.Code.NOT_OURS, new Erasure.Known(new UUID(1, 1)));
        refused(StatementRefusedException.Code.NOT_OURS, new Erasure.Entry(1_000_000));
        IssuedStatement revoked = books(CLOCK).revoke(clearing, RevocationReason.OTHER);
        refused(
                StatementRefusedException.Code.NOT_OURS,
                new Erasure.Known(revoked.statement().head().eventId()));
        Files.delete(key());
        refused(StatementRefusedException.Code.SUBJECT_KEY_GONE, new Erasure.Known(CLEARING));
    }

    @Test
    void eachQuestionIsRecordedWithoutItsAnswer() throws IOException {
        forget(THREE_YEARS, CLOCK);
        Remains _ = ask(new Erasure.Known(CLEARING), CLOCK);
        Files.writeString(home.asked(), "cut o", StandardOpenOption.APPEND);
        Remains _ = ask(new Erasure.Entry(2), LATER);

        assertThat(Files.readAllLines(home.asked()))
                .containsExactly(
                        "{\"asked\":\"2026-11-24T12:00:00Z\",\"event\":\"" + CLEARING + "\",\"reason\":\"" + WHY
                                + "\",\"state\":\"kept\"}",
                        "cut o",
                        "{\"asked\":\"2029-11-25T12:00:00Z\",\"event\":\"" + CLEARING + "\",\"reason\":\"" + WHY
                                + "\",\"state\":\"due\"}");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.asked())))
                .isEqualTo("rw-------");
        StationBooks _ = books(LATER);
    }

    @Test
    void whatCannotBeRecordedIsNotAnswered() throws IOException {
        Files.createDirectory(home.asked());
        assertThatThrownBy(() -> ask(new Erasure.Known(CLEARING), CLOCK)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\nb", "\u0000"})
    void aReasonIsALine(String reason) throws IOException {
        KeptFacts facts = new KeptFacts(home, books(CLOCK), CLOCK);
        assertThatThrownBy(() -> facts.of(new Erasure.Known(CLEARING), reason))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(home.asked()).doesNotExist();
    }
}
