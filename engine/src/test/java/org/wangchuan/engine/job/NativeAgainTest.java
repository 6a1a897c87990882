package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** A job that is gone on with after a loss of power: with another key, on a drive that somebody uses by now, or after an answer that was lost. */
@Execution(ExecutionMode.CONCURRENT)
class NativeAgainTest {
    private static final int CHANGES_MOST = 60;

    private final FaultyChannel channel = FaultyChannel.device(4096, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private static List<DriveEvent.NativeEnd> ends(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end)
                .evidence().all(DriveEvent.NativeFinished.class).stream()
                        .map(DriveEvent.NativeFinished::end)
                        .toList();
    }

    private static boolean holds(MemoryJournal journal, Class<? extends Event> type) throws Exception {
        return Evidence.readOpen(journal.evidence()).stream().anyMatch(type::isInstance);
    }

    /** It would find nothing of what was planted by another key, and a drive that only says that it erased itself would pass. */
    @ParameterizedTest
    @ValueSource(strings = {"", "another"})
    void withoutTheKeyOfWhatWasPlantedNothingIsFoundToBeGone(String kept) throws Exception {
        boolean reached = false;
        for (int good = 0; good < CHANGES_MOST; good++) {
            FaultyChannel medium = FaultyChannel.device(4096, 512);
            MemoryJournal cut = new MemoryJournal();
            NativeBench bench = new NativeBench(medium, new ModelNvme(medium.medium(), Conduct.LYING), cut);
            bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
            cut.failAfter(good, false);
            if (!(bench.job().start() instanceof JobEnd.Interrupted)) {
                break;
            }
            cut.repair();
            if (!holds(cut, DriveEvent.CanariesPlanted.class)) {
                continue;
            }
            reached = true;
            byte[] other = new byte[PassSecrets.length(PatternKind.RANDOM)];
            cut.keepSecrets(
                    kept.isEmpty() ? new byte[0] : PassSecrets.of(0, other).toBytes());
            JobEnd end = bench.job().resume();
            assertThat(end).as("change %d", good).isInstanceOf(JobEnd.Interrupted.class);
            assertThat(((JobEnd.Interrupted) end).journalFailure()).contains("the key of what was planted");
        }
        assertThat(reached).isTrue();
    }

    /** The answer was not written down; the drive ended, was taken out, and holds somebody's data by now. */
    @Test
    void aDriveThatIsInUseIsNotErasedAgain() throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            FaultyChannel medium = FaultyChannel.device(4096, 512);
            MemoryJournal cut = new MemoryJournal();
            ModelNvme drive = new ModelNvme(medium.medium(), Conduct.INSTANT);
            NativeBench bench = new NativeBench(medium, drive, cut);
            bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
            cut.failAfter(good, false);
            assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
            cut.repair();
            if (drive.erasing().isEmpty()) {
                continue;
            }
            assertThat(holds(cut, DriveEvent.NativeCommanded.class)).isFalse();
            Arrays.fill(medium.medium(), (byte) 'x');
            drive.use();
            assertThat(bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
            assertThat(drive.erasing()).hasSize(1);
            assertThat(medium.medium()).is(filledWith('x'));
            return;
        }
        throw new AssertionError("the command was never sent");
    }

    @Test
    void aDriveThatWasCutOffInItsEraseAndIsInUseIsNotErasedAgain() throws Exception {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).losingPowerInErase();
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("ata", NativeTechnique.ATA_SECURITY_ERASE_ENHANCED);
        assertThatThrownBy(() -> bench.job().start()).hasRootCauseMessage("the power is off");
        channel.medium()[channel.medium().length - 1] ^= 1; // of one of the places
        assertThat(bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(drive.erasing()).containsOnlyOnce("f4");
        assertThat(drive.hasPassword()).as("which is taken away all the same").isFalse();
    }

    /** Where its answer was lost nobody knows that it was refused: the drive may be at work. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aDriveThatFirstTellsOfAResetIsNeverTakenToRefuse(boolean failedButApplied) throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            FaultyChannel medium = FaultyChannel.device(4096, 512);
            MemoryJournal cut = new MemoryJournal();
            ModelScsi drive = new ModelScsi(medium.medium(), Conduct.HONEST).wasReset();
            NativeBench bench = new NativeBench(medium, drive, cut);
            bench.open("scsi", NativeTechnique.SCSI_SANITIZE_BLOCK, NativeTechnique.SCSI_SANITIZE_CRYPTO);
            cut.failAfter(good, failedButApplied);
            JobEnd end = bench.job().start();
            boolean failed = end instanceof JobEnd.Interrupted;
            cut.repair();
            if (failed) {
                end = bench.job().resume();
            }
            assertThat(ends(end))
                    .as("change %d", good)
                    .endsWith(DriveEvent.NativeEnd.ENDED)
                    .doesNotContain(DriveEvent.NativeEnd.REFUSED);
            if (!failed) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /** It would erase itself and lock out whoever gets it next. */
    @Test
    void aDriveWithSomebodysPasswordIsTriedOnceAndLeftAsItIs() throws Exception {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).openedBy("secret");
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("ata", NativeTechnique.ATA_SANITIZE_BLOCK);
        JobEnd end = bench.job().start();
        assertThat(ends(end)).containsExactly(DriveEvent.NativeEnd.REFUSED);
        assertThat(drive.erasing()).containsExactly("f6");
        Verdict verdict = VerdictRules.judge(((JobEnd.Finished) end).evidence());
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Verdict.Reason.LEFT_LOCKED);
    }
}
