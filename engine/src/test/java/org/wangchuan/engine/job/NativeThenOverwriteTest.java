package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policies;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** Purge, overwrite, verify, in one job, as a contract can ask for it; no rule set that is shipped does. */
class NativeThenOverwriteTest {
    private static final int BLOCKS = 4096;

    private final FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);

    private Evidence erased(Conduct conduct) throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), conduct);
        NativeBench bench = new NativeBench(channel, drive, new MemoryJournal());
        bench.open("nvme", Policies.purgeThenOverwrite(), NativeTechnique.NVME_SANITIZE_BLOCK);
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static void isOverwrittenAndReadBack(Evidence evidence) {
        assertThat(evidence.all(Event.PassFinished.class))
                .singleElement()
                .satisfies(pass -> assertThat(pass.bytesWritten()).isEqualTo(BLOCKS * 512L));
        assertThat(evidence.all(Event.VerificationFinished.class))
                .singleElement()
                .satisfies(read -> assertThat(read.bytesRead()).isEqualTo(BLOCKS * 512L));
    }

    @Test
    void whatErasedItselfIsOverwrittenAndReadBackAsWell() throws JournalException {
        Evidence evidence = erased(Conduct.HONEST);
        assertThat(evidence.all(DriveEvent.SamplingFinished.class))
                .singleElement()
                .satisfies(look -> assertThat(look.canaryBytesFound()).isZero());
        isOverwrittenAndReadBack(evidence);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
    }

    /** Overwriting reaches what the host can address: it makes no purge of what the drive did not do. */
    @Test
    void noPassMakesAPurgeOfWhatTheDriveDidNotDo() throws JournalException {
        for (Conduct conduct : new Conduct[] {Conduct.LYING, Conduct.LAST_RESULT}) {
            Verdict verdict = VerdictRules.judge(erased(conduct));
            assertThat(verdict.level()).as("%s: %s", conduct, verdict).isEqualTo(Verdict.Level.FAILED);
        }
        Evidence refused = erased(Conduct.REFUSING);
        isOverwrittenAndReadBack(refused);
        assertThat(VerdictRules.judge(refused).level()).isEqualTo(Verdict.Level.CLEARED);
    }
}
