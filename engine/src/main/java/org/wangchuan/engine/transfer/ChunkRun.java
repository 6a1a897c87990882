package org.wangchuan.engine.transfer;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import org.wangchuan.engine.kernel.Errno;

/**
 * Moves one chunk after another for one thread: goes on after short answers, tries again, then halves what fails down
 * to the unit. Explicit pieces instead of recursion, so that what is left when it gives up is known exactly.
 */
final class ChunkRun {
    /** From where a chunk is gone through, and whether it may be given up after many errors in a row. */
    enum Way {
        FORWARD,
        BACKWARD,
        BACKWARD_TO_THE_END
    }

    /** Units that may fail in a row before the rest of a chunk is put off: it is cheaper to look elsewhere first. */
    private static final int FAILED_IN_A_ROW_MAX = 16;

    private record Piece(long from, long to, int errno) {}

    private final ChunkMover mover;
    private final Units units;
    private final TransferOptions options;
    private final Control control;
    private final Progress progress;
    private final EndOfMedium endOfMedium;

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private final List<FailedRange> failed = new ArrayList<>();
    private long movedBytes;
    private int failedInARow;
    private int lastErrno;
    private boolean exact;

    ChunkRun(
            ChunkMover mover,
            Units units,
            TransferOptions options,
            Control control,
            Progress progress,
            EndOfMedium endOfMedium) {
        this.mover = mover;
        this.units = units;
        this.options = options;
        this.control = control;
        this.progress = progress;
        this.endOfMedium = endOfMedium;
    }

    /** Moves what can be moved. If the transfer stops meanwhile, the answer means nothing and is not to be used. */
    Ledger.Entry run(long from, long to, Way way) {
        movedBytes = 0;
        failedInARow = 0;
        exact = true;
        failed.clear();
        pieces.clear();
        long reached = push(from, to, options.retriesMax());
        if (reached == to) {
            return new Ledger.Entry(to, movedBytes, List.of(), List.of(), true);
        }
        narrow(reached, to, way);
        while (!pieces.isEmpty() && !control.stopping()) {
            if (way != Way.BACKWARD_TO_THE_END && failedInARow >= FAILED_IN_A_ROW_MAX) {
                break;
            }
            Piece piece = pieces.removeLast();
            boolean single = piece.to() - piece.from() <= units.unitBytes();
            long stuck = push(piece.from(), piece.to(), single ? options.retriesMax() : 0);
            if (stuck < piece.to()) {
                narrow(stuck, piece.to(), way);
            }
        }
        return new Ledger.Entry(to, movedBytes, sortedFailures(), putOff(way), exact);
    }

    /** The last error that the device gave. */
    int lastErrno() {
        return lastErrno;
    }

    private void narrow(long from, long to, Way way) {
        if (control.stopping()) {
            return;
        }
        long length = to - from;
        if (length <= units.unitBytes() || !control.mayNarrow()) {
            exact &= length <= units.unitBytes();
            failed.add(new FailedRange(from, length, lastErrno));
            progress.failed(length);
            failedInARow++;
            return;
        }
        long halfUnits = (length / units.unitBytes() + 1) / 2;
        long middle = from + halfUnits * units.unitBytes();
        Piece low = new Piece(from, middle, lastErrno);
        Piece high = new Piece(middle, to, lastErrno);
        pieces.addLast(way == Way.FORWARD ? high : low);
        pieces.addLast(way == Way.FORWARD ? low : high);
    }

    /** Moves as far as it goes. */
    private long push(long from, long to, int retries) {
        long at = from;
        int retriesLeft = retries;
        while (at < to && !control.stopping()) {
            long before = System.nanoTime();
            long result = mover.move(at, (int) (to - at));
            long after = System.nanoTime();
            progress.requestFinished(after);
            if (result > 0) {
                at += result;
                movedBytes += result;
                failedInARow = 0;
                progress.moved(result);
                continue;
            }
            lastErrno = result == 0 ? Errno.ENOSPC.number() : (int) -result;
            progress.callFailed();
            control.callFailed(after - before);
            if (endOfMedium.stops(result) || retriesLeft == 0 || !control.mayNarrow()) {
                break;
            }
            retriesLeft--;
            progress.retried();
        }
        return at;
    }

    private List<FailedRange> sortedFailures() {
        List<FailedRange> sorted = new ArrayList<>(failed);
        sorted.sort(Comparator.comparingLong(FailedRange::offset));
        return sorted;
    }

    /** The pieces left, in order. */
    private List<FailedRange> putOff(Way way) {
        List<FailedRange> left = new ArrayList<>();
        for (Piece piece : pieces) {
            FailedRange range = new FailedRange(piece.from(), piece.to() - piece.from(), piece.errno());
            if (way == Way.FORWARD) {
                left.addFirst(range);
            } else {
                left.addLast(range);
            }
        }
        return left;
    }
}
