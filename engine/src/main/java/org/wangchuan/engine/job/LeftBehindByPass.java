package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.job.LeftBehindException.Code;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.overwrite.Pattern;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.transfer.TransferOptions;
import org.wangchuan.engine.verify.ReadBack;

/** What the last pass of an erasure left: what belongs at every byte, and which bytes were never written. Immutable. */
public final class LeftBehindByPass extends LeftBehind {
    private final int pass;
    private final PassSpec spec;
    private final Optional<String> secretDigest;
    private final Pattern pattern;
    private final List<ByteRange> unwritten;

    private LeftBehindByPass(
            int pass,
            PassSpec spec,
            Optional<String> secretDigest,
            Pattern pattern,
            long capacityBytes,
            List<ByteRange> unwritten) {
        super(capacityBytes);
        this.pass = pass;
        this.spec = spec;
        this.secretDigest = secretDigest;
        this.pattern = pattern;
        this.unwritten = List.copyOf(unwritten);
    }

    static boolean keyIsNeeded(Evidence evidence) {
        PassSpec spec = evidence.plan().passes().getLast();
        return PassSecrets.length(spec.pattern()) > 0;
    }

    static LeftBehindByPass read(Evidence evidence, Optional<RecheckKey> key) throws LeftBehindException {
        Event.PlanChosen plan = evidence.plan();
        int last = plan.passes().size();
        PassSpec spec = plan.passes().getLast();
        Optional<Event.PassFinished> finished = evidence.passFinished(last);
        if (finished.isEmpty() || finished.get().end() != Event.PassEnd.COMPLETED) {
            throw new LeftBehindException(
                    Code.LAST_PASS_UNFINISHED, "a record in which pass " + last + " came to its end", "another one");
        }
        Optional<RecheckKey.OfPass> own = requireKey(evidence, last, spec, key);
        Pattern pattern = pattern(last, spec, own);
        List<ByteRange> unwritten = finished.get().unwritten().stream()
                .map(error ->
                        new ByteRange(error.range().offset(), error.range().length()))
                .toList();
        long capacityBytes = evidence.medium().capacityBytes();
        Optional<String> digest = own.map(one -> Sha256.hex(one.secret()));
        return new LeftBehindByPass(last, spec, digest, pattern, capacityBytes, Ranges.union(unwritten));
    }

    private static Optional<RecheckKey.OfPass> requireKey(
            Evidence evidence, int last, PassSpec spec, Optional<RecheckKey> key) throws LeftBehindException {
        String pass = "of pass " + last + " (" + Json.wireName(spec.pattern()) + ") of job "
                + evidence.the(Event.Opened.class).job();
        boolean isSecret = PassSecrets.length(spec.pattern()) > 0;
        if (isSecret && key.isEmpty()) {
            throw new LeftBehindException(Code.RECHECK_KEY_MISSING, "the key " + pass, "none");
        }
        Optional<RecheckKey.OfPass> own = key.filter(RecheckKey.OfPass.class::isInstance)
                .map(RecheckKey.OfPass.class::cast)
                .filter(one -> isKeyOf(evidence, last, spec, one));
        if (key.isPresent() && own.isEmpty()) {
            throw new LeftBehindException(
                    Code.RECHECK_KEY_OTHER,
                    isSecret ? "the key " + pass : "no key: a constant has none",
                    key.get().of());
        }
        Optional<String> named = evidence.all(Event.PassStarted.class).stream()
                .filter(started -> started.pass() == last)
                .findFirst()
                .flatMap(Event.PassStarted::secretDigest);
        if (!own.map(one -> Sha256.hex(one.secret())).equals(named)) {
            throw new LeftBehindException(
                    Code.RECHECK_KEY_ALTERED, "the key whose digest the evidence names", "another one");
        }
        return own;
    }

    private static Pattern pattern(int last, PassSpec spec, Optional<RecheckKey.OfPass> key) {
        try {
            PassSecrets secrets =
                    key.isPresent() ? PassSecrets.of(last, key.get().secret()) : PassSecrets.read(new byte[0]);
            return secrets.pattern(last, spec);
        } catch (JournalException e) {
            throw new IllegalStateException("a key of the right length is a key", e);
        }
    }

    private static boolean isKeyOf(Evidence evidence, int last, PassSpec spec, RecheckKey.OfPass key) {
        return key.job().equals(evidence.the(Event.Opened.class).job())
                && key.pass() == last
                && key.pattern() == spec.pattern();
    }

    @Override
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

    @Override
    public boolean isOwn() {
        return secretDigest.isPresent();
    }

    @Override
    String word() {
        return Json.wireName(spec.pattern());
    }

    @Override
    List<ByteRange> unwritten() {
        return unwritten;
    }

    @Override
    List<ByteRange> planted() {
        return List.of();
    }

    @Override
    ReadBack reading(String lane, ReadChannel channel, List<ByteRange> ranges, TransferOptions options) {
        return ReadBack.ranges(lane, channel, pattern, ranges, options);
    }
}
