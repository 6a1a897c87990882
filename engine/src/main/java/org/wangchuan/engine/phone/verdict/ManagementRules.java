package org.wangchuan.engine.phone.verdict;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.LockReason;

/**
 * Whether an organisation manages a phone. That it does counts whoever says so, and whenever; nothing takes it back. That none does an Android tells by its debug
 * bridge, or somebody saw it in its setup after its last reset. An owner's word does not tell it, nor an iPhone's, which does not know for whom it is registered: its
 * organisation shows itself in its setup alone, and there only once it has a network. Stateless.
 */
public final class ManagementRules {
    private ManagementRules() {}

    /** Whether nobody has told so far, so that people are to be asked. */
    public static boolean isOpen(PhoneHistory history) {
        return judge(history, true, seen -> seen.identity().compared(history.identity()) == Sameness.SAME)
                .filter(LockReason.MANAGED_UNKNOWN::equals)
                .isPresent();
    }

    /** What speaks against it; empty if nobody manages it. */
    static Optional<LockReason> judge(PhoneHistory history, boolean isReset, Predicate<PhoneEvent.Seen> isItsOwn) {
        if (isAny(history.seen(), _ -> true, fact -> fact.value().equals("yes"))) {
            return Optional.of(LockReason.MANAGED);
        }
        boolean isTold = isAny(history.seen(), isItsOwn, fact -> isNo(fact, Source.ADB));
        boolean isSeen = isReset
                && isAny(history.afterFill().orElse(history.everSince()), isItsOwn, fact -> isNo(fact, Source.SEEN));
        return isTold || isSeen ? Optional.empty() : Optional.of(LockReason.MANAGED_UNKNOWN);
    }

    private static boolean isNo(Fact fact, Source source) {
        return fact.source() == source && fact.value().equals("no");
    }

    private static boolean isAny(List<PhoneEvent.Seen> some, Predicate<PhoneEvent.Seen> which, Predicate<Fact> isIt) {
        return some.stream()
                .filter(which)
                .flatMap(seen -> seen.facts().all().stream())
                .anyMatch(fact -> fact.property() == Property.MANAGED && isIt.test(fact));
    }
}
