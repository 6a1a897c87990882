package org.wangchuan.engine.transfer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.wangchuan.engine.medium.ByteRange;

/**
 * A bounded list of disjoint ranges with the exact number of bytes that were put in. Neighbours are merged. When the
 * bound is hit, the ranges with the smallest gaps between them are joined: the list then covers more than was put in,
 * never less. Safe for several threads.
 */
public final class RangeLog {
    private record Entry(long end, int errno) {}

    private final int rangesMax;
    private final TreeMap<Long, Entry> ranges = new TreeMap<>();
    private long bytes;
    private boolean exact = true;

    /** An empty list that holds at most {@code rangesMax} ranges. */
    public RangeLog(int rangesMax) {
        this.rangesMax = rangesMax;
    }

    /** Adds a range that was not added before; {@code errno} is 0 where there is none. */
    public synchronized void add(long offset, long length, int errno) {
        bytes += length;
        join(offset, offset + length, errno);
        if (ranges.size() > rangesMax) {
            widen();
        }
    }

    /** Says that a range in the list may hold bytes that don't belong there. */
    public synchronized void inexact() {
        exact = false;
    }

    private void join(long offset, long end, int errno) {
        long from = offset;
        long to = end;
        int cause = errno;
        Map.Entry<Long, Entry> before = ranges.floorEntry(from);
        if (before != null && belongs(before.getKey(), before.getValue(), from, to, errno)) {
            from = before.getKey();
            to = Math.max(to, before.getValue().end());
            cause = before.getValue().errno();
            ranges.remove(from);
        }
        Map.Entry<Long, Entry> after = ranges.ceilingEntry(from);
        while (after != null && belongs(after.getKey(), after.getValue(), from, to, errno)) {
            to = Math.max(to, after.getValue().end());
            ranges.remove(after.getKey());
            after = ranges.ceilingEntry(from);
        }
        ranges.put(from, new Entry(to, cause));
    }

    /** Overlapping ranges always belong together (one was widened), touching ones if the error is the same. */
    private static boolean belongs(long entryFrom, Entry entry, long from, long to, int errno) {
        boolean overlaps = entryFrom < to && from < entry.end();
        boolean touches = entryFrom == to || entry.end() == from;
        return overlaps || (touches && entry.errno() == errno);
    }

    /** Joins about half of the ranges, so that the cost is paid once for many additions. */
    private void widen() {
        exact = false;
        List<Long> gaps = new ArrayList<>();
        long previousEnd = -1;
        for (Map.Entry<Long, Entry> range : ranges.entrySet()) {
            if (previousEnd >= 0) {
                gaps.add(range.getKey() - previousEnd);
            }
            previousEnd = range.getValue().end();
        }
        gaps.sort(null);
        long widest = gaps.get(gaps.size() / 2);
        List<Map.Entry<Long, Entry>> old = List.copyOf(ranges.entrySet());
        ranges.clear();
        long from = old.getFirst().getKey();
        Entry last = old.getFirst().getValue();
        for (Map.Entry<Long, Entry> range : old.subList(1, old.size())) {
            if (range.getKey() - last.end() <= widest) {
                last = new Entry(range.getValue().end(), last.errno());
            } else {
                ranges.put(from, last);
                from = range.getKey();
                last = range.getValue();
            }
        }
        ranges.put(from, last);
    }

    /** Exact number of bytes put in, whatever the ranges cover. */
    public synchronized long bytes() {
        return bytes;
    }

    /** Whether the ranges cover exactly what was put in. */
    public synchronized boolean exact() {
        return exact;
    }

    /** The ranges in order. */
    public synchronized List<ByteRange> ranges() {
        List<ByteRange> list = new ArrayList<>(ranges.size());
        ranges.forEach((from, entry) -> list.add(new ByteRange(from, entry.end() - from)));
        return list;
    }

    /** The ranges in order, with the error of each (of its first part, where ranges were joined). */
    public synchronized List<FailedRange> failures() {
        List<FailedRange> list = new ArrayList<>(ranges.size());
        ranges.forEach((from, entry) -> list.add(new FailedRange(from, entry.end() - from, entry.errno())));
        return list;
    }
}
