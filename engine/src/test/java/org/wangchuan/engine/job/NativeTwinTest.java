package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.Arrays;
import java.util.Random;
import org.assertj.core.api.Condition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/**
 * Two NVMe drives that tell the same serial number. One was sanitized before, by the very command that the other is cut off at, and was not written to since: its log
 * says of itself all that the other would have to.
 */
@Execution(ExecutionMode.CONCURRENT)
class NativeTwinTest {
    private static final int CHANGES_MOST = 60;
    private static final int OURS = 0x20a;

    private final FaultyChannel first = FaultyChannel.device(4096, 512);
    private final FaultyChannel second = FaultyChannel.device(4096, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private static NativeBench bench(FaultyChannel channel, ModelNvme drive, MemoryJournal journal) {
        return new NativeBench(channel, drive, journal);
    }

    /** False once the journal takes all that a job writes. */
    private boolean isCutOffAt(int good, Conduct conduct) throws Exception {
        return isCutOffAt(good, new ModelNvme(first.medium(), conduct), NativeTechnique.NVME_SANITIZE_BLOCK);
    }

    private boolean isCutOffAt(int good, ModelNvme drive, NativeTechnique technique) throws Exception {
        Arrays.fill(first.medium(), (byte) 'x');
        NativeBench begun = bench(first, drive, journal);
        begun.open("nvme", technique);
        journal.failAfter(good, false);
        boolean cut = begun.job().start() instanceof JobEnd.Interrupted;
        journal.repair();
        return cut;
    }

    private long ends(DriveEvent.NativeEnd end) throws Exception {
        return Evidence.readOpen(journal.evidence()).stream()
                .filter(event -> event instanceof DriveEvent.NativeFinished finished && finished.end() == end)
                .count();
    }

    private boolean hasEnded() throws Exception {
        return ends(DriveEvent.NativeEnd.ENDED) > 0;
    }

    private boolean wasTold() throws Exception {
        return Evidence.readOpen(journal.evidence()).stream().anyMatch(DriveEvent.NativeCommanded.class::isInstance);
    }

    private boolean wasLookedAt() throws Exception {
        return Evidence.readOpen(journal.evidence()).stream().anyMatch(DriveEvent.SamplingFinished.class::isInstance);
    }

    /** Wherever it is cut off. */
    @Test
    void aTwinsOldSuccessIsNeverThatOfADriveThatLies() throws Exception {
        boolean toldOnlyAgain = false;
        boolean endedOnlyAgain = false;
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativeTwinTest run = new NativeTwinTest();
            if (!run.isCutOffAt(good, Conduct.LYING)) {
                assertThat(toldOnlyAgain).as("cut off at work").isTrue();
                assertThat(endedOnlyAgain).as("cut off at its end").isTrue();
                return;
            }
            boolean told = run.wasTold();
            boolean ended = run.hasEnded();
            boolean looked = run.wasLookedAt();
            ModelNvme twin = new ModelNvme(run.second.medium(), Conduct.LYING).sanitizedBefore(OURS);
            JobEnd end = bench(run.second, twin, run.journal).job().resume();
            if (end instanceof JobEnd.Finished(Evidence evidence)) {
                Verdict verdict = VerdictRules.judge(evidence);
                assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Verdict.Level.FAILED);
                boolean again = told && !twin.erasing().isEmpty();
                assertThat(again).as("change %d: told again", good).isEqualTo(told && !looked);
                toldOnlyAgain |= again && !ended;
                endedOnlyAgain |= again && ended;
            }
            assertThat(run.first.medium()).is(filledWithItsOwn());
        }
        throw new AssertionError("the job never came through");
    }

    /** The first keeps what it held but for what was planted; nothing after the cut writes to it. */
    private static Condition<byte[]> filledWithItsOwn() {
        return new Condition<>(
                bytes -> {
                    int kept = 0;
                    for (byte one : bytes) {
                        kept += one == 'x' ? 1 : 0;
                    }
                    return kept > bytes.length / 2;
                },
                "still holding what it held");
    }

    /** It erases itself before our eyes, be it the drive that the job began on or its twin: that is what is shown, of a drive of this number. */
    @Test
    void aDriveThatIsFoundAtItsEndIsToldAgainAndShown() throws Exception {
        int again = 0;
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativeTwinTest run = new NativeTwinTest();
            if (!run.isCutOffAt(good, Conduct.INSTANT)) {
                assertThat(again).isPositive();
                return;
            }
            if (!run.wasTold() || run.wasLookedAt()) {
                continue;
            }
            ModelNvme drive = new ModelNvme(run.first.medium(), Conduct.HONEST).sanitizedBefore(OURS);
            JobEnd end = bench(run.first, drive, run.journal).job().resume();
            assertThat(end).isInstanceOf(JobEnd.Finished.class);
            Evidence evidence = ((JobEnd.Finished) end).evidence();
            Verdict verdict = VerdictRules.judge(evidence);
            assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Verdict.Level.PURGED);
            assertThat(verdict.reasons()).as("change %d", good).isEmpty();
            assertThat(evidence.all(DriveEvent.CanariesPlanted.class)).hasSize(2);
            assertThat(drive.erasing()).hasSize(1);
            assertThat(run.first.medium()).is(filledWith(0));
            again++;
        }
        throw new AssertionError("the job never came through");
    }

    /** Cut off once more while it is planted for that, it has been written to: by this job, and nobody else. */
    @ParameterizedTest
    @EnumSource(
            value = NativeTechnique.class,
            names = {"NVME_SANITIZE_BLOCK", "NVME_SANITIZE_CRYPTO"})
    void cutOffAgainWhileItIsPlantedAgainItComesToTheSameEnd(NativeTechnique technique) throws Exception {
        int ended = changesUntilItEnded(technique);
        int planting = 0;
        for (int more = 0; more < CHANGES_MOST; more++) {
            NativeTwinTest run = new NativeTwinTest();
            ModelNvme drive = run.drive(technique);
            assertThat(run.isCutOffAt(ended, drive, technique)).isTrue();
            byte[] before = run.first.medium().clone();
            run.journal.failAfter(more, false);
            assertThat(bench(run.first, drive, run.journal).job().resume()).isInstanceOf(JobEnd.Interrupted.class);
            run.journal.repair();
            if (drive.erasing().size() > 1) {
                assertThat(planting).isPositive();
                return; // it was told again: what comes then is as at first
            }
            if (!Arrays.equals(before, run.first.medium())) {
                drive.use();
                planting++;
            }
            JobEnd end = bench(run.first, drive, run.journal).job().resume();
            assertThat(end).as("change %d", more).isInstanceOf(JobEnd.Finished.class);
            Verdict verdict = VerdictRules.judge(((JobEnd.Finished) end).evidence());
            assertThat(verdict.level()).as("change %d: %s", more, verdict).isEqualTo(Verdict.Level.PURGED);
        }
        throw new AssertionError("the job never came through");
    }

    private static int changesUntilItEnded(NativeTechnique technique) throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativeTwinTest run = new NativeTwinTest();
            assertThat(run.isCutOffAt(good, run.drive(technique), technique)).isTrue();
            if (run.hasEnded()) {
                return good;
            }
        }
        throw new AssertionError("it never ended");
    }

    /** An honest one, which leaves noise if it only changes a key. */
    private ModelNvme drive(NativeTechnique technique) {
        ModelNvme drive = new ModelNvme(first.medium(), Conduct.HONEST);
        return technique.cryptographic() ? drive.leaving(new Random(7)::nextBytes) : drive;
    }

    /** What was missed is only what came after the look: the drive itself was seen to be rid of what was planted. */
    @Test
    void whatWasLookedForBeforeNeedsNoOtherSanitize() throws Exception {
        int looked = 0;
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativeTwinTest run = new NativeTwinTest();
            if (!run.isCutOffAt(good, Conduct.INSTANT)) {
                assertThat(looked).isPositive();
                return;
            }
            if (!run.wasLookedAt()) {
                continue;
            }
            looked++;
            ModelNvme drive = new ModelNvme(run.first.medium(), Conduct.HONEST).sanitizedBefore(OURS);
            JobEnd end = bench(run.first, drive, run.journal).job().resume();
            assertThat(end).isInstanceOf(JobEnd.Finished.class);
            Verdict verdict = VerdictRules.judge(((JobEnd.Finished) end).evidence());
            assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Verdict.Level.PURGED);
            assertThat(drive.erasing()).isEmpty();
        }
        throw new AssertionError("the job never came through");
    }

    /** Who comes back to one that is at work has missed nothing. */
    @Test
    void oneThatIsFoundAtWorkIsNotToldAgain() throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativeTwinTest run = new NativeTwinTest();
            assertThat(run.isCutOffAt(good, Conduct.HONEST)).isTrue();
            if (!run.wasTold()) {
                continue;
            }
            ModelNvme drive = new ModelNvme(run.first.medium(), Conduct.HONEST).atWork(OURS);
            JobEnd end = bench(run.first, drive, run.journal).job().resume();
            Evidence evidence = ((JobEnd.Finished) end).evidence();
            assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.PURGED);
            assertThat(drive.erasing()).isEmpty();
            assertThat(run.ends(DriveEvent.NativeEnd.LEFT)).isZero();
            return;
        }
        throw new AssertionError("it was never told");
    }

    /** One that was written to since is somebody's: it is neither planted nor told again, and unproven. */
    @Test
    void oneThatWasWrittenToSinceIsNotToldAgain() throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            NativeTwinTest run = new NativeTwinTest();
            assertThat(run.isCutOffAt(good, Conduct.HONEST)).isTrue();
            if (!run.wasTold()) {
                continue;
            }
            ModelNvme twin = new ModelNvme(run.second.medium(), Conduct.HONEST).sanitizedBefore(OURS);
            Arrays.fill(run.second.medium(), (byte) 'y');
            twin.use();
            JobEnd end = bench(run.second, twin, run.journal).job().resume();
            Verdict verdict = VerdictRules.judge(((JobEnd.Finished) end).evidence());
            assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
            assertThat(verdict.reasons()).contains(Verdict.Reason.WRITTEN_SINCE);
            assertThat(twin.erasing()).isEmpty();
            assertThat(run.second.medium()).is(filledWith('y'));
            return;
        }
        throw new AssertionError("it was never told");
    }
}
