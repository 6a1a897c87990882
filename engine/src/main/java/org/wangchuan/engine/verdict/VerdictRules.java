package org.wangchuan.engine.verdict;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.NamespaceEvent;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.evidence.Ranges;
import org.wangchuan.engine.evidence.Unwatched;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/**
 * The technical verdict as a pure function of recorded evidence: the same evidence gives the same
 * verdict, here and years later. It starts from the best answer and lets every finding lower it, so
 * that a finding that is forgotten can only be one that this class never asks for.
 *
 * <p>Overwriting gives CLEARED at the most (NIST SP 800-88: purging needs the device's own means). What a device did by itself {@link NativeRules}
 * judges.
 */
public final class VerdictRules {
    /** Caps that mean that old contents may survive outside what was overwritten. */
    public static final Set<String> CONTENTS_ELSEWHERE_CAPS =
            Set.of("shared-extents", "compressed", "copy-on-write", "extents-unknown", "swappable", "journalled");

    /** That the device has other parts, which were not erased. */
    private static final String OTHER_PARTS = Obstacle.Code.OTHER_PARTS.id();

    private final Evidence evidence;
    private final Policy policy;
    private final MediumFacts medium;
    private final List<PassSpec> passes;
    private final List<ReadBackAttempt> readBacks;
    private final VerifyMode verifyMode;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private final List<ByteRange> unreachable = new ArrayList<>();
    private final Optional<NativeRules.Shown> byItself;
    private Level level;

    /** Whether a medium with this cap can't be CLEARED, whatever is done. */
    public static boolean lowers(String cap) {
        return CONTENTS_ELSEWHERE_CAPS.contains(cap) || cap.equals(OTHER_PARTS);
    }

    private VerdictRules(Evidence evidence) {
        this.evidence = evidence;
        this.policy = policyOf(evidence);
        this.medium = evidence.medium();
        Event.PlanChosen plan = evidence.plan();
        this.passes = plan.passes();
        this.readBacks = ReadBackAttempt.of(evidence);
        this.verifyMode = plan.verify();
        this.byItself = plan.techniques().isEmpty() ? Optional.empty() : Optional.of(NativeRules.judge(evidence));
        this.level = best(plan);
    }

    /** What the plan can reach at the most; one that does nothing shows nothing. */
    static Level best(Event.PlanChosen plan) {
        if (!plan.passes().isEmpty()) {
            return Level.CLEARED;
        }
        return plan.techniques().isEmpty() ? Level.UNPROVEN : Level.PURGED;
    }

    /** The verdict that this evidence supports. */
    public static Verdict judge(Evidence evidence) {
        return new VerdictRules(evidence).judge();
    }

    /** The policy that stands in the evidence; a record without a readable one is not {@link Evidence}. */
    public static Policy policyOf(Evidence evidence) {
        try {
            return Policy.fromJson(evidence.the(Event.PolicyChosen.class).policy());
        } catch (ShapeException e) {
            throw new IllegalStateException("evidence with an unreadable policy", e);
        }
    }

    private Verdict judge() {
        for (int pass = 1; pass <= passes.size(); pass++) {
            judgePass(pass);
        }
        if (!passes.isEmpty()) {
            judgeVerification();
        } else if (policy.verifyLeast() == VerifyMode.FULL && !policy.nativeElseOverwrite()) {
            lower(Level.UNPROVEN, Reason.VERIFIED_TOO_LITTLE);
        }
        byItself.ifPresent(this::judgeNative);
        if (RecordedClock.wentBack(evidence)) {
            lower(Level.UNPROVEN, Reason.CLOCK_WENT_BACK);
        }
        judgeMedium();
        judgeHiddenAreas();
        if (DrivePassword.mayBeLeft(evidence)) {
            lower(Level.UNPROVEN, Reason.LEFT_LOCKED);
        }
        List<ByteRange> ranges = Ranges.union(unreachable);
        if (!ranges.isEmpty()) {
            lower(Level.PARTIAL, Reason.UNREACHABLE_BLOCKS);
        }
        return new Verdict(level, List.copyOf(reasons), ranges, medium.scope(), notProved());
    }

    /**
     * Where passes follow, both have to be right for the better answer: what the drive did not show counts for nothing beside clean passes, and what
     * it got wrong is not made good by them. Of passes that stand in for it is said what it lacked, but not that nothing was verified: they were. Nor is a place out of reach that
     * could not be read in the search, and was written and read back since: what they did not reach they say.
     */
    private void judgeNative(NativeRules.Shown shown) {
        boolean overwritten = !passes.isEmpty();
        boolean clean = overwritten && level == Level.CLEARED;
        boolean standIn = clean && policy.nativeElseOverwrite();
        if (!standIn) {
            unreachable.addAll(shown.unreachable());
        }
        Set<Reason> named = EnumSet.copyOf(reasons);
        named.addAll(shown.reasons());
        if (policy.nativeElseOverwrite() && !passes.isEmpty() && !reasons.contains(Reason.NOTHING_VERIFIED)) {
            named.remove(Reason.NOTHING_VERIFIED);
        }
        if (standIn) {
            named.remove(Reason.UNREACHABLE_BLOCKS); // of the passes it is said in the end
        }
        reasons.addAll(named);
        boolean lowers = shown.level() == Level.FAILED || (shown.level() == Level.PARTIAL && !standIn);
        if (clean && shown.level() == Level.PURGED && shown.reasons().isEmpty()) {
            level = Level.PURGED;
        } else if (!overwritten || lowers) {
            level = level.compareTo(shown.level()) < 0 ? shown.level() : level;
        }
    }

