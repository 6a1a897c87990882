package org.wangchuan.engine.phone.verdict;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fact.Trust;
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
    /** What no reset changes: a phone that says otherwise afterwards said it wrong once, and nobody knows when. */
    private static final Set<Property> LASTING = Set.of(Property.SYSTEM, Property.ENCRYPTION);

    /** While any of these holds nobody knows that what people look at is this phone, reset: what they see then of its setup says nothing of its lock. */
    private static final Set<Reason> NOT_SHOWN_RESET = Set.of(
            Reason.STILL_AS_BEFORE,
            Reason.OTHER_PHONE,
            Reason.NOT_BACK,
            Reason.NEVER_GONE,
            Reason.IDENTITY_UNKNOWN,
            Reason.AFTER_UNKNOWN,
            Reason.AFTER_CONTRADICTED,
            Reason.SECOND_SYSTEM,
            Reason.OTHERWISE_THAN_BEFORE);

    /** By its own word what lies in its storage is nothing to anybody without its keys: by either of these. */
    private static final Condition ENCRYPTED =
            new Condition(Property.ENCRYPTION, List.of("file-based", "full-disk"), Trust.SHOWN);

    private static final Condition METADATA_ENCRYPTED =
            new Condition(Property.METADATA_ENCRYPTION, List.of("yes"), Trust.SHOWN);

    private final PhoneEvidence evidence;
    private final PhoneIdentity known;
    private final List<PhoneEvent.Seen> before;
    private final List<PhoneEvent.Seen> ever;
    private final Facts factsBefore;
    private final Facts factsAfter;
    private final Set<Reason> reasons = EnumSet.noneOf(Reason.class);
    private Level level = Level.FAILED;

    private PhoneVerdictRules(PhoneEvidence evidence) {
        this.evidence = evidence;
        this.known = evidence.identity();
        this.before = evidence.before();
        this.ever = evidence.everSince();
        this.factsBefore = evidence.history().factsBefore();
        this.factsAfter = evidence.history().factsAfter();
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
        if (RecordClock.wentBack(evidence.events())) {
            lower(Level.UNPROVEN, Reason.CLOCK_WENT_BACK);
        }
        boolean isReset = evidence.isBack() && Collections.disjoint(reasons, NOT_SHOWN_RESET);
        LockRules lock = new LockRules(evidence.history(), isReset, this::isSame);
        return new PhoneVerdict(
                level, tier(chosen), lock.answer(), List.copyOf(reasons), lock.reasons(), notProved(chosen));
    }

    private void judgeErasure(PhoneTechnique technique) {
        level = technique.reaches().map(PhoneVerdictRules::level).orElse(Level.UNPROVEN);
        if (technique.reaches().isEmpty()) {
            reasons.add(Reason.WAY_SHOWS_TOO_LITTLE);
        }
        judgeIdentity(technique);
        judgeCourse(technique);
        for (Condition need : technique.needs()) {
            if (isAgainst(need, before) || (LASTING.contains(need.property()) && isAgainst(need, ever))) {
                lower(Level.UNPROVEN, Reason.NEEDS_CONTRADICTED);
            } else if (need.in(factsBefore) != Condition.State.HOLDS) {
                lower(Level.UNPROVEN, Reason.NEEDS_UNKNOWN);
            }
        }
        if (technique.reaches().isPresent()
                && evidence.history().seen().stream()
                        .anyMatch(seen -> seen.facts().isSystemSaid())) {
            // They are asked where it is not read, and then it is not read any more: of what has both, nobody knows how
            // it came about.
            lower(Level.UNPROVEN, Reason.NEEDS_UNKNOWN);
        }
        for (Condition shown : technique.shows()) {
            if (isAgainst(shown, ever)) {
                lower(Level.UNPROVEN, Reason.AFTER_CONTRADICTED);
            } else if (shown.in(factsAfter) != Condition.State.HOLDS) {
                lower(Level.UNPROVEN, Reason.AFTER_UNKNOWN);
            }
        }
        boolean isCablesWordNeeded = technique.shows().stream().anyMatch(shown -> shown.trust() == Trust.SHOWN);
        if (isCablesWordNeeded
                && (evidence.history().isAttestedAgainst()
                        || evidence.history().seen().stream()
                                .anyMatch(seen -> seen.facts().isSystemDoubtful()))) {
            lower(Level.UNPROVEN, Reason.SYSTEM_DOUBTFUL);
        }
        if (technique.fills()) {
            judgeFill();
        }
        if (SecondSystemRules.isAny(evidence.history())) {
            lower(Level.UNPROVEN, Reason.SECOND_SYSTEM);
        }
        if (LastingRules.isOtherwise(evidence.history().seen(), restsOnEncryption(technique))
                || UpdateRules.isOtherwise(evidence.history())
                || SilenceRules.isSilentOnce(evidence.history(), technique)) {
            lower(Level.UNPROVEN, Reason.OTHERWISE_THAN_BEFORE);
        }
        // Whatever way it was: what a reset takes away and is there proves that there was none.
        if (ever.stream().anyMatch(seen -> seen.facts().isAsBefore())
                || evidence.history().isStillAsBefore()) {
            lower(Level.FAILED, Reason.STILL_AS_BEFORE);
        }
    }

    /** By what the way needs, or because the fill did not go over most of it. */
    private boolean restsOnEncryption(PhoneTechnique technique) {
        return LastingRules.isEncryptionNeeded(technique)
                || (technique.fills()
                        && evidence.filled()
                                .filter(outcome -> !outcome.isMostOfIt())
                                .isPresent());
    }

    /** What any of them says against it counts, whoever it is that was seen, and whatever a later one says. */
    private static boolean isAgainst(Condition condition, List<PhoneEvent.Seen> some) {
        return some.stream().anyMatch(seen -> condition.in(seen.facts()) == Condition.State.CONTRADICTED);
    }

    private static Level level(SanitizationLevel reaches) {
        return switch (reaches) {
            case PURGED -> Level.PURGED;
            case CLEARED -> Level.CLEARED;
        };
    }

    private void judgeIdentity(PhoneTechnique technique) {
        if (evidence.history().isOtherSeen()) {
            lower(Level.FAILED, Reason.OTHER_PHONE);
        } else if (evidence.history().isNumberWorthless()
                || evidence.history().isNameDoubtful()
                || SilenceRules.isNumberSilentOnce(evidence.history(), technique)
                || evidence.after().stream().noneMatch(seen -> seen.identity().compared(known) == Sameness.SAME)) {
            lower(Level.UNPROVEN, Reason.IDENTITY_UNKNOWN);
        }
    }

    private void judgeCourse(PhoneTechnique technique) {
        if (evidence.isGone()) {
            lower(Level.UNPROVEN, Reason.NOT_BACK);
        } else if (technique.goes() && !evidence.isBack()) {
            lower(Level.UNPROVEN, Reason.NEVER_GONE);
        }
        if (technique.fills() && evidence.filled().isPresent()) {
            judgeLastReset();
        }
    }

    /** What a fill leaves the last reset takes away: that it was set off once more shows as little as the first time that it happened. */
    private void judgeLastReset() {
        Optional<List<PhoneEvent.Seen>> last = evidence.history().afterFill();
        if (last.isEmpty()) {
            lower(Level.UNPROVEN, evidence.isGone() ? Reason.NOT_BACK : Reason.NEVER_GONE);
        } else if (last.get().stream().noneMatch(this::isItsOwn)) {
            lower(Level.UNPROVEN, Reason.IDENTITY_UNKNOWN);
        }
    }

    /** Whether the cable told it, of what is known to be this phone. */
    private boolean isItsOwn(PhoneEvent.Seen seen) {
        return !seen.isByPeople() && isSame(seen);
    }

    private boolean isSame(PhoneEvent.Seen seen) {
        return !evidence.history().isNumberWorthless() && seen.identity().compared(known) == Sameness.SAME;
    }

    private void judgeFill() {
        // Another fill does not undo what the first one found.
        if (evidence.history().fills().stream().anyMatch(one -> !one.wrong().isEmpty())) {
            lower(Level.FAILED, Reason.MISMATCH);
        }
        Optional<FillOutcome> filled = evidence.filled();
        if (filled.isEmpty() || !filled.get().isFull()) {
            lower(Level.UNPROVEN, Reason.NOT_FILLED);
            return;
        }
        // The accounts are of what hung there then, and not of what came after it.
        if (evidence.history().filledOne().compared(known) != Sameness.SAME) {
            lower(Level.UNPROVEN, Reason.IDENTITY_UNKNOWN);
        }
        FillOutcome outcome = filled.get();
        if (!outcome.isWhole()) {
            lower(Level.UNPROVEN, Reason.ACCOUNTS_DO_NOT_ADD_UP);
        }
        if (!outcome.isMostOfIt() && !isEncrypted()) {
            lower(Level.UNPROVEN, Reason.TOO_LITTLE_FILLED);
        }
    }

    /** Whether it told so before it was reset, and nothing says otherwise: what a fill did not write over rests on that. */
    private boolean isEncrypted() {
        List<PhoneEvent.Seen> all = evidence.history().seen();
        return !isAgainst(ENCRYPTED, all)
                && (ENCRYPTED.in(factsBefore) == Condition.State.HOLDS
                        || (METADATA_ENCRYPTED.in(factsBefore) == Condition.State.HOLDS
                                && !isAgainst(METADATA_ENCRYPTED, all)));
    }

    private Tier tier(Optional<PhoneTechnique> chosen) {
        boolean isNone = chosen.isEmpty()
                || !evidence.isSetOff()
                || reasons.contains(Reason.STILL_AS_BEFORE)
                || reasons.contains(Reason.OTHER_PHONE)
                || reasons.contains(Reason.AFTER_CONTRADICTED);
        if (isNone) {
            return Tier.NONE;
        }
        List<Condition> shows = chosen.get().shows();
        boolean isTold = shows.stream()
                .allMatch(shown -> shown.in(factsAfter) == Condition.State.HOLDS
                        && factsAfter.of(shown.property(), Trust.SHOWN) instanceof Facts.Answer.Told);
        if (isTold) {
            return Tier.TOLD;
        }
        if (evidence.isBack() && !evidence.isGone() && !reasons.contains(Reason.IDENTITY_UNKNOWN)) {
            return Tier.ENUMERATED;
        }
        boolean isObserved = ever.stream()
                .flatMap(seen -> seen.facts().all().stream())
                .filter(fact -> fact.source() != Source.ATTESTED)
                .anyMatch(fact -> shows.stream()
                        .anyMatch(shown -> fact.property() == shown.property()
                                && shown.is().contains(fact.value())));
        return isObserved ? Tier.OBSERVED : Tier.NONE;
    }

    private List<NotProved> notProved(Optional<PhoneTechnique> chosen) {
        Set<NotProved> out =
                EnumSet.of(NotProved.PHONES_OWN_WORD, NotProved.SAME_DEVICE, NotProved.KEYS_DESTROYED, NotProved.CARDS);
        if (evidence.filled().isPresent()) {
            out.addAll(Set.of(NotProved.SPARE_CELLS, NotProved.PHONES_CACHE));
        }
        // What was made in a way from before there were terms is said in the words that there were (decision 0136).
        if (evidence.filled().isPresent()
                && chosen.filter(technique -> technique.fill().isPresent()).isPresent()) {
            if (!evidence.filled().get().isMostOfIt()) {
                out.add(NotProved.MOST_OVERWRITTEN);
            }
            if (!isLeftAsNew()) {
                out.add(NotProved.LEFT_AS_NEW);
            }
        }
        if (chosen.filter(technique -> !technique.isTried()).isPresent()) {
            out.add(NotProved.NEVER_TRIED);
        }
        return List.copyOf(out);
    }

    /** Whether it was seen to be reset behind its fill, and neither set up nor read over its debug bridge since: what it is then is as new, or full of the fill. */
    private boolean isLeftAsNew() {
        return evidence.history().afterFill().isPresent()
                && evidence.history().sinceLastReset().stream()
                        .flatMap(seen -> seen.facts().all().stream())
                        .noneMatch(fact -> fact.source() == Source.ADB
                                || (fact.property() == Property.SETUP
                                        && fact.value().equals("done")));
    }

    /** Findings only ever lower the answer. */
    private void lower(Level atMost, Reason reason) {
        if (level.compareTo(atMost) < 0) {
            level = atMost;
        }
        reasons.add(reason);
    }
}
