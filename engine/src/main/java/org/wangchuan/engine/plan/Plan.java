package org.wangchuan.engine.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * What would be done to a medium under a policy.
 *
 * @param effectiveClass the class whose rules apply
 * @param verify how much is read back of the passes; of a drive that erases itself, and is not overwritten as well, samples, or more where its technique asks for that
 * @param hiddenAreas what the drive hides, in the order in which it is taken away, before anything is erased; empty if nothing is
 * @param parts the other parts of an eMMC that somebody chose, in the order in which they are erased, before the rest; empty if none is
 * @param techniques in the order in which they are applied: of the drive's own the first, the others only if it is refused; then overwriting, or only if they came to nothing
 * @param passes of the overwriting technique; empty if there is none
 * @param leftOut what is not applied, and why
 * @param obstacles why the policy can't be satisfied; if there is any, nothing may be started
 */
public record Plan(
        Policy policy,
        MediumClass effectiveClass,
        VerifyMode verify,
        List<HiddenAreaStep> hiddenAreas,
        List<PartStep> parts,
        List<Technique> techniques,
        List<PassSpec> passes,
        List<LeftOut> leftOut,
        List<Unsatisfiable> obstacles) {

    private static final String OPEN_ZH = "清除之后，以下条款仍为待定，须由有资格的人员说明理由后判定，在此之前规则不算满足：";
    private static final String OPEN_EN =
            "this clause stays open afterwards, and the rule set is not met until a qualified person has decided about it, with reasons: ";

    public Plan {
        hiddenAreas = List.copyOf(hiddenAreas);
        parts = List.copyOf(parts);
        techniques = List.copyOf(techniques);
        passes = List.copyOf(passes);
        leftOut = List.copyOf(leftOut);
        obstacles = List.copyOf(obstacles);
    }

    /** One that erases no other part of a device. */
    public Plan(
            Policy policy,
            MediumClass effectiveClass,
            VerifyMode verify,
            List<HiddenAreaStep> hiddenAreas,
            List<Technique> techniques,
            List<PassSpec> passes,
            List<LeftOut> leftOut,
            List<Unsatisfiable> obstacles) {
        this(policy, effectiveClass, verify, hiddenAreas, List.of(), techniques, passes, leftOut, obstacles);
    }

    /** A part of an eMMC that is erased with it, and what a person should know of that. */
    public record PartStep(CardPart part, BilingualText reason) {}

    /** A kind of hidden area that is taken away, and why. It changes the drive for good. */
    public record HiddenAreaStep(HiddenAreaKind kind, long hiddenBytes, BilingualText reason) {}

    /**
     * A reason, known beforehand, why the policy can't be satisfied here. Codes are stable.
     *
     * @param reason in words that are right wherever they are read: at a terminal, at a station, or on a page
     * @param wayOn what would be a way on; whoever shows the reason may say how it is taken
     */
    public record Unsatisfiable(String code, BilingualText reason, WayOn wayOn) {
        /** One whose reason says all that there is to say. */
        public Unsatisfiable(String code, BilingualText reason) {
            this(code, reason, WayOn.AS_SAID);
        }
    }

    /** Where the policy can't be satisfied. */
    public enum WayOn {
        /** What the reason says. */
        AS_SAID,
        /** To erase the medium all the same, which proves less. */
        TRY,
        /** Another rule set, one that overwrites: under this one nothing would be done, however much it is wanted. */
        OVERWRITING_RULES
    }

    /** Ids of the drive's own ways that the policy names and that are left out only because the drive is frozen until its power was off. */
    public List<String> frozenIds() {
        return leftOut.stream().filter(LeftOut::frozen).map(LeftOut::id).toList();
    }

    /**
     * Seconds from the first command to the end of the last pass: the first of the drive's own ways, for the next is tried only if that is refused, and
     * the passes that follow in any case. Empty if somebody should say one of these and does not, or names only the least.
     */
    public OptionalLong estimatedSeconds() {
        List<Technique> due = new ArrayList<>(
                techniques.stream().filter(one -> isOwn(one.id())).limit(1).toList());
        if (!overwritesOnlyIfNeeded()) {
            techniques.stream().filter(one -> !isOwn(one.id())).forEach(due::add);
        }
        boolean known = due.stream()
                .allMatch(one -> one.time()
                        .filter(time -> time.basis() != PlannedTime.Basis.DRIVE_AT_LEAST)
                        .isPresent());
        return known && !due.isEmpty()
                ? OptionalLong.of(due.stream()
                        .mapToLong(one -> one.estimatedSeconds().orElseThrow())
                        .sum())
                : OptionalLong.empty();
    }

    /**
     * Clauses that no evidence will decide if the first of the drive's own ways does all that it can: a person has to, with reasons. Passes that follow in any case
     * make good what a key leaves open, as far as they reach.
     */
    public List<Clause> openClauses() {
        boolean overwritten = !passes.isEmpty() && !overwritesOnlyIfNeeded();
        boolean byKey = techniques.stream()
                .limit(1)
                .flatMap(first -> NativeTechnique.of(first.id()).stream())
                .filter(NativeTechnique::mayRestOnAKey)
                .anyMatch(first -> !overwritten || first.reaches() == SanitizationLevel.PURGED);
        return byKey
                ? policy.clauses().stream()
                        .filter(clause -> clause.needs() instanceof Requirement.CryptographicEraseConditions)
                        .toList()
                : List.of();
    }

    /** The same in a sentence; empty if there is none. */
    public Optional<BilingualText> leftOpen() {
        List<BilingualText> open = openClauses().stream().map(Clause::text).toList();
        return open.isEmpty()
                ? Optional.empty()
                : Optional.of(new BilingualText(
                        open.stream().map(text -> "“" + text.zh() + "”").collect(Collectors.joining("、", OPEN_ZH, "")),
                        open.stream()
                                .map(text -> "“" + text.en() + "”")
                                .collect(Collectors.joining(", ", OPEN_EN, ""))));
    }

    private static boolean isOwn(String id) {
        return NativeTechnique.of(id).isPresent();
    }

    /** Ids of the hidden areas that are taken away within the job, in order. */
    public List<String> hiddenAreaIds() {
        return hiddenAreas.stream()
                .map(HiddenAreaStep::kind)
                .filter(HiddenAreaKind::withinJob)
                .map(HiddenAreaKind::id)
                .toList();
    }

    /** Whether something comes before the job itself: a SAS drive is told to show all that it has. */
    public boolean showsAllFirst() {
        return hiddenAreas.stream().anyMatch(step -> !step.kind().withinJob());
    }

    /** The same once that is done, whatever came of it. */
    public Plan afterShowingAll() {
        return new Plan(
                policy,
                effectiveClass,
                verify,
                hiddenAreas.stream().filter(step -> step.kind().withinJob()).toList(),
                parts,
                techniques,
                passes,
                leftOut,
                obstacles);
    }

    /** Ids of the other parts that are erased, in order. */
    public List<String> partIds() {
        return parts.stream().map(step -> step.part().id()).toList();
    }

    /** The kernel's names for them, in order. */
    public List<String> partNames() {
        return parts.stream().map(step -> step.part().name()).toList();
    }

    /** Ids of the drive's own ways, in the order in which they are tried; empty for overwriting only. */
    public List<String> nativeIds() {
        return techniques.stream().map(Technique::id).filter(Plan::isOwn).toList();
    }

    /** Whether the passes follow only if the drive's own ways come to nothing. */
    public boolean overwritesOnlyIfNeeded() {
        return policy.overwritesOnlyIfNeeded(nativeIds());
    }

    /** Whether the policy can be satisfied, as far as can be known beforehand. */
    public boolean satisfiable() {
        return obstacles.isEmpty();
    }
}
