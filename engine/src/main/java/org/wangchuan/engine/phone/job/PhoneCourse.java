package org.wangchuan.engine.phone.job;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.technique.Condition;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.verdict.LastingRules;

/**
 * The course of an erasure as a pure function of what is recorded: what is due next. What can't be undone (a reset, a fill) is due only while the phone that
 * hangs there is known to be the one to whose erasure the owner agreed. Once another was seen, nothing is due but the end: a record of two phones proves
 * nothing of either.
 */
public final class PhoneCourse {
    /**
     * A phone that comes back as it was is set off again, so often in all; more is no erasure that will still happen. A cable that was only pulled counts, too. A
     * choice, no rule of anybody's.
     */
    static final int SET_OFFS_MAX = 5;

    /** A fill that broke off goes on, so often in all. A choice as well. */
    static final int FILLS_MAX = 3;

    private final PhoneHistory history;

    /** Whether it was filled, for better or worse, before it was set off the last time. */
    private final boolean isFillOver;

    private PhoneCourse(PhoneHistory history) {
        this.isFillOver = isFillOver(history.events());
        this.history = current(history);
    }

    /** Without a fill that was not done when it was reset once more: what was read before that is of before that. */
    static PhoneHistory current(PhoneHistory history) {
        List<PhoneEvent> events = history.events();
        int last = events.size() - 1;
        while (last >= 0 && !(events.get(last) instanceof PhoneEvent.SetOff)) {
            last--;
        }
        if (last < 0 || isFillOver(events)) {
            return history;
        }
        List<PhoneEvent> out = new ArrayList<>(events);
        out.subList(0, last).removeIf(PhoneEvent.Filled.class::isInstance);
        return new PhoneHistory(out);
    }

    /** What is due after these events, which stand in an order that a record can have and have a head. */
    public static PhoneStep step(List<PhoneEvent> events) {
        return new PhoneCourse(new PhoneHistory(events)).step();
    }

    /**
     * Whether what the cable told last of what hangs there is of the phone to whose erasure the owner agreed; before that, whether it is known by anything.
     * {@code OTHER} if another was seen at any time; {@code UNKNOWN} from when its number was found to be that of several, or its system told
     * another.
     */
    public static Sameness sameness(PhoneHistory history) {
        if (history.isOtherSeen()) {
            return Sameness.OTHER;
        }
        if (history.isNumberWorthless()) {
            return Sameness.UNKNOWN;
        }
        return history.lastOnCable()
                .map(seen -> seen.identity().compared(expected(history)))
                .orElse(Sameness.UNKNOWN);
    }

    /** By what it has to be known: what was set off, what was agreed to, or what was seen. By nothing that there is while it may be another phone under this one's number. */
    static PhoneIdentity expected(PhoneHistory history) {
        if (history.isNameDoubtfulNow()) {
            return PhoneIdentity.NONE;
        }
        return history.isConsented() && !history.isSetOff() ? history.consentedTo() : history.identity();
    }

    /**
     * Whether nothing was set off and nobody knows by its names whether it is still the one that was seen before, or its system told another number than its
     * descriptors show: no other reading ends that doubt, and there is nothing to prove yet.
     */
    public static boolean isDoubtfulBefore(PhoneHistory history) {
        return !history.isSetOff() && (history.isNameDoubtfulNow() || history.isNumberContradicted());
    }

    /** What of the way's signs is not shown yet by what was seen since it is back; none before a way is chosen. */
    static List<Condition> stillToShow(PhoneHistory history) {
        Facts after = current(history).factsAfter();
        return history.technique().map(PhoneTechnique::shows).orElse(List.of()).stream()
                .filter(shown -> shown.in(after) != Condition.State.HOLDS)
                .toList();
    }

    private PhoneStep step() {
        if (history.isClosed()) {
            return PhoneStep.CLOSED;
        }
        Sameness sameness = sameness(history);
        if (sameness == Sameness.OTHER || isDoubtfulBefore(history)) {
            return PhoneStep.CLOSE;
        }
        boolean isSame = sameness == Sameness.SAME;
        if (!history.isConsented()) {
            return isSame ? PhoneStep.CONSENT : PhoneStep.LOOK;
        }
        Optional<PhoneTechnique> technique = history.technique();
        if (technique.isEmpty()) {
            return isSame && isToldSinceConsent() ? PhoneStep.CHOOSE : PhoneStep.READ;
        }
        if (!history.isSetOff()) {
            // What hangs there is not looked at any more then.
            return isSame && !isOtherwise(technique.get()) ? PhoneStep.SET_OFF : PhoneStep.CLOSE;
        }
        if (history.isGone()) {
            return PhoneStep.AWAIT_BACK;
        }
        if (technique.get().goes() && isSetOffSinceBack()) {
            return PhoneStep.AWAIT_GONE;
        }
        if (technique.get().by() == PhoneTechnique.By.HAND && isInRecovery()) {
            return PhoneStep.AWAIT_GONE; // only its system, to which it starts from there, shows what came of the reset
        }
        return onceBack(technique.get(), isSame);
    }

    /**
     * Whether what is waited for to leave was back since it was last set off, so that it may be in its system by now. Where its recovery bears another name it has to be
     * plugged in again all the same: only the next time on the cable tells its system from that.
     */
    static boolean isPerhapsThrough(PhoneHistory history) {
        Optional<PhoneEvent> move =
                history.events().stream().filter(PhoneCourse::isMove).reduce((_, later) -> later);
        return move.filter(PhoneEvent.Back.class::isInstance).isPresent() && !history.isNameDoubtfulNow();
    }

