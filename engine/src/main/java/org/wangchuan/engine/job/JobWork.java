package org.wangchuan.engine.job;

import java.time.temporal.ChronoUnit;
import java.util.List;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.purge.PurgeTimes;
import org.wangchuan.engine.transfer.FailedRange;
import org.wangchuan.engine.transfer.TransferOptions;

/**
 * What every step of a job works with.
 *
 * @param medium what is erased
 * @param journal where it is written down
 * @param setup what surrounds the job
 * @param control by what others hold it
 * @param times how long a drive that erases itself is waited for
 */
record JobWork(ErasableMedium medium, JobJournal journal, JobSetup setup, JobControl control, PurgeTimes times) {

    long capacityBytes() {
        return medium.channel().capacityBytes();
    }

    long patienceMillis() {
        return setup.options().stallTimeoutMillis();
    }

    TransferOptions transferOptions() {
        return TransferOptions.DEFAULTS.withStallTimeoutMillis(patienceMillis()).withRangesMax(NamedRanges.MAX);
    }

    /** The time for the record, in whole seconds UTC. */
    String now() {
        return setup.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** In what the medium is no longer the one that was opened; one that gives no answer is not the same either. */
    List<String> differences() {
        return Patience.ask(medium::differences, patienceMillis()).orElse(List.of("no-answer"));
    }

    /** What of a pass that has come to its end could not be written. */
    List<FailedRange> unwritten(int pass) throws JournalException {
        try {
            return Evidence.readOpen(journal.evidence()).stream()
                    .filter(event -> event instanceof Event.PassFinished finished && finished.pass() == pass)
                    .flatMap(event -> ((Event.PassFinished) event).unwritten().stream())
                    .map(e -> new FailedRange(e.range().offset(), e.range().length(), Math.max(1, e.errno())))
                    .toList();
        } catch (EvidenceException e) {
            throw new JournalException("the journal can't be read: " + e.getMessage(), e);
        }
    }

    static PassSpec spec(JobState state) {
        return state.plan().passes().get(state.pass() - 1);
    }
}