    private void judgePass(int pass) {
        Optional<Event.PassFinished> finished = evidence.passFinished(pass);
        if (finished.isEmpty()) {
            lower(Level.FAILED, Reason.PASS_MISSING);
            return;
        }
        Event.PassFinished end = finished.get();
        switch (end.end()) {
            case COMPLETED -> {}
            case DEVICE_GONE -> lower(Level.FAILED, Reason.DEVICE_GONE);
            case STALLED -> lower(Level.FAILED, Reason.DEVICE_STALLED);
            case FLUSH_FAILED -> lower(Level.FAILED, Reason.FLUSH_FAILED);
        }
        List<ByteRange> unwritten =
                end.unwritten().stream().map(ErrorRange::range).toList();
        unreachable.addAll(unwritten);
        requirePace(end.bytesWritten(), end.durationMillis());
        if (end.end() == Event.PassEnd.COMPLETED) {
            if (end.bytesWritten() + Ranges.bytes(unwritten) != medium.capacityBytes()) {
                lower(Level.UNPROVEN, Reason.ACCOUNTS_DO_NOT_ADD_UP);
            }
            if (end.bytesWritten() == 0) {
                lower(Level.FAILED, Reason.NOTHING_WRITTEN);
            }
        }
    }

    private void judgeVerification() {
        boolean positionProved = false;
        for (int pass = 1; pass <= passes.size(); pass++) {
            if (!passes.get(pass - 1).verify()) {
                continue;
            }
            List<ReadBackAttempt> finished = readBacksOf(pass);
            if (finished.isEmpty()) {
                lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
                continue;
            }
            // A second one does not undo what the first one found.
            for (ReadBackAttempt readBack : finished) {
                judgeReadBack(readBack, unwrittenIn(pass));
            }
            positionProved |= passes.get(pass - 1).pattern().positionDependent();
        }
        if (!positionProved) {
            lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        }
        if (verifyMode.compareTo(policy.verifyLeast()) < 0 || isSampledAfterABreak(evidence)) {
            lower(Level.UNPROVEN, Reason.VERIFIED_TOO_LITTLE);
        }
    }

    /** Whether a sample was to show what was left unwatched once it was written ({@link Unwatched}): somebody may have written to the medium between any two of it. */
    static boolean isSampledAfterABreak(Evidence evidence) {
        Event.PlanChosen plan = evidence.the(Event.PlanChosen.class);
        return plan.verify() == VerifyMode.SAMPLE
                && !plan.passes().isEmpty()
                && plan.passes().getLast().verify()
                && Unwatched.after(evidence.events());
    }

    private List<ReadBackAttempt> readBacksOf(int pass) {
        return readBacks.stream().filter(readBack -> readBack.pass() == pass).toList();
    }

    private void judgeReadBack(ReadBackAttempt attempt, List<ByteRange> unwritten) {
        Event.VerificationFinished end = attempt.end();
        switch (end.end()) {
            case COMPLETED -> {}
            case DEVICE_GONE -> lower(Level.UNPROVEN, Reason.DEVICE_GONE);
            case STALLED -> lower(Level.UNPROVEN, Reason.DEVICE_STALLED);
            case STOPPED -> lower(Level.UNPROVEN, Reason.NOTHING_VERIFIED);
        }
        unreachable.addAll(attempt.unreadable());
        if (end.end() == Event.VerificationEnd.COMPLETED && !attempt.addsUp()) {
            lower(Level.UNPROVEN, Reason.ACCOUNTS_DO_NOT_ADD_UP);
        }
        requirePace(end.bytesRead(), end.durationMillis());
        // A block that the device refused to write may hold anything. Any other difference means that
        // the device answered "done" to a write, or "here it is" to a read, that was not true.
        boolean counted = end.mismatchedBytes() == Ranges.bytes(end.mismatches())
                || (end.mismatchedBytes() > 0 && !end.mismatches().isEmpty());
        if (!Ranges.covers(unwritten, end.mismatches()) || !counted) {
            lower(Level.FAILED, Reason.MISMATCH);
        }
    }

    private void requirePace(long bytes, long durationMillis) {
        if (!Pace.possible(bytes, durationMillis)) {
            lower(Level.UNPROVEN, Reason.IMPOSSIBLE_PACE);
        }
    }

    private List<ByteRange> unwrittenIn(int pass) {
        return evidence.passFinished(pass).stream()
                .flatMap(end -> end.unwritten().stream())
                .map(ErrorRange::range)
                .toList();
    }

