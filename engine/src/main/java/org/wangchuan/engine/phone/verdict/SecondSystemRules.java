package org.wangchuan.engine.phone.verdict;

import java.util.List;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.fact.Property;

/**
 * Whether what was reset may be the data of a system beside its owner's (decision 0171). One that ran at any time of the job is enough: what was read before the reset is
 * then not of its owner's data, and what was read after it not of what a reset made. One that only lay there before is taken away by a reset of its owner's data, in which
 * its image lies; if it is there since, that was not reset. Stateless.
 */
final class SecondSystemRules {
    private SecondSystemRules() {}

    static boolean isAny(PhoneHistory history) {
        return isTold(history.seen(), "running") || isTold(history.everSince(), "installed");
    }

    private static boolean isTold(List<PhoneEvent.Seen> some, String value) {
        return some.stream()
                .flatMap(seen -> seen.facts().all().stream())
                .anyMatch(fact -> fact.property() == Property.SECOND_SYSTEM
                        && fact.value().equals(value));
    }
}
