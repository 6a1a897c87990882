package org.wangchuan.proof.verify;

import java.util.Optional;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.statement.Statement;

/**
 * What is known of a recheck: that a station says what it found. Never that anything was erased.
 *
 * @param operator who answers for the station that looked; absent if the trust list does not know it in this log, and then anybody could
 *     have made the file
 * @param erasedBy who, by the trust list, has the key that the recheck names as that of the station that erased; absent if it has nobody
 * @param isSerialCompared whether a serial number was asked for, and is the one of the drive that was read
 * @param index of the statement in the log
 */
public record VerifiedRecheck(
        Statement.Recheck recheck,
        Optional<String> operator,
        Optional<String> erasedBy,
        boolean isSerialCompared,
        long index,
        Checkpoint checkpoint) {
    /** Whether the station that looked is the one that erased. */
    public boolean isSameStation() {
        return recheck.claims().clearing().station().equals(recheck.head().station());
    }
}
