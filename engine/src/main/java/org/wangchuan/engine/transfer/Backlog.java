package org.wangchuan.engine.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Ranges that were put off. They are gone through twice from the far end: first each until it fails again, then what
 * is left in the midst of them. Not safe for several threads.
 */
final class Backlog {
    private final Deque<FailedRange> ranges = new ArrayDeque<>();
    private final Deque<FailedRange> secondRound = new ArrayDeque<>();
    private long bytes;
    private boolean inSecondRound;

    void add(FailedRange range) {
        ranges.addLast(range);
        bytes += range.length();
    }

    long bytes() {
        return bytes;
    }

    List<FailedRange> ranges() {
        List<FailedRange> all = new ArrayList<>(ranges);
        all.addAll(secondRound);
        return all;
    }

    /** Orders by offset and joins neighbours. */
    void sort() {
        List<FailedRange> sorted = new ArrayList<>(ranges);
        sorted.sort(Comparator.comparingLong(FailedRange::offset));
        ranges.clear();
        for (FailedRange range : sorted) {
            FailedRange last = ranges.peekLast();
            if (last != null && last.end() == range.offset()) {
                ranges.removeLast();
                ranges.addLast(new FailedRange(last.offset(), last.length() + range.length(), last.errno()));
            } else {
                ranges.addLast(range);
            }
        }
    }

    /** The range to look at next, from its end. */
    @Nullable
    FailedRange last() {
        if (ranges.isEmpty()) {
            ranges.addAll(secondRound);
            secondRound.clear();
            inSecondRound = true;
        }
        return ranges.peekLast();
    }

    boolean inSecondRound() {
        return inSecondRound;
    }

    /** Everything from {@code from} to the end of the last range has ended, except what is put off again. */
    void endTail(long from, List<FailedRange> putOffAgain) {
        FailedRange range = ranges.removeLast();
        bytes -= range.end() - from;
        long restBytes = from - range.offset();
        if (putOffAgain.isEmpty()) {
            if (restBytes > 0) {
                ranges.addLast(new FailedRange(range.offset(), restBytes, range.errno()));
            }
            return;
        }
        for (int i = putOffAgain.size() - 1; i >= 0; i--) {
            secondRound.addFirst(putOffAgain.get(i));
            bytes += putOffAgain.get(i).length();
        }
        if (restBytes > 0) {
            secondRound.addFirst(new FailedRange(range.offset(), restBytes, range.errno()));
        }
    }
}
