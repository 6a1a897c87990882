package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.job.LeftBehindException.Code;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.Sha256;

/**
 * What an erasure has left on a medium, as its evidence and the key of its last pass say: what belongs at every byte, and which bytes were
 * never written. Immutable.
 */
public final class LeftBehind {
    private final int pass;
    private final PatternKind kind;
    private final Pattern pattern;
    private final long capacityBytes;
    private final List<ByteRange> unwritten;

    private LeftBehind(int pass, Pattern pattern, long capacityBytes, List<ByteRange> unwritten) {
        this.pass = pass;
        this.kind = pattern.kind();
        this.pattern = pattern;
        this.capacityBytes = capacityBytes;
        this.unwritten = List.copyOf(unwritten);
    }

    /** Whether a key is needed to know what the last pass wrote. */
    public static boolean needsKey(Evidence evidence) {
        return PassSecrets.length(
                        evidence.the(Event.PlanChosen.class).passes().getLast().pattern())
                > 0;
    }

    /**
     * By a record, and the key that it names by its digest.
     *
     * @throws LeftBehindException if they do not go together
     */
    public static LeftBehind of(Evidence evidence, Optional<RecheckKey> key) throws LeftBehindException {
        Event.PlanChosen plan = evidence.the(Event.PlanChosen.class);
        int last = plan.passes().size();
        PassSpec spec = plan.passes().getLast();
        Optional<Event.PassFinished> finished = evidence.passFinished(last);
        if (finished.isEmpty() || finished.get().end() != Event.PassEnd.COMPLETED) {
            throw new LeftBehindException(
                    Code.LAST_PASS_UNFINISHED, "a record in which pass " + last + " came to its end", "another one");
        }
        Pattern pattern = pattern(evidence, last, spec, key);
        List<ByteRange> unwritten = finished.get().unwritten().stream()
                .map(error -> new ByteRange(error.range().offset(), error.range().length()))
                .toList();
        long capacityBytes = evidence.the(Event.MediumSeen.class).medium().capacityBytes();
        return new LeftBehind(last, pattern, capacityBytes, Ranges.union(unwritten));
    }

    private static Pattern pattern(Evidence evidence, int last, PassSpec spec, Optional<RecheckKey> key)
            throws LeftBehindException {
        String pass = "of pass " + last + " (" + spec.pattern() + ") of job "
                + evidence.the(Event.Opened.class).job();
        boolean isSecret = PassSecrets.length(spec.pattern()) > 0;
        if (isSecret && key.isEmpty()) {
            throw new LeftBehindException(Code.RECHECK_KEY_MISSING, "the key " + pass, "none");
        }
        if (key.isPresent() && !isKeyOf(evidence, last, spec, key.get())) {
            RecheckKey other = key.get();
            throw new LeftBehindException(
                    Code.RECHECK_KEY_OTHER,
                    isSecret ? "the key " + pass : "no key, for a constant has none",
                    "that of pass " + other.pass() + " (" + other.pattern() + ") of job " + other.job());
        }
        Optional<String> named = evidence.all(Event.PassStarted.class).stream()
                .filter(started -> started.pass() == last)
                .findFirst()
                .flatMap(Event.PassStarted::secretDigest);
        if (!key.map(one -> Sha256.hex(one.secret())).equals(named)) {
            throw new LeftBehindException(
                    Code.RECHECK_KEY_ALTERED, "the key whose digest the evidence names", "another one");
        }
        try {
            PassSecrets secrets =
                    key.isPresent() ? PassSecrets.of(last, key.get().secret()) : PassSecrets.read(new byte[0]);
            return secrets.pattern(last, spec);
        } catch (JournalException e) {
            throw new IllegalStateException("a key of the right length is a key", e);
        }
    }

    private static boolean isKeyOf(Evidence evidence, int last, PassSpec spec, RecheckKey key) {
        return key.job().equals(evidence.the(Event.Opened.class).job())
                && key.pass() == last
                && key.pattern() == spec.pattern();
    }

    /** The pass that it is of, from 1. */
    public int pass() {
        return pass;
    }

    /** The kind of what it wrote. */
    public PatternKind kind() {
        return kind;
    }

    /** The size of the medium that was erased, in bytes. */
    public long capacityBytes() {
        return capacityBytes;
    }

    Pattern pattern() {
        return pattern;
    }

    /**
     * What of these ranges can be compared: all but what was never written, and what shares a unit with that.
     *
     * @param ranges in order, disjoint, on unit boundaries
     */
    List<ByteRange> comparable(List<ByteRange> ranges, long unitBytes) {
        List<ByteRange> out = new ArrayList<>();
        List<ByteRange> left = whole(unitBytes);
        int next = 0;
        for (ByteRange range : ranges) {
            long at = range.offset();
            while (next < left.size() && left.get(next).end() <= at) {
                next++;
            }
            for (int i = next; i < left.size() && left.get(i).offset() < range.end(); i++) {
                add(out, at, left.get(i).offset());
                at = Math.max(at, left.get(i).end());
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

    /** The units that hold anything unwritten. */
    private List<ByteRange> whole(long unitBytes) {
        List<ByteRange> out = new ArrayList<>();
        for (ByteRange range : unwritten) {
            long from = range.offset() - range.offset() % unitBytes;
            long to = Math.min(capacityBytes, (range.end() + unitBytes - 1) / unitBytes * unitBytes);
            out.add(new ByteRange(from, to - from));
        }
        return Ranges.union(out);
    }
}
