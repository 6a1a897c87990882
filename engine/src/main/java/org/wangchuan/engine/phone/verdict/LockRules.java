package org.wangchuan.engine.phone.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.LockReason;

/**
 * Whether an account or an organisation holds a phone. Anything that ever said so counts, of whatever was seen, also between two resets. That nothing
 * holds it, somebody has to have seen of what is known to be this phone once it was reset, and nobody otherwise: what a phone answers of itself has been "not
 * locked" on phones that were (libideviceactivation, issue 33).
 */
final class LockRules {
    private final Set<LockReason> reasons = EnumSet.noneOf(LockReason.class);
    private final List<PhoneEvent.Seen> all;
    private final List<PhoneEvent.Seen> before;
    private final List<PhoneEvent.Seen> since;
    private final Predicate<PhoneEvent.Seen> isItsOwn;
    private final boolean isOff;
    private final Lock answer;

    /**
     * What speaks against it counts of whatever was seen, what speaks for it only of what is known to be this phone.
     *
     * @param isReset whether the record shows that it was reset, and is there: only then tells anybody's look at its setup anything
     * @param isItsOwn whether what was seen then is known to be this phone
     */
    LockRules(PhoneHistory history, boolean isReset, Predicate<PhoneEvent.Seen> isItsOwn) {
        this.all = history.seen();
        this.before = history.before();
        this.since = history.everSince();
        this.isItsOwn = isItsOwn;
        boolean isOn = isSaid(since, Property.RESET_PROTECTION, "on");
        this.isOff = isReset && !isOn && isSeenOff(history.afterFill().orElse(since));
        // One that asked for an account before asks for it still, unless somebody saw that it does not.
        if (isOn || (!isOff && isSaid(all, Property.RESET_PROTECTION, "on"))) {
            reasons.add(LockReason.RESET_PROTECTION_ON);
        } else {
            reasons.add(isOff ? LockReason.RESET_PROTECTION_OFF : LockReason.RESET_PROTECTION_UNKNOWN);
        }
        judgeFinding();
        if (areAccountsLeft()) {
            reasons.add(LockReason.ACCOUNTS_LEFT);
        }
        ManagementRules.judge(history, isReset, isItsOwn).ifPresent(reasons::add);
        answer = answer(reasons);
    }

    private static Lock answer(Set<LockReason> reasons) {
        boolean isLocked = reasons.contains(LockReason.RESET_PROTECTION_ON)
                || reasons.contains(LockReason.FIND_DEVICE_ON)
                || reasons.contains(LockReason.ACCOUNTS_LEFT)
                || reasons.contains(LockReason.MANAGED);
        if (isLocked) {
            return Lock.LOCKED;
        }
        return reasons.contains(LockReason.RESET_PROTECTION_OFF) && !reasons.contains(LockReason.MANAGED_UNKNOWN)
                ? Lock.UNLOCKED
                : Lock.UNKNOWN;
    }

    private boolean isSeenOff(List<PhoneEvent.Seen> some) {
        return some.stream()
                .filter(isItsOwn)
                .flatMap(seen -> seen.facts().all().stream())
                .anyMatch(fact -> fact.property() == Property.RESET_PROTECTION
                        && fact.source() == Source.SEEN
                        && fact.value().equals("off"));
    }

    /**
     * What was on is off if it told that before it was reset. Neither what it tells afterwards counts, which has been wrong, nor that it asks for nobody's account: in the
     * first step of its setup each phone does so, and only where it is activated it would ask.
     */
    private void judgeFinding() {
        boolean isOn = isUncontradicted(
                all,
                before,
                fact -> fact.property() == Property.FIND_DEVICE && fact.value().equals("on"),
                "off");
        if (isOn) {
            reasons.add(LockReason.FIND_DEVICE_ON);
        } else if (isSaid(before, Property.FIND_DEVICE, "off")) {
            reasons.add(LockReason.FIND_DEVICE_OFF);
        }
    }

    /** One that was signed in before it was reset is gone if somebody saw so. One that was signed in since holds it once more, unless it was signed out. */
    private boolean areAccountsLeft() {
        Predicate<Fact> isAny =
                fact -> fact.property() == Property.ACCOUNTS && !fact.value().equals("0");
        boolean areAnySince = isUncontradicted(since, since, isAny, "0");
        boolean areAny =
                all.stream().flatMap(seen -> seen.facts().all().stream()).anyMatch(isAny);
        return areAnySince || (areAny && !isOff);
    }

    /**
     * Whether any of some says this, and none of others that comes later, is this phone's, and is worth as much, says the contrary.
     *
     * @param others these, or the first of these
     */
    private boolean isUncontradicted(
            List<PhoneEvent.Seen> some, List<PhoneEvent.Seen> others, Predicate<Fact> isIt, String contrary) {
        for (int i = 0; i < some.size(); i++) {
            List<PhoneEvent.Seen> later = others.subList(Math.min(i + 1, others.size()), others.size());
            for (Fact fact : some.get(i).facts().all()) {
                if (isIt.test(fact)
                        && later.stream()
                                .filter(isItsOwn)
                                .flatMap(one -> one.facts().all().stream())
                                .noneMatch(one -> one.property() == fact.property()
                                        && one.value().equals(contrary)
                                        && isWorthAsMuch(one.source(), fact.source()))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean isWorthAsMuch(Source one, Source other) {
        return one.isCable() || one == other || other == Source.SAID;
    }

    Lock answer() {
        return answer;
    }

    List<LockReason> reasons() {
        return List.copyOf(reasons);
    }

    private static boolean isSaid(List<PhoneEvent.Seen> some, Property property, String value) {
        return some.stream()
                .flatMap(seen -> seen.facts().all().stream())
                .anyMatch(fact -> fact.property() == property && fact.value().equals(value));
    }
}
