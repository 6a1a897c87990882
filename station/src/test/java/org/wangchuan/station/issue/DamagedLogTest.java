package org.wangchuan.station.issue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.Records;

/**
 * A log is opened by its right edge, and behind it nobody looks. What its files prove is looked at before it is given
 * out.
 */
@Tag("slow")
class DamagedLogTest {
    private static final Evidence EVIDENCE = Records.good();

    @TempDir
    Path folder;

    @Test
    void aReceiptThatNobodyCouldVerifyIsNotGivenOut() throws IOException {
        StationHome home = new StationHome(folder);
        StationBooks books = StationBooks.open(home, InstantSource.system());
        UUID event = UUID.randomUUID();
        IssuedStatement start = start(books, event);
        for (int i = 0; i < 260; i++) {
            IssuedStatement _ = start(books, UUID.randomUUID());
        }
        IssuedStatement clearing = books.clearing(
                UUID.randomUUID(),
                ClaimsOfEvidence.claims(EVIDENCE, event),
                ClaimsOfEvidence.disclosed(EVIDENCE, Optional.empty()),
                Purpose.REAL);
        assertThat(books.receipt(start, clearing).clearing().proof().index()).isGreaterThan(256);

        Path tile = home.log().resolve("tile/0/000");
        byte[] hashes = Files.readAllBytes(tile);
        hashes[32 * 7] ^= 1;
        Files.write(tile, hashes);

        StationBooks again = StationBooks.open(home, InstantSource.system());
        assertThatExceptionOfType(BooksRefusedException.class)
                .isThrownBy(() -> again.receipt(start, clearing))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(BooksRefusedException.Code.LOG_DAMAGED));
    }

    /** By a clock that was set back what was signed is of a time to come. Whoever is told that the log is damaged gives up its keys for nothing. */
    @Test
    void aClockThatWasSetBackIsNoDamage() throws IOException {
        StationHome home = new StationHome(folder);
        StationBooks books = StationBooks.open(home, InstantSource.system());
        UUID event = UUID.randomUUID();
        IssuedStatement start = start(books, event);
        IssuedStatement clearing = books.clearing(
                UUID.randomUUID(),
                ClaimsOfEvidence.claims(EVIDENCE, event),
                ClaimsOfEvidence.disclosed(EVIDENCE, Optional.empty()),
                Purpose.REAL);

        StationBooks earlier =
                StationBooks.open(home, InstantSource.fixed(Instant.now().minus(Duration.ofDays(3))));
        assertThatExceptionOfType(BooksRefusedException.class)
                .isThrownBy(() -> earlier.receipt(start, clearing))
                .satisfies(refused -> assertThat(refused.code()).isEqualTo(BooksRefusedException.Code.CLOCK));
        assertThat(books.receipt(start, clearing).clearing().statement()).isNotNull();
    }

    private static IssuedStatement start(StationBooks books, UUID event) throws IOException {
        return books.start(
                event, Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.empty()), Purpose.REAL);
    }
}
