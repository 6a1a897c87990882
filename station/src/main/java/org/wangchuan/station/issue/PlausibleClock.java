package org.wangchuan.station.issue;

import java.time.Instant;
import java.time.InstantSource;
import org.wangchuan.proof.statement.StatementHead;

/**
 * The computer's clock, as far as it can be right. One that lost its battery stands in 1970 or where its firmware was
 * built; what it would date could not be put right afterwards, since a statement is never changed.
 */
public record PlausibleClock(InstantSource clock) {
    /** The year in which this program was first written: no statement of it is older. */
    public static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * What time it is.
     *
     * @throws BooksRefusedException if it can't be that time
     */
    public Instant now() throws BooksRefusedException {
        Instant now = clock.instant();
        if (now.isBefore(EARLIEST) || now.getEpochSecond() > StatementHead.SECONDS_MAX) {
            throw new BooksRefusedException(
                    BooksRefusedException.Code.CLOCK,
                    "a time from " + EARLIEST + " to " + Instant.ofEpochSecond(StatementHead.SECONDS_MAX),
                    now.toString());
        }
        return now;
    }
}
