package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a record never says of the parts of an eMMC: each that is planned, in order, all written before any is erased; no more of one than it has. Not thread-safe. */
final class PartOrder {
    private final List<String> planned;
    private final Map<String, PartEvent.Started> started = new HashMap<>();
    private final List<String> begun = new ArrayList<>();
    private final Set<String> finished = new HashSet<>();

    PartOrder(Event.PlanChosen plan) {
        this.planned = plan.parts();
    }

    boolean allDone() {
        return finished.size() == planned.size();
    }

    /** Whether its key is one that was not in use before: a part that begins again has the same. */
    boolean accept(int line, PartEvent.Started e) throws EvidenceException {
        if (!planned.isEmpty() && e.part().equals(planned.getFirst())) {
            begun.clear();
            finished.clear();
        }
        String next = begun.size() < planned.size() ? planned.get(begun.size()) : "none";
        require(line, next.equals(e.part()), "the next part, " + next, e.part());
        require(line, e.capacityBytes() % 512 == 0, "whole sectors", e.capacityBytes() + " bytes");
        PartEvent.Started before = started.get(e.part());
        boolean same = before == null
                || (before.secretDigest().equals(e.secretDigest())
                        && before.capacityBytes() == e.capacityBytes()
                        && before.locked() == e.locked());
        require(line, same, "the part as it began before", "another size, key or lock");
        started.put(e.part(), e);
        begun.add(e.part());
        return before == null;
    }

    /** @param userBytes bytes of the user area */
    void accept(int line, PartEvent.Compared e, long userBytes) throws EvidenceException {
        require(line, begun.size() == planned.size(), "all parts begun", begun.size() + " of them");
        long parts = begun.stream().mapToLong(this::capacityOf).sum();
        require(
                line,
                e.bytesRead() <= userBytes && e.streamBytes() <= e.bytesRead() && e.mismatchedBytes() <= parts,
                "no more bytes than there are",
                "more");
    }

    private long capacityOf(String part) {
        PartEvent.Started start = started.get(part);
        return start == null ? 0 : start.capacityBytes();
    }

    void accept(int line, PartEvent.Finished e) throws EvidenceException {
        String next = finished.size() < planned.size() ? planned.get(finished.size()) : "none";
        require(line, next.equals(e.part()), "the next part that ends, " + next, e.part());
        long most = capacityOf(e.part());
        require(
                line,
                e.bytesWritten() <= most && e.bytesRead() <= most && e.zeroedBytes() <= most,
                "at most " + most + " bytes of each kind",
                "more");
        require(
                line,
                e.mismatchedBytes() <= e.bytesRead(),
                "at most the bytes that were read",
                e.mismatchedBytes() + " bytes that differ");
        require(
                line,
                e.commands().stream().noneMatch(command -> command.request().isEmpty()),
                "the bytes of each command",
                "none");
        finished.add(e.part());
    }

    void accept(int line, PartEvent.Looked e) throws EvidenceException {
        require(line, finished.contains(e.part()), "a part that was erased", e.part());
        long most = capacityOf(e.part());
        require(
                line,
                e.bytesRead() <= most && e.streamBytes() + e.zeroBytes() + e.oneBytes() <= e.bytesRead(),
                "at most " + most + " bytes, each of one kind",
                "more");
    }

    private static void require(int line, boolean holds, String expected, String found) throws EvidenceException {
        if (!holds) {
            throw new EvidenceException(line, expected, found);
        }
    }
}
