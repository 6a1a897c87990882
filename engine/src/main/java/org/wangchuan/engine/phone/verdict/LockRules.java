package org.wangchuan.engine.phone.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
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
    private final Lock answer;

    /**
     * @param before each time that it was seen before it was reset
     * @param after each time that the same phone was seen since; none if nobody knows that it was reset
     */
    LockRules(List<Facts> before, List<Facts> after) {
        this.before = before;
        this.after = after;
        boolean isOff = isOff();
        boolean isLocked = isLocked(isOff);
        boolean isUnmanaged = isSaid(before, Property.MANAGED, "no") || isSaid(after, Property.MANAGED, "no");
        if (!isUnmanaged && !reasons.contains(LockReason.MANAGED)) {
            reasons.add(LockReason.MANAGED_UNKNOWN);
        }
        if (isLocked) {
            answer = Lock.LOCKED;
        } else {
            answer = isOff && isUnmanaged ? Lock.UNLOCKED : Lock.UNKNOWN;
        }
    }

    private boolean isOff() {
        boolean isOn = isSaid(after, Property.RESET_PROTECTION, "on");
        boolean isOff = !isOn
                && after.stream()
                        .flatMap(facts -> facts.all().stream())
                        .anyMatch(fact -> fact.property() == Property.RESET_PROTECTION
                                && fact.source() == Source.SEEN
                                && fact.value().equals("off"));
        if (isOn) {
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
