package org.wangchuan.station.erase;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.HeadOfRecord;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.RecordForm;
import org.wangchuan.engine.job.CapacityStep;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.verdict.VerdictRules;

/** Whether what was found of a medium when its job began still holds: the record rests on it. */
final class Conditions {
    private static final String OTHER_PARTS = Obstacle.Code.OTHER_PARTS.id();
    private static final String BRIDGE = Obstacle.Code.BRIDGE.id();

    private Conditions() {}

    /** Why the job can't be gone on with; empty if nothing that counts has changed. */
    static Optional<Refusal> changed(byte[] record, Candidate.Ready now) throws JournalException {
        try {
            List<Event> events = Evidence.readOpen(record);
            Optional<HeadOfRecord> read = HeadOfRecord.in(events);
            if (read.isEmpty()) {
                return Optional.empty();
            }
            HeadOfRecord then = read.get();
            if (!way(then.seen()).equals(way(now.facts()))) {
                return Optional.of(Refusal.safety(
                        "CONDITIONS_CHANGED",
                        "自任务中断以来，介质的连接方式已改变：当时为 " + way(then.seen()) + "，现在为 " + way(now.facts())
                                + "；请照原样连接后继续，或从头开始新任务",
                        "since the job was interrupted the way to the medium has changed: it was " + way(then.seen())
                                + ", and is " + way(now.facts())
                                + "; connect it as it was and go on, or start a new job"));
            }
            Set<String> lowers = lowering(now.facts().caps());
            if (isOfBefore(events) && then.seen().bus().equals(Bus.SCSI.id())) {
                // Programs of before did not look for them: what they began is judged without, as it was.
                lowers.removeIf(
                        cap -> cap.equals(OTHER_PARTS) && !then.seen().caps().contains(OTHER_PARTS));
            }
            if (then.hidesAgain(now.facts().capacityBytes()) && sameButForSize(then.seen(), now.facts(), lowers)) {
                return Optional.of(
                        Refusal.safety(
                                "HIDDEN_AREA_BACK",
                                "硬盘又隐藏了此任务已让它显示的一部分：有些计算机在启动时会这样设置。请在计算机启动之后再接上硬盘，或换一台计算机，然后继续；"
                                        + "也可以从头擦除，会再次先把隐藏区域移除",
                                "the drive hides again a part that this job had made it show: some computers set that as they start. Connect it after the"
                                        + " computer has started, or to another one, and go on; or erase it from the beginning, which takes that away again first"));
            }
            if (!sameKind(then, now.facts(), lowers)) {
                return refusal("what the medium is, or where its contents lie");
            }
            // While that is being taken away the drive itself says where it is, and the job asks.
            boolean sameHidden = then.hidden().state() == now.hidden().state()
                    && then.hidden().hiddenBytes() == now.hidden().hiddenBytes();
            if (!then.stillToTakeAway()
                    && !sameHidden
                    && !neverAsked(then)
                    && !CapacityStep.wasTold(then.hidden(), now.hidden())) {
                return refusal("hidden areas");
            }
            // Nobody told its drive to show all that it has: what is erased from here on would count as all of it.
            if (CapacityStep.isOfBefore(then.first())) {
                return refusal("hidden areas");
            }
            return Optional.empty();
        } catch (EvidenceException e) {
            throw new JournalException("the journal holds no record of an erasure: " + e.getMessage(), e);
        }
    }

    /** Who answers for the medium: the record names it once, at its head. */
    private static String way(MediumFacts medium) {
        return medium.bus() + (medium.caps().contains(BRIDGE) ? "+bridge" : "");
    }

    private static boolean isOfBefore(List<Event> events) {
        return events.getFirst() instanceof Event.Opened opened && opened.form() == RecordForm.BEFORE;
    }

    /** By a program that asked no NVMe device: it is asked at the end, and that counts. */
    private static boolean neverAsked(HeadOfRecord then) {
        return then.seen().bus().equals(Bus.NVME.id())
                && then.hidden().state() == Event.HiddenState.NOT_APPLICABLE
                && then.hidden().commands().isEmpty();
    }

    /** The kernel's name may change with the slot; the rest may not. */
    private static boolean sameKind(HeadOfRecord head, MediumFacts now, Set<String> lowers) {
        return head.mayHave(now.capacityBytes()) && sameButForSize(head.seen(), now, lowers);
    }

    private static boolean sameButForSize(MediumFacts then, MediumFacts now, Set<String> lowers) {
        return then.scope() == now.scope()
                && then.blockBytes() == now.blockBytes()
                && then.effectiveClass() == now.effectiveClass()
                && lowering(then.caps()).equals(lowers);
    }

    private static Set<String> lowering(List<String> caps) {
        Set<String> out = new TreeSet<>(caps);
        out.removeIf(cap -> !VerdictRules.lowers(cap));
        return out;
    }

    private static Optional<Refusal> refusal(String what) {
        return Optional.of(Refusal.safety(
                "CONDITIONS_CHANGED",
                "自任务中断以来已改变（或本版本查得更深）：" + what + "；请从头开始新任务",
                "since the job was interrupted something has changed, or this version looks further: " + what
                        + "; start a new job"));
    }
}
