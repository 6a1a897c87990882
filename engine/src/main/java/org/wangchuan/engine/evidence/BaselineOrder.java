package org.wangchuan.engine.evidence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.wangchuan.engine.medium.Bus;

/**
 * What a record never says of what blocks held before: more than there are, more that are unchanged than were read, a comparison with nothing, or two of it in one
 * search. Not thread-safe.
 */
final class BaselineOrder {
    private final MediumFacts medium;
    private final Map<OptionalLong, BaselineEvent.Taken> next = new HashMap<>();
    private final Map<OptionalLong, Integer> taken = new HashMap<>();
    private final Map<OptionalLong, Long> keptBytes = new HashMap<>();
    private final Set<OptionalLong> compared = new HashSet<>();

    BaselineOrder(MediumFacts medium) {
        this.medium = medium;
    }

    void accept(int line, BaselineEvent.Taken e) throws EvidenceException {
        boolean isNvme = medium.bus().equals(Bus.NVME.id()) && medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM;
        require(line, e.namespace().isEmpty() || isNvme, "an NVMe device that has namespaces", medium.bus());
        boolean holds = e.bytesKept() <= e.bytesRead()
                && e.bytesRead() <= e.bytesPlanned()
                && (e.namespace().isPresent() || e.bytesPlanned() <= medium.capacityBytes());
        require(
                line,
                holds,
                "no more kept than was read, no more read than was planned, and no more planned than there is",
                e.bytesKept() + " of " + e.bytesRead() + " of " + e.bytesPlanned() + " bytes");
        require(
                line,
                taken.getOrDefault(e.namespace(), 0) < BaselineEvent.TAKEN_MAX,
                "at most " + BaselineEvent.TAKEN_MAX + " of one",
                "more");
        next.put(e.namespace(), e);
    }

    /** What was taken last counts from here on. */
    void attemptStarted() {
        next.forEach((namespace, e) -> {
            taken.merge(namespace, 1, Integer::sum);
            keptBytes.merge(namespace, e.bytesKept(), Long::sum);
        });
        next.clear();
    }

    /** A search begins, and with it one comparison of each. */
    void searchStarted() {
        compared.clear();
    }

    void accept(int line, BaselineEvent.Compared e) throws EvidenceException {
        require(
                line,
                taken.containsKey(e.namespace()) && compared.add(e.namespace()),
                "a comparison with what was kept, once in each search",
                "another");
        long kept = keptBytes.getOrDefault(e.namespace(), 0L);
        require(
                line,
                e.bytesUnchanged() <= e.bytesRead() && e.bytesRead() <= kept,
                "no more unchanged than was read, and no more read than the " + kept + " bytes that were kept",
                e.bytesUnchanged() + " of " + e.bytesRead() + " bytes");
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
