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
 * Whether an organisation manages a phone. That it does counts whoever says so, and whenever; nothing takes it back. That none does somebody saw in its setup after its
 * last reset, and nobody else tells it: for whom it is registered no phone knows, and its organisation shows itself in its setup alone, and there only once it has a
 * network. What an Android tells of its owners before is of before; what it tells after a setup without a network is the same, and whether it had one it does not tell.
 * Stateless.
 */
public final class ManagementRules {
    private ManagementRules() {}

    /** Whether nobody has told of one, and nobody has looked since the last reset, so that people are to be asked. */
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
        boolean isSeen = isReset
                && isAny(
                        history.afterFill().orElse(history.everSince()),
                        isItsOwn,
                        fact -> fact.source() == Source.SEEN && fact.value().equals("no"));
        return isSeen ? Optional.empty() : Optional.of(LockReason.MANAGED_UNKNOWN);
    }

    private static boolean isAny(List<PhoneEvent.Seen> some, Predicate<PhoneEvent.Seen> which, Predicate<Fact> isIt) {
        return some.stream()
                .filter(which)
                .flatMap(seen -> seen.facts().all().stream())
                .anyMatch(fact -> fact.property() == Property.MANAGED && isIt.test(fact));
    }
}
