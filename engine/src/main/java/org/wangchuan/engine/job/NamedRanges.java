package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.transfer.FailedRange;

/** Failed ranges as a record names them: one by one, up to a limit. */
final class NamedRanges {
    /**
     * Ranges that a record names one by one. A drive with more bad places is no longer PARTIAL but worse; and
     * statements, which repeat them for each pass, stay well below their own limit of 2 MiB.
     */
    static final int MAX = 2_000;

    private NamedRanges() {}

    static List<ErrorRange> of(List<FailedRange> ranges) {
        return bounded(ranges).stream()
                .map(range -> new ErrorRange(new ByteRange(range.offset(), range.length()), range.errno()))
                .toList();
    }

    /** At most {@link #MAX} ranges that hold all of these: neighbours are joined, and what lies between counts as failed too. */
    static List<FailedRange> bounded(List<FailedRange> ranges) {
        if (ranges.size() <= MAX) {
            return ranges;
        }
        int group = (ranges.size() + MAX - 1) / MAX;
        List<FailedRange> out = new ArrayList<>();
        for (int from = 0; from < ranges.size(); from += group) {
            FailedRange first = ranges.get(from);
            long end = ranges.get(Math.min(from + group, ranges.size()) - 1).end();
            out.add(new FailedRange(first.offset(), end - first.offset(), first.errno()));
        }
        return out;
    }

    /** At most so many ranges that hold all of these, which are in order and disjoint: what lies between those that are joined is in them, too. */
    static List<ByteRange> joined(List<ByteRange> ranges, int rangesMax) {
        if (ranges.size() <= rangesMax) {
            return ranges;
        }
        int group = (ranges.size() + rangesMax - 1) / rangesMax;
        List<ByteRange> out = new ArrayList<>();
        for (int from = 0; from < ranges.size(); from += group) {
            long offset = ranges.get(from).offset();
            long end = ranges.get(Math.min(from + group, ranges.size()) - 1).end();
            out.add(new ByteRange(offset, end - offset));
        }
        return out;
    }
}