    private void judgeMedium() {
        if (evidence.all(Event.Rechecked.class).stream()
                .anyMatch(recheck -> !recheck.differences().isEmpty())) {
            lower(Level.UNPROVEN, Reason.MEDIUM_CHANGED);
        }
        if (medium.caps().stream().anyMatch(CONTENTS_ELSEWHERE_CAPS::contains)) {
            lower(Level.UNPROVEN, Reason.CONTENTS_ELSEWHERE);
        }
        if (DriveIdentity.anotherWasHeld(evidence)) {
            lower(Level.UNPROVEN, Reason.NOT_THE_DRIVES_ANSWER);
        }
        PartRules.Shown parts = PartRules.judge(evidence);
        parts.findings().forEach((reason, atMost) -> lower(atMost, reason));
        if (PartRules.hasOthers(evidence)
                && !parts.all()
                && byItself.filter(NativeRules.Shown::everyNamespace).isEmpty()) {
            lower(Level.PARTIAL, Reason.OTHER_PARTS);
        }
    }

    private void judgeHiddenAreas() {
        if (DriveIdentity.anotherToldOfHiddenAreas(evidence)) {
            lower(Level.UNPROVEN, Reason.NOT_THE_DRIVES_ANSWER);
        }
        if (!HiddenOutcome.isReached(evidence, byItself)) {
            HiddenOutcome.looks(evidence).forEach(this::judgeHiddenAreas);
        }
    }

    private void judgeHiddenAreas(Event.HiddenAreas hidden) {
        switch (hidden.state()) {
            case NONE, NOT_APPLICABLE -> {
                // What was taken away has to be as much as the drive said before that it hides.
                if (medium.capacityBytes() != evidence.wholeMedium().capacityBytes()) {
                    lower(Level.UNPROVEN, Reason.MEDIUM_CHANGED);
                }
            }
            case FOUND -> {
                lower(Level.PARTIAL, Reason.HIDDEN_AREAS_FOUND);
                unreachable.add(new ByteRange(medium.capacityBytes(), hidden.hiddenBytes()));
            }
            case UNREADABLE -> lower(Level.UNPROVEN, Reason.HIDDEN_AREAS_UNKNOWN);
        }
    }

    private List<NotProved> notProved() {
        Set<NotProved> out = EnumSet.of(NotProved.FIRMWARE_COPY, NotProved.RESIDUE_NOT_RUN);
        switch (medium.scope()) {
            case WHOLE_MEDIUM -> {}
            case PARTITION -> out.add(NotProved.PARTITION_ONLY);
            case VOLUME -> out.add(NotProved.VOLUME_ONLY);
            case FILE -> out.add(NotProved.IMAGE_ONLY);
        }
        if (medium.scope() != MediumFacts.Scope.FILE) {
            out.add(level == Level.PURGED ? NotProved.DEVICES_WORD : NotProved.SPARE_CELLS);
        }
        byItself.ifPresent(shown -> out.addAll(shown.notProved()));
        if (medium.classIsDeclared()) {
            out.add(NotProved.MEDIUM_CLASS_DECLARED);
        }
        if (PartRules.hasOthers(evidence)
                || PartRules.tellsReplayProtected(evidence)
                || medium.caps().contains(Obstacle.Code.PARTS_UNKNOWN.id())) {
            out.add(NotProved.OTHER_PARTS);
        }
        if (medium.caps().contains("bridge")) {
            out.add(NotProved.BEHIND_BRIDGE);
        }
        boolean sampled = passes.isEmpty()
                ? verifyMode == VerifyMode.SAMPLE
                : evidence.readBackMode(passes.size()) == VerifyMode.SAMPLE;
        if (sampled && (byItself.isEmpty() || !passes.isEmpty())) {
            out.add(NotProved.SAMPLED_ONLY); // of what the drive did alone it is said by how much of it was read
        }
        if (passes.stream().anyMatch(pass -> !pass.verify())) {
            out.add(NotProved.UNVERIFIED_PASSES);
        }
        for (Event.VerificationFinished readBack : evidence.all(Event.VerificationFinished.class)) {
            if (readBack.path() != ReadPath.DIRECT) {
                out.add(NotProved.DEVICE_CACHE);
            }
        }
        for (PartEvent.Looked look : evidence.all(PartEvent.Looked.class)) {
            if (look.path() != ReadPath.DIRECT) {
                out.add(NotProved.DEVICE_CACHE);
            }
        }
        for (NamespaceEvent.Sampled look : evidence.all(NamespaceEvent.Sampled.class)) {
            if (look.found().path() != ReadPath.DIRECT) {
                out.add(NotProved.DEVICE_CACHE);
            }
        }
        for (DriveEvent.SamplingFinished look : evidence.all(DriveEvent.SamplingFinished.class)) {
            if (look.path() != ReadPath.DIRECT) {
                out.add(NotProved.DEVICE_CACHE);
            }
        }
        return List.copyOf(out);
    }

    /** Findings only ever lower the answer. */
    private void lower(Level atMost, Reason reason) {
        if (level.compareTo(atMost) < 0) {
            level = atMost;
        }
        reasons.add(reason);
    }
}
