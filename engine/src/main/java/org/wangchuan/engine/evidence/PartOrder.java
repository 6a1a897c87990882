package org.wangchuan.engine.evidence;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a record never says of the parts of an eMMC: each that is planned, in order, once; no more of one than it has. Not thread-safe. */
final class PartOrder {
    private final List<String> planned;
    private final Map<String, PartEvent.Started> started = new HashMap<>();
    private final Set<String> finished = new HashSet<>();
    private PartEvent.@Nullable Started open;

    PartOrder(Event.PlanChosen plan) {
        this.planned = plan.parts();
    }

    boolean allDone() {
        return finished.size() == planned.size();
    }

    /** Whether its key is one that was not in use before: a part that begins again has the same. */
    boolean accept(int line, PartEvent.Started e) throws EvidenceException {
        Optional<String> next =
                planned.stream().filter(part -> !finished.contains(part)).findFirst();
        require(line, next.equals(Optional.of(e.part())), "the next part, " + next.orElse("none"), e.part());
        require(line, e.capacityBytes() % 512 == 0, "whole sectors", e.capacityBytes() + " bytes");
        PartEvent.Started before = started.get(e.part());
        boolean same = before == null
                || (before.secretDigest().equals(e.secretDigest())
                        && before.capacityBytes() == e.capacityBytes()
                        && before.locked() == e.locked());
        require(line, same, "the part as it began before", "another size, key or lock");
        started.put(e.part(), e);
        open = e;
        return before == null;
    }

    void accept(int line, PartEvent.Finished e) throws EvidenceException {
        PartEvent.Started begun = open;
        require(line, begun != null && begun.part().equals(e.part()), "the part that is open", e.part());
        long most = begun == null ? 0 : begun.capacityBytes();
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
        open = null;
    }

    void accept(int line, PartEvent.Looked e) throws EvidenceException {
        PartEvent.Started begun = started.get(e.part());
        require(line, begun != null && finished.contains(e.part()), "a part that was erased", e.part());
        long most = begun == null ? 0 : begun.capacityBytes();
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
