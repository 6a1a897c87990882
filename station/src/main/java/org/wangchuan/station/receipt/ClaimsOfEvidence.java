package org.wangchuan.station.receipt;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.HiddenOutcome;
import org.wangchuan.engine.verdict.NativeOutcome;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;

/**
 * Says in the words of a statement what the evidence shows. A translation and nothing else: verdict and
 * conformity are computed by the engine from the same evidence.
 */
public final class ClaimsOfEvidence {
    private final Evidence evidence;
    private final Verdict verdict;

    private ClaimsOfEvidence(Evidence evidence) {
        this.evidence = evidence;
        this.verdict = VerdictRules.judge(evidence);
    }

    /** What a clearing statement always shows. */
    public static ClearingClaims claims(Evidence evidence, UUID start) {
        return new ClaimsOfEvidence(evidence).claims(start);
    }

    /** What a clearing statement shows to its holder. */
    public static Disclosed disclosed(Evidence evidence, Optional<String> assetTag) {
        ClaimsOfEvidence claims = new ClaimsOfEvidence(evidence);
        return Disclosed.ofClearing(target(evidence.wholeMedium()), claims.work(), assetTag.map(Asset::new));
    }

    /** What is about to be erased, or was. */
    public static Target target(MediumFacts medium) {
        Target.MediumClassSource source = medium.classIsDeclared()
                ? Target.MediumClassSource.DECLARED
                : switch (medium.seenClass()) {
                    case MAGNETIC, FLASH -> Target.MediumClassSource.DEVICE;
                    case UNKNOWN, IMAGE -> Target.MediumClassSource.NONE;
                };
        return new Target(
                medium.scope() == MediumFacts.Scope.FILE ? Target.Kind.IMAGE : Target.Kind.BLOCK,
                medium.name(),
                medium.model(),
                medium.serial(),
                medium.firmware(),
                medium.wwn(),
                medium.capacityBytes(),
                medium.blockBytes(),
                medium.bus(),
                same(Target.MediumClass.class, medium.effectiveClass()),
                source);
    }

    private ClearingClaims claims(UUID start) {
        Policy policy = VerdictRules.policyOf(evidence);
        List<ClearingClaims.Clause> clauses = new ArrayList<>();
        for (ClauseState clause : ConformityRules.judge(evidence)) {
            clauses.add(new ClearingClaims.Clause(
                    clause.clause().id(),
                    same(ClearingClaims.Clause.State.class, clause.state()),
                    clause.clause().source()));
        }
        List<NotProved> notProved = new ArrayList<>();
        for (Verdict.NotProved code : verdict.notProved()) {
            notProved.add(same(NotProved.class, code));
        }
        // What a station alone never shows, whatever the evidence.
        notProved.add(NotProved.TIME_NOT_WITNESSED);
        notProved.add(NotProved.OWNER_PRESENCE);
        byte[] bytes = evidence.bytes();
        return new ClearingClaims(
                start,
                same(org.wangchuan.proof.statement.Verdict.class, verdict.level()),
                new ClearingClaims.Policy(
                        policy.id(),
                        String.valueOf(policy.version()),
                        Bytes32.sha256(org.wangchuan.canonical.CanonicalJson.write(policy.document()))),
                clauses,
                org.wangchuan.proof.statement.Evidence.of(bytes),
                notProved);
    }

    private Work work() {
        Event.Opened opened = evidence.the(Event.Opened.class);
        List<Pass> passes = new ArrayList<>();
        for (Event.PassStarted started : evidence.all(Event.PassStarted.class)) {
            evidence.passFinished(started.pass()).ifPresent(finished -> passes.add(pass(started, finished)));
        }
        Event.HiddenAreas hidden = HiddenOutcome.of(evidence);
        return new Work(
                opened.tool(),
                Instant.parse(opened.at()),
                Instant.parse(evidence.all(Event.Closed.class).getLast().at()),
                passes,
                verification(),
                verdict.unreachable().stream()
                        .map(range -> new Range(range.offset(), range.length()))
                        .toList(),
                new HiddenAreas(
                        same(HiddenAreas.State.class, hidden.state()),
                        hidden.detail().isEmpty() ? Optional.empty() : Optional.of(hidden.detail())),
                evidence.interruptions(),
                Work.Residue.NOT_RUN,
                NativeOutcome.of(evidence).map(ClaimsOfEvidence::byItself));
    }

    private static NativeErase byItself(NativeOutcome outcome) {
        return new NativeErase(
                same(NativeErase.Technique.class, outcome.technique()),
                outcome.attempts(),
                same(NativeErase.Said.class, outcome.said()),
                outcome.durationMillis(),
                outcome.canaryBytes(),
                outcome.canaryBytesFound());
    }

    private static Pass pass(Event.PassStarted started, Event.PassFinished finished) {
        return new Pass(
                same(Pass.Pattern.class, started.pattern()),
                finished.bytesWritten(),
                finished.durationMillis(),
                finished.unwritten().stream()
                        .map(error -> new Pass.WriteError(
                                error.range().offset(), error.range().length(), error.errno()))
                        .toList());
    }

    /** The last verification: the state in which the medium was left. Earlier ones stand in the evidence. */
    private Verification verification() {
        Event.PlanChosen plan = evidence.plan();
        Event.VerificationFinished last = null;
        for (int pass = 1; pass <= plan.passes().size(); pass++) {
            PassSpec spec = plan.passes().get(pass - 1);
            if (spec.verify()) {
                last = evidence.verificationFinished(pass).orElse(last);
            }
        }
        List<DriveEvent.SamplingFinished> looks = evidence.all(DriveEvent.SamplingFinished.class);
        if (last == null && !looks.isEmpty()) {
            DriveEvent.SamplingFinished look = looks.getLast();
            // A card that erased itself is read whole: no sample was drawn then, and none is named.
            boolean sampled = !plan.passes().isEmpty() || verdict.notProved().contains(Verdict.NotProved.SAMPLED_ONLY);
            return new Verification(
                    sampled ? Verification.Mode.SAMPLE : Verification.Mode.FULL,
                    same(Verification.Path.class, look.path()),
                    look.bytesRead(),
                    List.of(),
                    0,
                    Optional.of(evidence.all(DriveEvent.SamplingStarted.class)
                                    .getLast()
                                    .seed())
                            .filter(_ -> sampled));
        }
        if (last == null) {
            return new Verification(
                    Verification.Mode.NONE, Verification.Path.DEVICE_CACHE, 0, List.of(), 0, Optional.empty());
        }
        Optional<String> seed = Optional.empty();
        for (Event.VerificationStarted started : evidence.all(Event.VerificationStarted.class)) {
            if (started.pass() == last.pass()) {
                seed = started.seed();
            }
        }
        return new Verification(
                same(Verification.Mode.class, evidence.readBackMode(last.pass())),
                same(Verification.Path.class, last.path()),
                last.bytesRead(),
                last.mismatches().stream()
                        .map(range -> new Range(range.offset(), range.length()))
                        .toList(),
                last.mismatchedBytes(),
                seed);
    }

    /** The same word in another vocabulary; both spell it alike on the wire. */
    private static <E extends Enum<E>> E same(Class<E> type, Enum<?> word) {
        for (E constant : type.getEnumConstants()) {
            if (Json.wireName(constant).equals(Json.wireName(word))) {
                return constant;
            }
        }
        throw new IllegalStateException("no word in " + type.getSimpleName() + " for " + Json.wireName(word));
    }
}
