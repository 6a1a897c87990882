package org.wangchuan.platform.oversight.count;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.wangchuan.proof.statement.CountsClaims.Complaints;
import org.wangchuan.proof.statement.CountsClaims.Looks;
import org.wangchuan.proof.statement.Verdict;

/**
 * What a page shows of one of the counts of a site.
 *
 * @param number from 1
 * @param size of the log's tree that has all of them
 * @param verdicts how many of each there are; none is missing
 */
public record SiteCount(
        UUID event,
        int number,
        Instant since,
        Instant until,
        long size,
        long total,
        Map<Verdict, Long> verdicts,
        long certificates,
        Looks looks,
        Complaints complaints) {
    public SiteCount {
        verdicts = Map.copyOf(verdicts);
    }

    /** How many had this verdict. */
    public long of(Verdict verdict) {
        return verdicts.getOrDefault(verdict, 0L);
    }
}
