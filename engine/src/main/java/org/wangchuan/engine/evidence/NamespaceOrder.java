package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.ByteRange;

/**
 * What a record never says of the other namespaces of an NVMe device: blocks that they don't have, a search of one where nothing was planted, or two of it at once.
 * Not thread-safe.
 */
final class NamespaceOrder {
    private final MediumFacts medium;
    private final Map<Long, NamespaceEvent.Planted> first = new HashMap<>();
    private final Map<Long, List<ByteRange>> places = new HashMap<>();
    private final Map<Long, String> sinceMedium = new HashMap<>();
    private final Set<Long> searched = new HashSet<>();

    NamespaceOrder(MediumFacts medium) {
        this.medium = medium;
    }

    /** Whether its key is one that was not in use before: whoever was cut off before the medium itself was planted has the same. */
    boolean accept(int line, NamespaceEvent.Planted e) throws EvidenceException {
        boolean isNvme = medium.bus().equals(Bus.NVME.id()) && medium.scope() == MediumFacts.Scope.WHOLE_MEDIUM;
        require(line, isNvme, "an NVMe device that has namespaces", medium.bus());
        NamespaceEvent.Planted before = first.putIfAbsent(e.namespace(), e);
        boolean same = before == null
                || (before.capacityBytes() == e.capacityBytes() && before.blockBytes() == e.blockBytes());
        require(line, same, "namespace " + e.namespace() + " as it was before", "another size");
        long from = 0;
        for (ByteRange range : e.ranges()) {
            boolean whole = range.offset() % e.blockBytes() == 0 && range.length() % e.blockBytes() == 0;
            require(
                    line,
                    whole && range.offset() >= from && range.end() <= e.capacityBytes(),
                    "whole blocks in order, each once, below byte " + e.capacityBytes(),
                    range.length() + " bytes from byte " + range.offset());
            from = range.end();
        }
        places.computeIfAbsent(e.namespace(), _ -> new ArrayList<>()).addAll(e.ranges());
        String digest = sinceMedium.putIfAbsent(e.namespace(), e.secretDigest());
        require(
                line,
                digest == null || digest.equals(e.secretDigest()),
                "the key of namespace " + e.namespace() + " that was not in use yet",
                "another");
        return digest == null;
    }

    /** What was planted on namespaces before is of that time. */
    void mediumPlanted() {
        sinceMedium.clear();
    }

    /** A search of the medium begins, and with it one of each namespace. */
    void searchStarted() {
        searched.clear();
    }

    void accept(int line, NamespaceEvent.Sampled e) throws EvidenceException {
        NamespaceEvent.Planted planted = first.get(e.namespace());
        require(
                line,
                planted != null && searched.add(e.namespace()),
                "a namespace where something was planted, once in each search",
                "namespace " + e.namespace());
        if (planted != null) {
            AccountRules accounts =
                    AccountRules.ofNamespace(line, medium, planted.capacityBytes(), planted.blockBytes());
            accounts.requireUnit(e.unitBytes());
            accounts.require(e.found(), Ranges.bytes(places.getOrDefault(e.namespace(), List.of())));
        }
        require(line, e.found().others().isPresent(), "of which kind all is that was read", "that of a part of it");
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
