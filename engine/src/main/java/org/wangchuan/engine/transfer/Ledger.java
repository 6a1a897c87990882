package org.wangchuan.engine.transfer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Double entry for a transfer: every byte that was handed out ends as moved, failed, or put off, and counts only when
 * everything handed out before it has ended too. Safe for several threads.
 */
final class Ledger {
    /**
     * How one piece of work ended.
     *
     * @param end the first byte after it
     * @param exact whether the failed ranges are as narrow as units are
     */
    record Entry(long end, long movedBytes, List<FailedRange> failed, List<FailedRange> putOff, boolean exact) {
        /** Whether it was left before it had been gone through to the unit. */
        boolean givenUp() {
            return !putOff.isEmpty() || movedBytes == 0 || !exact;
        }
    }

    private final TreeMap<Long, Entry> waiting = new TreeMap<>();
    private final Backlog backlog = new Backlog();
    private final RangeLog failed;
    private long nextSequence;
    private long mark;
    private long movedBytes;

    /** Starts at a mark with ranges below it that are still to be moved. */
    Ledger(long mark, List<FailedRange> open, int rangesMax) {
        this.mark = mark;
        this.failed = new RangeLog(rangesMax);
        open.forEach(backlog::add);
    }

    /** A piece of work has ended. */
    synchronized void ended(long sequence, Entry entry) {
        waiting.put(sequence, entry);
        while (!waiting.isEmpty() && waiting.firstKey() == nextSequence) {
            Entry next = waiting.pollFirstEntry().getValue();
            mark = Math.max(mark, next.end());
            apply(next);
            next.putOff().forEach(backlog::add);
            nextSequence++;
        }
    }

    private void apply(Entry entry) {
        movedBytes += entry.movedBytes();
        entry.failed().forEach(range -> failed.add(range.offset(), range.length(), range.errno()));
        if (!entry.exact()) {
            failed.inexact();
        }
    }

    /** Puts the backlog in order; when everything handed out has ended. */
    synchronized void sortBacklog() {
        backlog.sort();
    }

    /** What was put off and lies last; nothing if nothing is left. */
    synchronized @Nullable FailedRange lastPutOff() {
        return backlog.last();
    }

    /** Whether {@link #lastPutOff} has failed before from its far end too. */
    synchronized boolean inSecondRound() {
        return backlog.inSecondRound();
    }

    /**
     * The end of what lies last has been tried again: all from {@code from} on has ended as moved, failed, or put off
     * once more. Where something was put off once more, all that lies before it in the same range is put off with it.
     */
    synchronized void tailEnded(long from, Entry entry) {
        apply(entry);
        backlog.endTail(from, entry.putOff());
    }

    /** The accounts as they stand. */
    synchronized Snapshot snapshot() {
        List<FailedRange> open = new ArrayList<>(failed.failures());
        open.addAll(backlog.ranges());
        open.sort(Comparator.comparingLong(FailedRange::offset));
        return new Snapshot(mark, movedBytes, failed.bytes() + backlog.bytes(), open, failed.exact());
    }
}
