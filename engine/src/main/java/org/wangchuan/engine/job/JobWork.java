package org.wangchuan.engine.job;

import java.time.temporal.ChronoUnit;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.transfer.TransferOptions;

/**
 * What every step of a job works with.
 *
 * @param medium what is erased
 * @param journal where it is written down
 * @param setup what surrounds the job
 * @param control by what others hold it
 */
record JobWork(ErasableMedium medium, JobJournal journal, JobSetup setup, JobControl control) {

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

    static PassSpec spec(JobState state) {
        return state.plan().passes().get(state.pass() - 1);
    }
}
