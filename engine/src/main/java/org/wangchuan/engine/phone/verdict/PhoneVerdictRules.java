package org.wangchuan.engine.phone.verdict;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.NotProved;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Tier;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.engine.verdict.Verdict.Level;

/**
 * The verdict on a phone as a pure function of recorded evidence: the same evidence gives the same verdict, here and years later. It starts from what
 * the technique can support at the most and lets every finding lower it. That a command was sent, or that somebody touched <i>erase</i>, raises
 * nothing.
 */
public final class PhoneVerdictRules {
    /** As for drives: more is no correction of a clock that was nearly right. */
    private static final Duration STEP_BACK_MAX = Duration.ofDays(1);

    private final PhoneEvidence evidence;
    private final Facts before;
    private final Facts after;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private Level level = Level.FAILED;

    private PhoneVerdictRules(PhoneEvidence evidence) {
        this.evidence = evidence;
        this.before = evidence.before();
        this.after = evidence.after();
    }

    /** The verdict that this evidence supports. */
    public static PhoneVerdict judge(PhoneEvidence evidence) {
        return new PhoneVerdictRules(evidence).judge();
    }

    private PhoneVerdict judge() {
        Optional<PhoneTechnique> chosen = evidence.technique();
        if (chosen.isEmpty() || !evidence.isSetOff()) {
            reasons.add(Reason.NOT_SET_OFF);
        } else {
            judgeErasure(chosen.get());
        }
        if (clockWentBack()) {
            lower(Level.UNPROVEN, Reason.CLOCK_WENT_BACK);
        }
        LockRules lock = new LockRules(before, after);
        return new PhoneVerdict(
                level, tier(chosen), lock.answer(), List.copyOf(reasons), lock.reasons(), notProved(chosen));
    }

    private void judgeErasure(PhoneTechnique technique) {
        level = technique.reaches().map(PhoneVerdictRules::level).orElse(Level.UNPROVEN);
        if (technique.reaches().isEmpty()) {
            reasons.add(Reason.WAY_SHOWS_TOO_LITTLE);
        }
        judgeIdentity();
        judgeCourse(technique);
        for (Condition need : technique.needs()) {
            switch (need.in(before)) {
                case HOLDS -> {}
                case UNKNOWN -> lower(Level.UNPROVEN, Reason.NEEDS_UNKNOWN);
                case CONTRADICTED -> lower(Level.UNPROVEN, Reason.NEEDS_CONTRADICTED);
            }
        }
        for (Condition shown : technique.shows()) {
            judgeAfter(shown);
        }
        if (technique.fills()) {
            judgeFill();
        }
        // Whatever way it was: what a reset takes away and is there proves that there was none.
        if (evidence.eachAfter().stream().anyMatch(PhoneVerdictRules::isAsBefore)) {
            lower(Level.FAILED, Reason.STILL_AS_BEFORE);
        }
    }

    private void judgeFill() {
        Optional<FillOutcome> filled = evidence.filled();
        if (filled.isEmpty() || !filled.get().isFull()) {
            lower(Level.UNPROVEN, Reason.NOT_FILLED);
            return;
        }
        FillOutcome outcome = filled.get();
        if (!outcome.wrong().isEmpty()) {
            lower(Level.FAILED, Reason.MISMATCH);
        }
        if (!outcome.isWhole()) {
            lower(Level.UNPROVEN, Reason.ACCOUNTS_DO_NOT_ADD_UP);
        }
    }

    private static Level level(SanitizationLevel reaches) {
        return switch (reaches) {
            case PURGED -> Level.PURGED;
            case CLEARED -> Level.CLEARED;
        };
    }

    private void judgeIdentity() {
        List<PhoneIdentity> all = evidence.identities();
        boolean isOther =
                all.stream().anyMatch(one -> all.stream().anyMatch(other -> one.compared(other) == Sameness.OTHER));
        if (isOther) {
            lower(Level.FAILED, Reason.OTHER_PHONE);
        } else if (evidence.identity().compared(evidence.identityAfter()) != Sameness.SAME) {
            lower(Level.UNPROVEN, Reason.IDENTITY_UNKNOWN);
        }
    }

    private void judgeCourse(PhoneTechnique technique) {
        if (evidence.isGone()) {
            lower(Level.UNPROVEN, Reason.NOT_BACK);
        } else if (technique.goes() && !evidence.isBack()) {
            lower(Level.UNPROVEN, Reason.NEVER_GONE);
        }
    }

