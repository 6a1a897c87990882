package org.wangchuan.station.erase;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.HeadOfRecord;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.HiddenAreaKind;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.open.CardParts;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.BilingualText;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.SanitizationLevel;
import org.wangchuan.station.journal.FileJournal;

/**
 * The plan of a job that is gone on with, in which a drive does something by itself: from its record. The drive would not offer now what it is at, and may
 * tell of no hidden areas meanwhile.
 *
 * @param hidden what was found last of what it hides: a drive at work may not say it
 * @param started whether a command may have been sent: what it reaches is in its course, or gone
 */
record BegunPlan(Plan plan, Event.HiddenAreas hidden, boolean started) {
    private static final BilingualText AS_BEGUN = new BilingualText("任务开始时所定", "as it was planned when the job began");

    /** Empty if nothing was begun, or nothing that the drive does by itself. */
    static Optional<BegunPlan> read(Path folder, Policy policy, Medium medium) throws IOException {
        List<Event> events;
        try {
            events = Evidence.readOpen(FileJournal.read(folder));
        } catch (JournalException | EvidenceException e) {
            return Optional.empty(); // told where the journal is opened
        }
        Optional<HeadOfRecord> head = HeadOfRecord.in(events);
        if (head.isEmpty()
                || (head.get().plan().techniques().isEmpty()
                        && head.get().plan().hiddenAreas().isEmpty()
                        && head.get().plan().parts().isEmpty())) {
            return Optional.empty();
        }
        Event.PlanChosen chosen = head.get().plan();
        List<Technique> techniques = new ArrayList<>();
        for (String id : chosen.techniques()) {
            Optional<NativeTechnique> known = NativeTechnique.of(id);
            if (known.isEmpty()) {
                return Optional.empty();
            }
            techniques.add(new Technique(id, AS_BEGUN, known.get().reaches(), Optional.empty()));
        }
        if (!chosen.passes().isEmpty()) {
            techniques.add(new Technique("overwrite", AS_BEGUN, SanitizationLevel.CLEARED, Optional.empty()));
        }
        List<Plan.HiddenAreaStep> hiding = chosen.hiddenAreas().stream()
                .flatMap(id -> HiddenAreaKind.of(id).stream())
                .map(kind -> new Plan.HiddenAreaStep(kind, 0, AS_BEGUN))
                .toList();
        Plan plan = new Plan(
                policy,
                chosen.effectiveClass(),
                chosen.verify(),
                hiding,
                parts(chosen.parts(), medium),
                techniques,
                chosen.passes(),
                List.of(),
                List.of());
        boolean started = events.stream().anyMatch(DriveEvent.NativeStarted.class::isInstance);
        return Optional.of(new BegunPlan(plan, head.get().hidden(), started));
    }

    /** Whether the record of a job is as far as a plan: from then on the drive is that of the record; one that can't be read is told where it is opened. */
    static boolean isBegun(Path folder) throws IOException {
        try {
            return HeadOfRecord.in(Evidence.readOpen(FileJournal.read(folder))).isPresent();
        } catch (JournalException | EvidenceException e) {
            return true;
        }
    }

    /** Ids of the parts of a card that a job has planned to erase; none where its record can't be read, which is told where it is opened. */
    static List<String> parts(Path folder) throws IOException {
        try {
            return HeadOfRecord.in(Evidence.readOpen(FileJournal.read(folder)))
                    .map(head -> head.plan().parts())
                    .orElse(List.of());
        } catch (JournalException | EvidenceException e) {
            return List.of();
        }
    }

    /** As they are here now; one that is not is held by nobody, which is said where it is opened. */
    private static List<Plan.PartStep> parts(List<String> ids, Medium medium) {
        List<CardPart> now = ids.isEmpty() ? List.of() : CardParts.of(medium);
        return ids.stream()
                .map(id -> now.stream()
                        .filter(part -> part.id().equals(id))
                        .findFirst()
                        .orElseGet(() -> new CardPart(id, medium.name() + id, 0)))
                .map(part -> new Plan.PartStep(part, AS_BEGUN))
                .toList();
    }
}
