package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.Told;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.DrivePurge;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** A drive that has erased itself, and was used again before its job came to its end. */
class NativeUsedTest {
    private final FaultyChannel channel = FaultyChannel.device(4096, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    /** What the drive said since its end, in order. */
    private static List<Told> afterwards(Evidence evidence) {
        List<Event> events = evidence.events();
        int end = events.indexOf(evidence.all(DriveEvent.NativeFinished.class).getLast());
        return events.subList(end, events.size()).stream()
                .filter(DriveEvent.NativeTold.class::isInstance)
                .map(event -> DrivePurge.untouched(((DriveEvent.NativeTold) event).command()))
                .toList();
    }

    private NativeBench nvme(ModelNvme drive) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        return bench;
    }

    @Test
    void beforeEachLookAndBeforeItsEndTheDriveIsAskedWhetherItWasUsed() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        Evidence evidence = evidence(nvme(drive).job().start());
        assertThat(afterwards(evidence)).containsExactly(Told.YES, Told.YES);
        List<Event> events = evidence.events();
        assertThat(events.get(events.size() - 2)).isInstanceOf(DriveEvent.NativeTold.class);
    }

    @Test
    void aRecordThatIsClosedAndNotSignedIsLookedAtAgain() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        NativeBench bench = nvme(drive);
        Evidence before = evidence(bench.job().start());
        assertThat(before.all(DriveEvent.SamplingFinished.class)).hasSize(1);
        assertThat(VerdictRules.judge(before).level()).isEqualTo(Verdict.Level.PURGED);
        journal.repair(); // it takes the closing events once more
        drive.use();
        Evidence evidence = evidence(bench.job().resume());
        assertThat(evidence.all(DriveEvent.SamplingFinished.class)).hasSize(2);
        assertThat(evidence.all(Event.Closed.class)).hasSize(2);
        assertThat(afterwards(evidence)).containsExactly(Told.YES, Told.YES, Told.NO, Told.NO);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.UNPROVEN);
    }

    @Test
    void aSignedResultIsNotGivenOutOnceTheDriveSaysThatItWasUsed() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        NativeBench bench = nvme(drive);
        Evidence _ = evidence(bench.job().start());
        assertThat(bench.job().strangeAfterwards()).isEmpty();
        drive.use();
        assertThat(bench.job().strangeAfterwards()).containsInstanceOf(JobEnd.NotRecognised.class);
    }

    @Test
    void aDriveThatKeepsNoSuchRecordIsReadToItsEnd() throws JournalException {
        NativeBench bench = new NativeBench(channel, new ModelAta(channel.medium(), Conduct.HONEST), journal);
        bench.open("ata", NativeTechnique.ATA_SANITIZE_BLOCK);
        Evidence _ = evidence(bench.job().start());
        assertThat(bench.job().strangeAfterwards()).isEmpty();
        channel.medium()[777 * 512 + 3] = 1;
        assertThat(bench.job().strangeAfterwards()).containsInstanceOf(JobEnd.NotRecognised.class);
        channel.medium()[777 * 512 + 3] = 0;
        bench.identityHolds = false;
        assertThat(bench.job().strangeAfterwards()).containsInstanceOf(JobEnd.NotRecognised.class);
    }
}
