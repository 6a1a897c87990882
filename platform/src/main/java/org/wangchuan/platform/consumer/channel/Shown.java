package org.wangchuan.platform.consumer.channel;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.oversight.count.SiteCount;
import org.wangchuan.platform.oversight.count.SiteCounts;
import org.wangchuan.proof.statement.Verdict;

/**
 * All that a page of a profile shows; the preview is the same.
 *
 * @param all of the site taken together; empty if nothing was counted yet
 * @param counts the newest first
 * @param company all of its sites, shown or not
 */
public record Shown(
        Profile profile, Optional<SiteCount> all, List<SiteCount> counts, SiteCounts.Company company, Instant now) {
    /** Most counts that are listed; the totals are of all. */
    public static final int COUNTS_MAX = 60;

    public Shown {
        counts = List.copyOf(counts);
    }

    static Shown of(Profile profile, SiteCounts counts, InstantSource clock) {
        Instant now = clock.instant();
        return new Shown(
                profile,
                counts.all(profile.site()),
                counts.of(profile.site(), COUNTS_MAX),
                counts.company(profile.site(), now),
                now);
    }

    /** Its verdicts in the order in which they are always said. */
    public List<Verdict> verdicts() {
        return List.of(Verdict.values());
    }
}
