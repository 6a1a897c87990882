package org.wangchuan.platform.oversight.reads;

import java.time.YearMonth;
import java.util.List;
import org.wangchuan.platform.vault.ReadCounts;

/**
 * What the page of reads shows.
 *
 * @param month that is looked at
 * @param months that can be, the latest first, with how often anything was done
 * @param lines of the month, the most frequent first
 * @param unusual days of accounts that are marked
 */
public record ReadsView(YearMonth month, List<Month> months, List<Line> lines, List<Marked> unusual) {
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
