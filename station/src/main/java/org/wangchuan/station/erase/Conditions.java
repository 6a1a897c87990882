package org.wangchuan.station.erase;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.verdict.VerdictRules;

/** Whether what was found of a medium when its job began still holds: the record rests on it. */
final class Conditions {
    private Conditions() {}

    /** Why the job can't be gone on with; empty if nothing that counts has changed. */
    static Optional<Refusal> changed(byte[] record, Candidate.Ready now) throws JournalException {
        try {
            for (Event event : Evidence.readOpen(record)) {
                if (event instanceof Event.MediumSeen(MediumFacts then) && !sameKind(then, now.facts())) {
                    return refusal("what the medium is, or where its contents lie");
                }
                if (event instanceof Event.HiddenAreas then
                        && (then.state() != now.hidden().state()
                                || then.hiddenBytes() != now.hidden().hiddenBytes())) {
                    return refusal("hidden areas");
                }
            }
            return Optional.empty();
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }

    /** The kernel's name may change with the slot; the rest may not. */
    private static boolean sameKind(MediumFacts then, MediumFacts now) {
        return then.scope() == now.scope()
                && then.capacityBytes() == now.capacityBytes()
                && then.blockBytes() == now.blockBytes()
                && then.effectiveClass() == now.effectiveClass()
                && lowering(then.caps()).equals(lowering(now.caps()));
    }

    private static Set<String> lowering(List<String> caps) {
        Set<String> out = new TreeSet<>(caps);
        out.removeIf(cap -> !VerdictRules.lowers(cap));
        return out;
    }

    private static Optional<Refusal> refusal(String what) {
        return Optional.of(Refusal.safety(
                "CONDITIONS_CHANGED",
                "自任务中断以来已改变：" + what + "；请从头开始新任务",
                "since the job was interrupted something has changed: " + what + "; start a new job"));
    }
}
