package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;

/** No job comes to its end while the drive may have the password that was set for its erase. */
class NativePasswordTest {
    private final FaultyChannel channel = FaultyChannel.device(4096, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private NativeBench bench(ModelAta drive) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("ata", NativeTechnique.ATA_SECURITY_ERASE);
        return bench;
    }

    private void requireOpen(JobEnd end) throws EvidenceException {
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure()).contains("password");
        assertThat(Evidence.readOpen(journal.evidence())).noneMatch(DriveEvent.NativeFinished.class::isInstance);
    }

    private static List<DriveEvent.NativeEnd> ends(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end)
                .evidence().all(DriveEvent.NativeFinished.class).stream()
                        .map(DriveEvent.NativeFinished::end)
                        .toList();
    }

    @Test
    void aDriveThatWentAwayInItsEraseIsOpenedAndErasedWhenItIsBack() throws Exception {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).leavingInErase();
        NativeBench bench = bench(drive);
        requireOpen(bench.job().start());
        assertThat(drive.hasPassword()).isTrue();
        drive.comeBack();
        assertThat(ends(bench.job().resume())).containsExactly(DriveEvent.NativeEnd.LEFT, DriveEvent.NativeEnd.ENDED);
        assertThat(drive.hasPassword()).isFalse();
        assertThat(channel.medium()).is(filledWith(0));
    }

    @Test
    void aDriveThatDoesNotLetGoOfThePasswordKeepsTheJobOpen() throws Exception {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.REFUSING).keepingPassword();
        NativeBench bench = bench(drive);
        requireOpen(bench.job().start());
        requireOpen(bench.job().resume());
        assertThat(drive.hasPassword()).isTrue();
        drive.comeBack();
        assertThat(ends(bench.job().resume())).containsExactly(DriveEvent.NativeEnd.REFUSED);
        assertThat(drive.hasPassword()).isFalse();
    }

    @Test
    void aDriveThatSaysNothingIsToldBlindlyToLetGo() throws Exception {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.REFUSING).deafAfterErase();
        assertThat(ends(bench(drive).job().start())).containsExactly(DriveEvent.NativeEnd.REFUSED);
        assertThat(drive.erasing()).containsExactly("f1", "f3", "f4", "f6");
        assertThat(drive.hasPassword()).isFalse();
    }

    /** Its job was given up: a new one takes the published password away before anything is planted. */
    @ParameterizedTest
    @EnumSource(
            value = NativeTechnique.class,
            names = {"ATA_SECURITY_ERASE", "ATA_SANITIZE_BLOCK"})
    void aNewJobOpensWhatAnEarlierOneLeftLocked(NativeTechnique technique) throws Exception {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).lockedByPublishedPassword();
        channel.with(request -> drive.isLocked() ? new Fault.Fails(Fault.EIO) : new Fault.Nothing());
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("ata", technique);
        assertThat(ends(bench.job().start())).containsExactly(DriveEvent.NativeEnd.ENDED);
        assertThat(drive.hasPassword()).isFalse();
        assertThat(channel.medium()).is(filledWith(0));
    }

    /** The erase is refused, and any change of the journal fails: no password stays, also if nobody ever comes back. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whateverCanNotBeWrittenDownNoPasswordStays(boolean failedButApplied) throws Exception {
        for (int good = 0; good < 200; good++) {
            FaultyChannel medium = FaultyChannel.device(4096, 512);
            MemoryJournal kept = new MemoryJournal();
            ModelAta drive = new ModelAta(medium.medium(), Conduct.REFUSING);
            NativeBench bench = new NativeBench(medium, drive, kept);
            bench.open("ata", NativeTechnique.ATA_SECURITY_ERASE);
            kept.failAfter(good, failedButApplied);
            JobEnd end = bench.job().start();
            assertThat(drive.hasPassword()).as("change %d", good).isFalse();
            if (!(end instanceof JobEnd.Interrupted)) {
                return;
            }
            kept.repair();
            assertThat(ends(bench.job().resume())).as("change %d", good).endsWith(DriveEvent.NativeEnd.REFUSED);
            assertThat(drive.hasPassword()).as("change %d", good).isFalse();
        }
        throw new AssertionError("the job never came through");
    }

    /** What can't be written to, or only here and there, would prove nothing. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDriveOnWhichTooLittleCanBePlantedIsToldNothing(boolean bestEffort) throws Exception {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST);
        long half = channel.capacityBytes() / 2;
        channel.with(Fault.badBlocks(half, channel.capacityBytes() - 65_536, Request.Kind.WRITE));
        NativeBench bench = bench(drive);
        bench.options = JobBench.PATIENT.withBestEffort(bestEffort);
        JobEnd end = bench.job().start();
        if (bestEffort) {
            assertThat(ends(end)).containsExactly(DriveEvent.NativeEnd.ENDED);
            assertThat(((JobEnd.Finished) end).evidence().all(DriveEvent.CanariesPlanted.class))
                    .isEmpty();
        } else {
            assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
            assertThat(drive.erasing()).isEmpty();
        }
    }
}
