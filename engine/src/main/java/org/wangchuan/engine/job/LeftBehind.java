package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.verify.ReadBack;

/**
 * What an erasure has left on a medium, as its evidence and its key say: by the last pass that wrote over it, or, if there was none, by the drive that
 * erased itself. Immutable.
 */
public abstract sealed class LeftBehind permits LeftBehindByPass, LeftBehindByDrive {
    private final long capacityBytes;

    LeftBehind(long capacityBytes) {
        this.capacityBytes = capacityBytes;
    }

    /** Whether a key is needed to know what was left, or what may not be there any more. */
    public static boolean needsKey(Evidence evidence) {
        return isOverwritten(evidence)
                ? LeftBehindByPass.keyIsNeeded(evidence)
                : LeftBehindByDrive.keyIsNeeded(evidence);
    }

    /**
     * By a record, and the key that it names by its digest.
     *
     * @throws LeftBehindException if they do not go together
     */
    public static LeftBehind of(Evidence evidence, Optional<RecheckKey> key) throws LeftBehindException {
        return isOverwritten(evidence) ? LeftBehindByPass.read(evidence, key) : LeftBehindByDrive.read(evidence, key);
    }

    private static boolean isOverwritten(Evidence evidence) {
        return !evidence.plan().passes().isEmpty();
    }

    /** The pass that it is of, from 1; 0 if a drive erased itself. */
    public abstract int pass();

    /** Whether only this erasure can have written it: a constant can come from anywhere. */
    public abstract boolean isOwn();

    /** The size of the medium that was erased, in bytes. */
    public long capacityBytes() {
        return capacityBytes;
    }

    /** What it was left by, in one word. */
    abstract String word();

    /** What was never written, in order and disjoint. */
    abstract List<ByteRange> unwritten();

    /** Where something was planted before, in order and disjoint: read besides a sample. */
    abstract List<ByteRange> planted();

    /** Reads these ranges of the medium, and compares. */
    abstract ReadBack reading(String lane, ReadChannel channel, List<ByteRange> ranges, TransferOptions options);

    /** Units that hold anything that was never written: at most so many ranges, which hold all of it. */
    List<ByteRange> leftOut(long unitBytes, int rangesMax) {
        return NamedRanges.joined(inUnits(unwritten(), unitBytes), rangesMax);
    }

    /** Units that hold anything of where something was planted, likewise. */
    List<ByteRange> places(long unitBytes, int rangesMax) {
        return NamedRanges.joined(inUnits(planted(), unitBytes), rangesMax);
    }

    private List<ByteRange> inUnits(List<ByteRange> ranges, long unitBytes) {
        List<ByteRange> out = new ArrayList<>();
        for (ByteRange range : ranges) {
            long from = range.offset() - range.offset() % unitBytes;
            long to = Math.min(capacityBytes, (range.end() + unitBytes - 1) / unitBytes * unitBytes);
            out.add(new ByteRange(from, to - from));
        }
        return Ranges.union(out);
    }

    /**
     * Ranges without others.
     *
     * @param ranges in order and disjoint, as {@code others} are
     */
    static List<ByteRange> without(List<ByteRange> ranges, List<ByteRange> others) {
        List<ByteRange> out = new ArrayList<>();
        int next = 0;
        for (ByteRange range : ranges) {
            long at = range.offset();
            while (next < others.size() && others.get(next).end() <= at) {
                next++;
            }
            for (int i = next; i < others.size() && others.get(i).offset() < range.end(); i++) {
                add(out, at, others.get(i).offset());
                at = Math.max(at, others.get(i).end());
            }
            add(out, at, range.end());
        }
        return out;
    }

    private static void add(List<ByteRange> out, long from, long to) {
        if (from < to) {
            out.add(new ByteRange(from, to - from));
        }
    }
}
