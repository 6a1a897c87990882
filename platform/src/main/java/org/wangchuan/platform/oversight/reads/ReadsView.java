package org.wangchuan.platform.oversight.reads;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.wangchuan.platform.vault.ReadCounts;

/**
 * What the page of reads shows.
 *
 * @param month that is looked at
 * @param months that can be, the latest first, with how often anything was done
 * @param lines of the month, the most frequent first
 * @param countedAt when months and lines were counted, if that was not now
 * @param unusual days of accounts that are marked
 * @param unusualAt when those were counted, if that was not now
 * @param zone in which times are told
 */
public record ReadsView(
        YearMonth month,
        List<Month> months,
        List<Line> lines,
        Optional<Instant> countedAt,
        List<Marked> unusual,
        Optional<Instant> unusualAt,
        String zone) {
    public ReadsView {
        months = List.copyOf(months);
        lines = List.copyOf(lines);
        unusual = List.copyOf(unusual);
    }

    /** A month in sum. */
    public record Month(YearMonth month, long clear, long masked, long written) {}

    /** One line, with the site's name. */
    public record Line(ReadCounts.Line of, String site) {}

    /** A day of somebody, by their name at work. */
    public record Marked(ReadCounts.Day day, String account) {}
}
