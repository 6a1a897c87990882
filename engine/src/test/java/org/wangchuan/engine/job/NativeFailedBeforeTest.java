package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * Drives whose last sanitize failed, before this job. They take neither reads nor writes; and what was begun without a way out of its failure ends by
 * another one without it alone.
 */
@Execution(ExecutionMode.CONCURRENT)
class NativeFailedBeforeTest {
    private static final int CHANGES_MOST = 80;
    private static final String NVME_AUSE = "84:0000020a";
    private static final String NVME_PLAIN = "84:00000202";
    private static final String ATA_MAY_EXIT = "b4:12:10";
    private static final String ATA_STAY = "b4:12:00";

    private FaultyChannel channel = FaultyChannel.device(4096, 512);

    private NativeBench bench(String bus, PassThrough drive, BooleanSupplier shut, NativeTechnique... techniques)
            throws JournalException {
        FaultyChannel barred =
                channel.with(_ -> shut.getAsBoolean() ? new Fault.Fails(Fault.EIO) : new Fault.Nothing());
        NativeBench bench = new NativeBench(barred, drive, new MemoryJournal());
        bench.open(bus, techniques);
        return bench;
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static List<DriveEvent.NativeEnd> ends(Evidence evidence) {
        return evidence.all(DriveEvent.NativeFinished.class).stream()
                .map(DriveEvent.NativeFinished::end)
                .toList();
    }

    private void requirePurged(Evidence evidence) {
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
        assertThat(channel.medium()).is(filledWith(0));
    }

    @Test
    void anNvmeDriveInRestrictedFailureIsToldWithoutAWayOutThenPlantedAndToldOnceMore() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).failedBefore(true);
        Evidence evidence = evidence(bench("nvme", drive, drive::isShut, NativeTechnique.NVME_SANITIZE_BLOCK)
                .job()
                .start());
        assertThat(drive.erasing()).containsExactly(NVME_AUSE, NVME_PLAIN, NVME_AUSE);
        assertThat(ends(evidence)).containsExactly(DriveEvent.NativeEnd.ENDED, DriveEvent.NativeEnd.ENDED);
        int planted = evidence.events()
                .indexOf(evidence.all(DriveEvent.CanariesPlanted.class).getFirst());
        List<DriveEvent.NativeStarted> started = evidence.all(DriveEvent.NativeStarted.class);
        assertThat(planted)
                .isBetween(
                        evidence.events().indexOf(started.getFirst()),
                        evidence.events().indexOf(started.getLast()));
        requirePurged(evidence);
    }

    @Test
    void anAtaDriveInRestrictedFailureIsToldWithoutAWayOut() throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).failedBefore(true);
        Evidence evidence = evidence(bench("ata", drive, drive::isShut, NativeTechnique.ATA_SANITIZE_BLOCK)
                .job()
                .start());
        assertThat(drive.erasing()).containsExactly(ATA_MAY_EXIT, ATA_STAY, ATA_MAY_EXIT);
        requirePurged(evidence);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aScsiDriveInRestrictedFailureIsToldWithoutAWayOut(boolean field) throws JournalException {
        ModelScsi drive = new ModelScsi(channel.medium(), Conduct.HONEST).failedBefore(true);
        ModelScsi speaking = field ? drive.sayingTheField() : drive;
        Evidence evidence = evidence(bench("scsi", speaking, drive::isShut, NativeTechnique.SCSI_SANITIZE_BLOCK)
                .job()
                .start());
        assertThat(drive.erasing()).containsExactly("48a2", "4882", "48a2");
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Verdict.Reason.HIDDEN_AREAS_UNKNOWN);
    }

    @Test
    void aDriveThatMayLeaveItsFailureIsNeverToldWithoutAWayOut() throws JournalException {
        ModelNvme nvme = new ModelNvme(channel.medium(), Conduct.HONEST).failedBefore(false);
        requirePurged(evidence(bench("nvme", nvme, nvme::isShut, NativeTechnique.NVME_SANITIZE_BLOCK)
                .job()
                .start()));
        assertThat(nvme.erasing()).containsExactly(NVME_AUSE, NVME_AUSE);

        channel = FaultyChannel.device(4096, 512);
        ModelAta ata = new ModelAta(channel.medium(), Conduct.HONEST).failedBefore(false);
        requirePurged(evidence(bench("ata", ata, ata::isShut, NativeTechnique.ATA_SANITIZE_BLOCK)
                .job()
                .start()));
        assertThat(ata.erasing()).containsExactly(ATA_MAY_EXIT, ATA_MAY_EXIT);

        channel = FaultyChannel.device(4096, 512);
        ModelScsi scsi = new ModelScsi(channel.medium(), Conduct.HONEST).failedBefore(false);
        Evidence evidence = evidence(bench("scsi", scsi, scsi::isShut, NativeTechnique.SCSI_SANITIZE_BLOCK)
                .job()
                .start());
        assertThat(scsi.erasing()).containsExactly("48a2", "48a2");
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Verdict.Reason.HIDDEN_AREAS_UNKNOWN);
    }

    /** Whatever else is the reason of its refusal, nothing is sent that would bring a drive into restricted failure. */
    @Test
    void whatIsRefusedForAnotherReasonIsNotSentWithoutAWayOut() throws JournalException {
        ModelNvme nvme = new ModelNvme(channel.medium(), Conduct.REFUSING).failedBefore(false);
        evidence(bench("nvme", nvme, nvme::isShut, NativeTechnique.NVME_SANITIZE_BLOCK)
                .job()
                .start());
        ModelAta ata = new ModelAta(channel.medium(), Conduct.REFUSING).failedBefore(false);
        evidence(bench("ata", ata, ata::isShut, NativeTechnique.ATA_SANITIZE_BLOCK)
                .job()
                .start());
        ModelScsi scsi = new ModelScsi(channel.medium(), Conduct.REFUSING).failedBefore(false);
        evidence(bench("scsi", scsi, scsi::isShut, NativeTechnique.SCSI_SANITIZE_BLOCK)
                .job()
                .start());
        assertThat(nvme.erasing()).containsExactly(NVME_AUSE);
        assertThat(ata.erasing()).containsExactly(ATA_MAY_EXIT);
        assertThat(scsi.erasing()).containsExactly("48a2");
    }

    /** It refuses as if it were in restricted failure, and had told before that its last one succeeded. */
    @Test
    void aDriveThatToldOfNoFailureIsNotTakenAtItsWord() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST)
                .failedBefore(true)
                .sanitizedBefore(0x04);
        evidence(bench("nvme", drive, () -> false, NativeTechnique.NVME_SANITIZE_BLOCK)
                .job()
                .start());
        assertThat(drive.erasing()).containsExactly(NVME_AUSE);
    }

    @ParameterizedTest
    @CsvSource({"LYING,FAILED", "FAILING,FAILED", "STUCK,UNPROVEN", "VANISHING,UNPROVEN", "INSTANT,PURGED"})
    void whateverItDoesNothingWrongIsSaidOfIt(Conduct conduct, Verdict.Level level) throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), conduct).failedBefore(true);
        Evidence evidence = evidence(bench("nvme", drive, drive::isShut, NativeTechnique.NVME_SANITIZE_BLOCK)
                .job()
                .start());
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        if (conduct == Conduct.FAILING) {
            assertThat(drive.erasing()).as("it would be refused").containsExactly(NVME_AUSE, NVME_PLAIN);
        }
    }

    /** Every change of the journal fails, with and without effect: also between the two commands, and between them and what is planted. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = NativeTechnique.Bus.class,
            names = {"NVME", "ATA", "SCSI"})
    void cutOffAtAnyLineItGoesOnToTheSameEnd(NativeTechnique.Bus bus) throws JournalException {
        for (boolean failedButApplied : new boolean[] {false, true}) {
            boolean through = false;
            for (int good = 0; good < CHANGES_MOST && !through; good++) {
                through = cutOff(bus, good, failedButApplied);
            }
            assertThat(through).isTrue();
        }
    }

    private boolean cutOff(NativeTechnique.Bus bus, int good, boolean failedButApplied) throws JournalException {
        channel = FaultyChannel.device(4096, 512);
        NativeBench bench = switch (bus) {
            case NVME -> {
                ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).failedBefore(true);
                yield bench("nvme", drive, drive::isShut, NativeTechnique.NVME_SANITIZE_BLOCK);
            }
            case ATA -> {
                ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).failedBefore(true);
                yield bench("ata", drive, drive::isShut, NativeTechnique.ATA_SANITIZE_BLOCK);
            }
            case SCSI -> {
                ModelScsi drive = new ModelScsi(channel.medium(), Conduct.HONEST).failedBefore(true);
                yield bench("scsi", drive, drive::isShut, NativeTechnique.SCSI_SANITIZE_BLOCK);
            }
            case MMC, TCG -> throw new IllegalArgumentException("keeps no failure of before");
        };
        bench.journal.failAfter(good, failedButApplied);
        JobEnd end = bench.job().start();
        boolean failed = end instanceof JobEnd.Interrupted;
        bench.journal.repair();
        if (failed) {
            end = bench.job().resume();
        }
        assertThat(end).as("change %d", good).isInstanceOf(JobEnd.Finished.class);
        Evidence evidence = evidence(end);
        assertThat(channel.medium()).as("change %d", good).is(filledWith(0));
        assertThat(ends(evidence)).as("change %d", good).endsWith(DriveEvent.NativeEnd.ENDED);
        DriveEvent.SamplingFinished looked =
                evidence.all(DriveEvent.SamplingFinished.class).getLast();
        assertThat(looked.canaryBytesFound()).isZero();
        assertThat(looked.canaryBytesRead()).as("change %d", good).isPositive();
        Verdict verdict = VerdictRules.judge(evidence);
        // What is looked at after a time that nobody watched is unproven, but for NVMe, which tells that nothing was
        // written.
        assertThat(verdict.reasons())
                .as("change %d: %s", good, verdict)
                .isSubsetOf(Verdict.Reason.HIDDEN_AREAS_UNKNOWN, Verdict.Reason.UNWATCHED);
        if (bus == NativeTechnique.Bus.NVME) {
            assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Verdict.Level.PURGED);
        }
        return !failed;
    }

    /** Somebody took it out in between, and uses it. */
    @Test
    void aDriveThatWasBroughtBackAndIsInUseByNowIsNotPlanted() throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            channel = FaultyChannel.device(4096, 512);
            ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).failedBefore(true);
            NativeBench bench = bench("ata", drive, drive::isShut, NativeTechnique.ATA_SANITIZE_BLOCK);
            bench.journal.failAfter(good, false);
            assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
            bench.journal.repair();
            boolean ended = Evidence.readOpen(bench.journal.evidence()).stream()
                    .anyMatch(DriveEvent.NativeFinished.class::isInstance);
            if (!ended) {
                continue;
            }
            Arrays.fill(channel.medium(), (byte) 'x');
            assertThat(bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
            assertThat(channel.medium()).is(filledWith('x'));
            return;
        }
        throw new AssertionError("the first attempt never ended");
    }

    /** Brought back and planted, it was told, and the power went; it has failed once more meanwhile. */
    @Test
    void aDriveThatFailsASecondTimeIsBroughtBackASecondTime() throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            channel = FaultyChannel.device(4096, 512);
            ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).failedBefore(true);
            NativeBench bench = bench("nvme", drive, drive::isShut, NativeTechnique.NVME_SANITIZE_BLOCK);
            bench.journal.failAfter(good, false);
            assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
            bench.journal.repair();
            long begun = Evidence.readOpen(bench.journal.evidence()).stream()
                    .filter(DriveEvent.NativeStarted.class::isInstance)
                    .count();
            if (begun < 2) {
                continue;
            }
            Arrays.fill(channel.medium(), (byte) 'x');
            ModelNvme failed = new ModelNvme(channel.medium(), Conduct.HONEST).failedBefore(true);
            FaultyChannel barred =
                    channel.with(_ -> failed.isShut() ? new Fault.Fails(Fault.EIO) : new Fault.Nothing());
            Evidence evidence = evidence(
                    new NativeBench(barred, failed, bench.journal).job().resume());
            assertThat(failed.erasing()).containsExactly(NVME_AUSE, NVME_PLAIN, NVME_AUSE);
            requirePurged(evidence);
            return;
        }
        throw new AssertionError("the second attempt never began");
    }

    /** The last technique of the plan knows nothing of the failure that the others told of. */
    @Test
    void aDriveInFailureThatRefusesAllOfThemComesToAnEnd() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.REFUSING).failedBefore(false);
        Evidence evidence = evidence(bench(
                        "nvme",
                        drive,
                        drive::isShut,
                        NativeTechnique.NVME_SANITIZE_BLOCK,
                        NativeTechnique.NVME_SANITIZE_CRYPTO,
                        NativeTechnique.NVME_FORMAT_USER_DATA)
                .job()
                .start());
        assertThat(ends(evidence)).hasSize(3).containsOnly(DriveEvent.NativeEnd.REFUSED);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.UNPROVEN);
    }
}
