package org.wangchuan.engine.phone.verdict;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Facts.Answer;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Trust;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Lock;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.LockReason;

/**
 * Whether an account or an organisation holds a phone. Anything that says so counts. That nothing holds it, somebody has to have seen once it
 * was reset: what a phone answers of itself has been "not locked" on phones that were (libideviceactivation, issue 33).
 */
final class LockRules {
    private final Set<LockReason> reasons = EnumSet.noneOf(LockReason.class);
    private final Lock answer;

    LockRules(Facts before, Facts after) {
        boolean isLocked = isSaid(after, Property.RESET_PROTECTION, "on");
        if (isLocked) {
            reasons.add(LockReason.RESET_PROTECTION_ON);
        }
        boolean isOff = after.of(Property.RESET_PROTECTION, Trust.SEEN) instanceof Answer.Told told
                && told.value().equals("off");
        reasons.add(isOff ? LockReason.RESET_PROTECTION_OFF : LockReason.RESET_PROTECTION_UNKNOWN);
        if (isLocked) {
            reasons.remove(LockReason.RESET_PROTECTION_UNKNOWN);
        }
        // What was on before and nobody saw go may be on still; that it asked for no account afterwards shows that it
        // went.
        if (isSaid(after, Property.FIND_DEVICE, "on") || (isSaid(before, Property.FIND_DEVICE, "on") && !isOff)) {
            reasons.add(LockReason.FIND_DEVICE_ON);
            isLocked = true;
        } else if (isSaid(before, Property.FIND_DEVICE, "off")) {
            reasons.add(LockReason.FIND_DEVICE_OFF);
        }
        boolean hasAccounts = before.all().stream()
                .anyMatch(fact ->
                        fact.property() == Property.ACCOUNTS && !fact.value().equals("0"));
        if (hasAccounts && !isOff) {
            reasons.add(LockReason.ACCOUNTS_LEFT);
            isLocked = true;
        }
        boolean isManaged = isSaid(before, Property.MANAGED, "yes") || isSaid(after, Property.MANAGED, "yes");
        if (isManaged) {
            reasons.add(LockReason.MANAGED);
            isLocked = true;
        } else if (before.said(Property.MANAGED).isEmpty()
                && after.said(Property.MANAGED).isEmpty()) {
            reasons.add(LockReason.MANAGED_UNKNOWN);
        }
        if (isLocked) {
            answer = Lock.LOCKED;
        } else {
            answer = isOff ? Lock.UNLOCKED : Lock.UNKNOWN;
        }
    }

    Lock answer() {
        return answer;
    }

    List<LockReason> reasons() {
        return List.copyOf(reasons);
    }

    private static boolean isSaid(Facts facts, Property property, String value) {
        return facts.all().stream()
                .anyMatch(fact -> fact.property() == property && fact.value().equals(value));
    }
}