    private void judgeAfter(Condition shown) {
        boolean isAgainst =
                evidence.eachAfter().stream().anyMatch(facts -> shown.in(facts) == Condition.State.CONTRADICTED);
        if (isAgainst) {
            lower(Level.UNPROVEN, Reason.AFTER_CONTRADICTED);
        } else if (shown.in(after) != Condition.State.HOLDS) {
            lower(Level.UNPROVEN, Reason.AFTER_UNKNOWN);
        }
    }

    /** A person may be wrong about it, so that only the cable's word says that it was not erased. */
    private static boolean isAsBefore(Facts facts) {
        return facts.all().stream().filter(fact -> fact.source().isCable()).anyMatch(fact -> switch (fact.property()) {
            case MARK -> fact.value().equals("present");
            case PERMISSION -> fact.value().equals("known");
            case DATA_BORN -> fact.value().equals("before");
            default -> false;
        });
    }

    private Tier tier(Optional<PhoneTechnique> chosen) {
        if (!evidence.isSetOff() || reasons.contains(Reason.STILL_AS_BEFORE) || reasons.contains(Reason.OTHER_PHONE)) {
            return Tier.NONE;
        }
        List<Fact> speaking = chosen.map(PhoneTechnique::shows).orElse(List.of()).stream()
                .flatMap(shown -> after.all().stream()
                        .filter(fact -> fact.property() == shown.property()
                                && shown.is().contains(fact.value())))
                .toList();
        if (isFromAll(chosen, speaking, Source.ATTESTED)) {
            return Tier.ATTESTED;
        }
        boolean isTold = chosen.filter(technique -> technique.shows().stream()
                        .allMatch(shown -> speaking.stream()
                                .anyMatch(fact -> fact.property() == shown.property()
                                        && fact.source().isCable())))
                .isPresent();
        if (isTold) {
            return Tier.TOLD;
        }
        if (evidence.isBack() && !reasons.contains(Reason.IDENTITY_UNKNOWN)) {
            return Tier.ENUMERATED;
        }
        return speaking.isEmpty() ? Tier.NONE : Tier.OBSERVED;
    }

    private static boolean isFromAll(Optional<PhoneTechnique> chosen, List<Fact> speaking, Source source) {
        return chosen.filter(technique -> technique.shows().stream()
                        .allMatch(shown -> speaking.stream()
                                .anyMatch(fact -> fact.property() == shown.property() && fact.source() == source)))
                .isPresent();
    }

    private List<NotProved> notProved(Optional<PhoneTechnique> chosen) {
        Set<NotProved> out = EnumSet.of(NotProved.KEYS_DESTROYED, NotProved.CARDS);
        if (evidence.filled().isPresent()) {
            out.addAll(Set.of(NotProved.SPARE_CELLS, NotProved.PHONES_CACHE));
        }
        if (after.all().stream().noneMatch(fact -> fact.source() == Source.ATTESTED)) {
            out.add(NotProved.PHONES_OWN_WORD);
        }
        if (chosen.filter(technique -> !technique.isTried()).isPresent()) {
            out.add(NotProved.NEVER_TRIED);
        }
        return List.copyOf(out);
    }

    private boolean clockWentBack() {
        Instant latest = Instant.MIN;
        for (PhoneEvent event : evidence.events()) {
            Optional<Instant> at = at(event).map(Instant::parse);
            if (at.isEmpty()) {
                continue;
            }
            if (at.get().plus(STEP_BACK_MAX).isBefore(latest)) {
                return true;
            }
            latest = latest.isAfter(at.get()) ? latest : at.get();
        }
        return false;
    }

    private static Optional<String> at(PhoneEvent event) {
        return switch (event) {
            case PhoneEvent.Opened e -> Optional.of(e.at());
            case PhoneEvent.Seen e -> Optional.of(e.at());
            case PhoneEvent.Consented e -> Optional.of(e.at());
            case PhoneEvent.SetOff e -> Optional.of(e.at());
            case PhoneEvent.Filled e -> Optional.of(e.at());
            case PhoneEvent.Gone e -> Optional.of(e.at());
            case PhoneEvent.Back e -> Optional.of(e.at());
            case PhoneEvent.Closed e -> Optional.of(e.at());
            case PhoneEvent.PolicyChosen _, PhoneEvent.TechniqueChosen _ -> Optional.empty();
        };
    }

    /** Findings only ever lower the answer. */
    private void lower(Level atMost, Reason reason) {
        if (level.compareTo(atMost) < 0) {
            level = atMost;
        }
        reasons.add(reason);
    }
}
