package org.wangchuan.engine.job;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.CountsTold;
import org.wangchuan.engine.evidence.HeadOfRecord;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.health.CountInquirer;
import org.wangchuan.engine.medium.health.CountQuestion.Language;
import org.wangchuan.engine.patience.Patience;

/** A drive is asked what it counts of replaced blocks and of errors. Whatever it answers, the job goes on. */
final class CountsLook {
    private final JobWork work;
    private final HeadOfRecord head;

    CountsLook(JobWork work, JobState job) {
        this.work = work;
        this.head = job.head();
    }

    /** Puts its answers on record; nothing of a medium to whose own commands no way leads, or that has no such words. */
    void record(CountsTold.Moment moment) throws JournalException {
        MediumFacts medium = head.medium();
        Optional<PassThrough> way = work.medium().passThrough();
        List<DeviceCommand> examined = head.hidden().commands();
        Optional<Language> language = CountInquirer.language(medium.bus(), examined);
        if (medium.scope() != MediumFacts.Scope.WHOLE_MEDIUM || way.isEmpty() || language.isEmpty()) {
            return;
        }
        List<DeviceCommand> told = Patience.ask(
                        () -> CountInquirer.ask(language.get(), examined, way.get()),
                        Math.min(work.patienceMillis(), Patience.DEVICE_MILLIS))
                .orElse(List.of());
        work.journal().append(new CountsTold(moment, told, work.now()));
    }
}
