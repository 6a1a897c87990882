package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.patience.Patience;

/** An NVMe device is asked once more what it has besides the namespace that was erased: meanwhile somebody may have detached one, or made it smaller. */
final class EndLook {
    private final JobWork work;
    private final JobState job;

    EndLook(JobWork work, JobState job) {
        this.work = work;
        this.job = job;
    }

    /** Puts its answers on record; nothing of any other medium, and of one to whose own commands no way leads. */
    void record() throws JournalException {
        MediumFacts medium = job.head().medium();
        Optional<PassThrough> way = work.medium().questions();
        if (!medium.bus().equals(Bus.NVME.id()) || medium.scope() == MediumFacts.Scope.PARTITION || way.isEmpty()) {
            return;
        }
        HiddenAreaExaminer.Subject subject =
                new HiddenAreaExaminer.Subject(Bus.NVME, false, false, medium.capacityBytes());
        Optional<HiddenAreaReport> told =
                Patience.ask(() -> HiddenAreaExaminer.examine(subject, way.get()::ask), work.patienceMillis());
        Event.HiddenAreas found = told.map(Event.HiddenAreas::of)
                .orElseGet(() ->
                        new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "no answer at the end", List.of()));
        work.journal().append(new HiddenAreaEvent.LookedAtEnd(found, work.now()));
    }
}
