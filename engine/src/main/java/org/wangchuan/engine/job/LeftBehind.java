package org.wangchuan.engine.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.job.LeftBehindException.Code;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Sha256;

/**
 * What an erasure has left on a medium, as its evidence and the key of its last pass say: what belongs at every byte, and which bytes were
 * never written. Immutable.
 */
public final class LeftBehind {
    private final int pass;
    private final PassSpec spec;
    private final Optional<String> secretDigest;
    private final Pattern pattern;
    private final long capacityBytes;
    private final List<ByteRange> unwritten;

    private LeftBehind(
            int pass,
            PassSpec spec,
            Optional<String> secretDigest,
            Pattern pattern,
            long capacityBytes,
            List<ByteRange> unwritten) {
        this.pass = pass;
        this.spec = spec;
        this.secretDigest = secretDigest;
        this.pattern = pattern;
        this.capacityBytes = capacityBytes;
        this.unwritten = List.copyOf(unwritten);
    }

    /** Whether a key is needed to know what the last pass wrote. */
    public static boolean needsKey(Evidence evidence) {
        List<PassSpec> passes = evidence.plan().passes();
        return !passes.isEmpty() && PassSecrets.length(passes.getLast().pattern()) > 0;
    }

    /**
     * By a record, and the key that it names by its digest.
     *
     * @throws LeftBehindException if they do not go together
     */
    public static LeftBehind of(Evidence evidence, Optional<RecheckKey> key) throws LeftBehindException {
        Event.PlanChosen plan = evidence.plan();
        int last = plan.passes().size();
        if (last == 0) {
            throw new LeftBehindException(
                    Code.LAST_PASS_UNFINISHED,
                    "a record of a medium that was written over",
                    "one of a drive that erased itself");
        }
        PassSpec spec = plan.passes().getLast();
        Optional<Event.PassFinished> finished = evidence.passFinished(last);
        if (finished.isEmpty() || finished.get().end() != Event.PassEnd.COMPLETED) {
            throw new LeftBehindException(
                    Code.LAST_PASS_UNFINISHED, "a record in which pass " + last + " came to its end", "another one");
        }
        requireKey(evidence, last, spec, key);
        Pattern pattern = pattern(last, spec, key);
        List<ByteRange> unwritten = finished.get().unwritten().stream()
                .map(error ->
                        new ByteRange(error.range().offset(), error.range().length()))
                .toList();
        long capacityBytes = evidence.medium().capacityBytes();
        Optional<String> digest = key.map(one -> Sha256.hex(one.secret()));
        return new LeftBehind(last, spec, digest, pattern, capacityBytes, Ranges.union(unwritten));
    }

    private static void requireKey(Evidence evidence, int last, PassSpec spec, Optional<RecheckKey> key)
            throws LeftBehindException {
        String pass = "of pass " + last + " (" + Json.wireName(spec.pattern()) + ") of job "
                + evidence.the(Event.Opened.class).job();
        boolean isSecret = PassSecrets.length(spec.pattern()) > 0;
        if (isSecret && key.isEmpty()) {
            throw new LeftBehindException(Code.RECHECK_KEY_MISSING, "the key " + pass, "none");
        }
        if (key.isPresent() && !isKeyOf(evidence, last, spec, key.get())) {
            RecheckKey other = key.get();
            throw new LeftBehindException(
                    Code.RECHECK_KEY_OTHER,
                    isSecret ? "the key " + pass : "no key: a constant has none",
                    "that of pass " + other.pass() + " (" + Json.wireName(other.pattern()) + ") of job " + other.job());
        }
        Optional<String> named = evidence.all(Event.PassStarted.class).stream()
                .filter(started -> started.pass() == last)
                .findFirst()
                .flatMap(Event.PassStarted::secretDigest);
        if (!key.map(one -> Sha256.hex(one.secret())).equals(named)) {
            throw new LeftBehindException(
                    Code.RECHECK_KEY_ALTERED, "the key whose digest the evidence names", "another one");
        }
    }

    private static Pattern pattern(int last, PassSpec spec, Optional<RecheckKey> key) {
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

    /** What it wrote, as the plan has it. */
    public PassSpec spec() {
        return spec;
    }

    /** SHA-256 of its key or nonce, in lower-case hex, as the evidence has it; empty for a constant. */
    public Optional<String> secretDigest() {
        return secretDigest;
    }

    /** Whether only this erasure can have written it: a constant can come from anywhere. */
    public boolean isOwn() {
        return secretDigest.isPresent();
    }

    /** The size of the medium that was erased, in bytes. */
    public long capacityBytes() {
        return capacityBytes;
    }

    Pattern pattern() {
        return pattern;
    }

    /** Units that hold anything that was never written: at most so many ranges, which hold all of it. */
    List<ByteRange> leftOut(long unitBytes, int rangesMax) {
        List<ByteRange> out = new ArrayList<>();
        for (ByteRange range : unwritten) {
            long from = range.offset() - range.offset() % unitBytes;
            long to = Math.min(capacityBytes, (range.end() + unitBytes - 1) / unitBytes * unitBytes);
            out.add(new ByteRange(from, to - from));
        }
        return NamedRanges.joined(Ranges.union(out), rangesMax);
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
