package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelNvme.Purging;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.VerdictRules;

/** Drives that say that they report purging are told to purge or to fail; no honest one ends worse for that. */
@Execution(ExecutionMode.CONCURRENT)
class NativePurgeRequestTest {
    private static final int CHANGES_MOST = 80;
    private static final String PURGING = "84:00000a0a";
    private static final String PLAIN = "84:0000020a";
    private static final String RESTRICTED = "84:00000202";
    private static final String EXIT = "84:00000001";

    private FaultyChannel channel = FaultyChannel.device(4096, 512);

    private NativeBench bench(ModelNvme drive) throws JournalException {
        FaultyChannel barred = channel.with(_ -> drive.isShut() ? new Fault.Fails(Fault.EIO) : new Fault.Nothing());
        NativeBench bench = new NativeBench(barred, drive, new MemoryJournal());
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        return bench;
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private Verdict verdict(ModelNvme drive) throws JournalException {
        return VerdictRules.judge(evidence(bench(drive).job().start()));
    }

    private ModelNvme drive(Conduct conduct) {
        return new ModelNvme(channel.medium(), conduct);
    }

    @Test
    void whoSaysThatItReportsPurgingIsToldToPurgeOrToFail() throws JournalException {
        ModelNvme drive = drive(Conduct.HONEST).purging(Purging.REPORTED);
        Verdict verdict = verdict(drive);
        assertThat(drive.erasing()).containsExactly(PURGING);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.PURGED);
        assertThat(channel.medium()).is(filledWith(0));
    }

    @Test
    void whoRefusesThatIsToldTheSameWithoutItInOneAttempt() throws JournalException {
        ModelNvme drive = drive(Conduct.HONEST).purging(Purging.REFUSED);
        Evidence evidence = evidence(bench(drive).job().start());
        assertThat(drive.erasing()).containsExactly(PURGING, PLAIN);
        assertThat(evidence.all(DriveEvent.NativeStarted.class)).hasSize(1);
        assertThat(evidence.all(DriveEvent.NativeCommanded.class)).hasSize(2);
        assertThat(evidence.all(DriveEvent.CanariesPlanted.class)).hasSize(1);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PURGED);
        assertThat(channel.medium()).is(filledWith(0));
    }

    @Test
    void whoDoesNotSayThatItPurgedIsUnproven() throws JournalException {
        ModelNvme drive = drive(Conduct.HONEST).purging(Purging.NOT_REPORTED);
        Verdict verdict = verdict(drive);
        assertThat(drive.erasing()).as("it is not told anew without it").containsExactly(PURGING);
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.PURGE_NOT_TOLD);
    }

    /** Where passes stand in for its own way they are made: should the bit be another, an honest drive is cleared. */
    @Test
    void itIsOverwrittenWhereTheRuleSetSaysSo() throws JournalException {
        ModelNvme drive = drive(Conduct.HONEST).purging(Purging.NOT_REPORTED);
        NativeBench bench = new NativeBench(channel, drive, new MemoryJournal());
        bench.open("nvme", PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow(), NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        assertThat(evidence.all(Event.PassStarted.class)).hasSize(1);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.CLEARED);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.PURGE_NOT_TOLD);
    }

    /** The bit is reserved in what it claims. */
    @Test
    void ofAnOlderControllerTheBitIsNotRead() throws JournalException {
        ModelNvme drive = drive(Conduct.HONEST).capabilities(0x27);
        assertThat(verdict(drive).level()).isEqualTo(Level.PURGED);
        assertThat(drive.erasing()).containsExactly(PLAIN);
    }

    @ParameterizedTest
    @CsvSource({
        "LYING,REPORTED,FAILED",
        "LYING,REFUSED,FAILED",
        "FAILING,REPORTED,FAILED",
        "FAILING,REFUSED,FAILED",
        "STUCK,REPORTED,UNPROVEN",
        "VANISHING,REPORTED,UNPROVEN",
        "LAST_RESULT,REPORTED,FAILED",
        "REFUSING,REPORTED,UNPROVEN"
    })
    void whateverItDoesNothingWrongIsSaidOfIt(Conduct conduct, Purging purging, Level level) throws JournalException {
        ModelNvme drive = drive(conduct).purging(purging);
        Verdict verdict = verdict(drive);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        if (conduct == Conduct.FAILING && purging == Purging.REPORTED) {
            assertThat(drive.erasing())
                    .as("it fails as it was told to, and is not told anew without it")
                    .containsExactly(PURGING, EXIT);
        }
        if (conduct == Conduct.REFUSING) {
            assertThat(drive.erasing()).containsExactly(PURGING, PLAIN);
        }
    }

    /** Nothing that would bring it into restricted failure is sent before it says that it is in it, and what brings it back asks for no more. */
    @ParameterizedTest
    @EnumSource(
            value = Purging.class,
            names = {"REPORTED", "REFUSED"})
    void aDriveInRestrictedFailureIsBroughtBackAndThenToldToPurge(Purging purging) throws JournalException {
        ModelNvme drive = drive(Conduct.HONEST).purging(purging).failedBefore(true);
        Verdict verdict = verdict(drive);
        assertThat(drive.erasing())
                .isEqualTo(
                        purging == Purging.REPORTED
                                ? List.of(PURGING, RESTRICTED, PURGING)
                                : List.of(PURGING, PLAIN, RESTRICTED, PURGING, PLAIN));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.PURGED);
    }

    /** Every change of the journal fails, with and without effect: also between the two commands. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Purging.class,
            names = {"REPORTED", "REFUSED"})
    void cutOffAtAnyLineItGoesOnToTheSameEnd(Purging purging) throws JournalException {
        for (boolean failedButApplied : new boolean[] {false, true}) {
            boolean through = false;
            for (int good = 0; good < CHANGES_MOST && !through; good++) {
                through = cutOff(purging, good, failedButApplied);
            }
            assertThat(through).isTrue();
        }
    }

    private boolean cutOff(Purging purging, int good, boolean failedButApplied) throws JournalException {
        channel = FaultyChannel.device(4096, 512);
        NativeBench bench = bench(drive(Conduct.HONEST).purging(purging));
        bench.journal.failAfter(good, failedButApplied);
        JobEnd end = bench.job().start();
        boolean failed = end instanceof JobEnd.Interrupted;
        bench.journal.repair();
        if (failed) {
            end = bench.job().resume();
        }
        assertThat(end).as("change %d", good).isInstanceOf(JobEnd.Finished.class);
        Verdict verdict = VerdictRules.judge(evidence(end));
        assertThat(channel.medium()).as("change %d", good).is(filledWith(0));
        assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Level.PURGED);
        return !failed;
    }
}