    private boolean isInRecovery() {
        return history.lastOnCable().stream()
                .flatMap(seen -> seen.facts().all().stream())
                .anyMatch(fact -> fact.property() == Property.MODE
                        && fact.source() == Source.ADB
                        && fact.value().equals("recovery"));
    }

    private PhoneStep onceBack(PhoneTechnique technique, boolean isSame) {
        if (!isSame) {
            return isObserved() ? PhoneStep.CLOSE : PhoneStep.READ_AGAIN;
        }
        if (technique.fills() && isFillOver) {
            return end();
        }
        if (isOtherwise(technique)) {
            return end();
        }
        if (isNotReset(technique)) {
            return timesSetOff() < SET_OFFS_MAX && !isSystemDoubtful() ? PhoneStep.SET_OFF : end();
        }
        if (technique.fills()) {
            return fill();
        }
        boolean isMoreToTell = stillToShow(history).stream().anyMatch(PhoneCourse::isForTheCable);
        return isMoreToTell && !isObserved() ? PhoneStep.READ_AGAIN : end();
    }

    private PhoneStep fill() {
        if (isDone(fillsSinceSetOff())) {
            return PhoneStep.SET_OFF_AGAIN;
        }
        if (stillToShow(history).isEmpty()) {
            return PhoneStep.FILL;
        }
        return isObserved() ? PhoneStep.CLOSE : PhoneStep.READ_AGAIN;
    }

    private PhoneStep end() {
        return isObserved() ? PhoneStep.CLOSE : PhoneStep.OBSERVE;
    }

    private static boolean isForTheCable(Condition condition) {
        return switch (condition.trust()) {
            case SAID, SEEN -> false;
            case DOUBTFUL, SHOWN, ATTESTED -> true;
        };
    }

    private boolean isToldSinceConsent() {
        List<PhoneEvent> events = history.events();
        for (int i = events.size() - 1; i >= 0 && !(events.get(i) instanceof PhoneEvent.Consented); i--) {
            if (events.get(i) instanceof PhoneEvent.Seen seen && !seen.isByPeople()) {
                return true;
            }
        }
        return false;
    }

    /** Whether people said what they see since it was last plugged in. */
    private boolean isObserved() {
        List<PhoneEvent> events = history.events();
        for (int i = events.size() - 1; i >= 0 && !isMove(events.get(i)); i--) {
            if (events.get(i) instanceof PhoneEvent.Seen seen && seen.isByPeople()) {
                return true;
            }
        }
        return false;
    }

    private boolean isSetOffSinceBack() {
        return history.events().stream()
                .filter(PhoneCourse::isMove)
                .reduce((_, later) -> later)
                .filter(PhoneEvent.SetOff.class::isInstance)
                .isPresent();
    }

    private static boolean isMove(PhoneEvent event) {
        return event instanceof PhoneEvent.SetOff
                || event instanceof PhoneEvent.Gone
                || event instanceof PhoneEvent.Back;
    }

    /** A command and its answer, or one that was sent once more before anything came of it, are one time. */
    private long timesSetOff() {
        long times = 0;
        boolean isAlready = false;
        for (PhoneEvent event : history.events()) {
            if (event instanceof PhoneEvent.SetOff) {
                times += isAlready ? 0 : 1;
                isAlready = true;
            } else if (isMove(event)) {
                isAlready = false;
            }
        }
        return times;
    }

    /** What no reset changes is otherwise: another phone of the same number may have answered, and that one is left alone. */
    private boolean isOtherwise(PhoneTechnique technique) {
        return LastingRules.isOtherwise(history.seen(), LastingRules.isEncryptionNeeded(technique));
    }

    /** It came back otherwise than after a reset: what a reset takes away is there, or another sign of it speaks against it, whoever saw it. */
    private boolean isNotReset(PhoneTechnique technique) {
        return history.everSince().stream()
                .map(PhoneEvent.Seen::facts)
                .anyMatch(facts -> facts.isAsBefore()
                        || technique.shows().stream().anyMatch(sign -> sign.in(facts) == Condition.State.CONTRADICTED));
    }

    /** Another reset makes no system honest. */
    private boolean isSystemDoubtful() {
        return history.isAttestedAgainst()
                || history.everSince().stream().anyMatch(seen -> seen.facts().isSystemDoubtful());
    }

    private List<FillOutcome> fillsSinceSetOff() {
        List<FillOutcome> out = new ArrayList<>();
        for (PhoneEvent event : history.events()) {
            if (event instanceof PhoneEvent.SetOff) {
                out.clear();
            } else if (event instanceof PhoneEvent.Filled filled) {
                out.add(filled.outcome());
            }
        }
        return out;
    }

    private static boolean isFillOver(List<PhoneEvent> events) {
        List<FillOutcome> fills = new ArrayList<>();
        for (PhoneEvent event : events) {
            if (event instanceof PhoneEvent.Filled filled) {
                fills.add(filled.outcome());
            } else if (event instanceof PhoneEvent.SetOff) {
                if (isDone(fills)) {
                    return true;
                }
                fills.clear();
            }
        }
        return false;
    }

    /** Whole, or as often as is tried, or with files that were not as they must be: those stay so, however often they are read. */
    private static boolean isDone(List<FillOutcome> fills) {
        return !fills.isEmpty()
                && (fills.size() >= FILLS_MAX
                        || fills.getLast().isWhole()
                        || !fills.getLast().wrong().isEmpty());
    }
}
