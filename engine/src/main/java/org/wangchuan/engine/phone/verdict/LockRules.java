package org.wangchuan.engine.phone.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.LockReason;

/**
 * Whether an account or an organisation holds a phone. Anything that ever said so counts. That nothing holds it, somebody has to have seen once it
 * was reset, and nobody otherwise: what a phone answers of itself has been "not locked" on phones that were (libideviceactivation, issue 33).
 */
final class LockRules {
    private final Set<LockReason> reasons = EnumSet.noneOf(LockReason.class);
    private final List<Facts> before;
    private final List<Facts> after;
    private final List<Facts> itsOwnAfter;
    private final Lock answer;

    /**
     * What speaks against it counts of whatever was seen, what speaks for it only of what is known to be this phone.
     *
     * @param before each time that something was seen before it was reset
     * @param after each time that something was seen since; none if nobody knows that it was reset
     * @param isItsOwn whether what was seen then is known to be this phone
     */
    LockRules(List<PhoneEvent.Seen> before, List<PhoneEvent.Seen> after, Predicate<PhoneEvent.Seen> isItsOwn) {
        this.before = facts(before, _ -> true);
        this.after = facts(after, _ -> true);
        this.itsOwnAfter = facts(after, isItsOwn);
        List<Facts> itsOwnBefore = facts(before, isItsOwn);
        boolean isOff = isOff();
        boolean isLocked = isLocked(isOff);
        boolean isUnmanaged =
                isSaid(itsOwnBefore, Property.MANAGED, "no") || isSaid(itsOwnAfter, Property.MANAGED, "no");
        if (!isUnmanaged && !reasons.contains(LockReason.MANAGED)) {
            reasons.add(LockReason.MANAGED_UNKNOWN);
        }
        if (isLocked) {
            answer = Lock.LOCKED;
        } else {
            answer = isOff && isUnmanaged ? Lock.UNLOCKED : Lock.UNKNOWN;
        }
    }

    private static List<Facts> facts(List<PhoneEvent.Seen> some, Predicate<PhoneEvent.Seen> which) {
        return some.stream().filter(which).map(PhoneEvent.Seen::facts).toList();
    }

    private boolean isOff() {
        boolean isOn = isSaid(after, Property.RESET_PROTECTION, "on");
        boolean isOff = !isOn
                && itsOwnAfter.stream()
                        .flatMap(facts -> facts.all().stream())
                        .anyMatch(fact -> fact.property() == Property.RESET_PROTECTION
                                && fact.source() == Source.SEEN
                                && fact.value().equals("off"));
        // One that asked for an account before asks for it still, unless somebody saw that it does not.
        if (isOn || (!isOff && isSaid(before, Property.RESET_PROTECTION, "on"))) {
            reasons.add(LockReason.RESET_PROTECTION_ON);
        } else {
            reasons.add(isOff ? LockReason.RESET_PROTECTION_OFF : LockReason.RESET_PROTECTION_UNKNOWN);
        }
        return isOff;
    }

    private boolean isLocked(boolean isOff) {
        boolean isLocked = reasons.contains(LockReason.RESET_PROTECTION_ON);
        // What was on before and nobody saw go may be on still; that it asked for no account afterwards shows that it
        // went.
        if (isSaid(after, Property.FIND_DEVICE, "on") || (isSaid(before, Property.FIND_DEVICE, "on") && !isOff)) {
            reasons.add(LockReason.FIND_DEVICE_ON);
            isLocked = true;
        } else if (isSaid(before, Property.FIND_DEVICE, "off")) {
            reasons.add(LockReason.FIND_DEVICE_OFF);
        }
        boolean hasAccounts = before.stream()
                .flatMap(facts -> facts.all().stream())
                .anyMatch(fact ->
                        fact.property() == Property.ACCOUNTS && !fact.value().equals("0"));
        if (hasAccounts && !isOff) {
            reasons.add(LockReason.ACCOUNTS_LEFT);
            isLocked = true;
        }
        if (isSaid(before, Property.MANAGED, "yes") || isSaid(after, Property.MANAGED, "yes")) {
            reasons.add(LockReason.MANAGED);
            isLocked = true;
        }
        return isLocked;
    }

    Lock answer() {
        return answer;
    }

    List<LockReason> reasons() {
        return List.copyOf(reasons);
    }

    private static boolean isSaid(List<Facts> some, Property property, String value) {
        return some.stream()
                .flatMap(facts -> facts.all().stream())
                .anyMatch(fact -> fact.property() == property && fact.value().equals(value));
    }
}
