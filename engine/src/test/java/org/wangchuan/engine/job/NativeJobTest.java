package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.adb.testing.Soon;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** A drive that erases itself, from the plan to the closed record; what the verdict makes of it is for others. */
@Execution(ExecutionMode.CONCURRENT)
class NativeJobTest {
    private static final int BLOCKS = 8192;

    private final FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private NativeBench bench(Conduct conduct, UnaryOperator<ModelNvme> with) {
        return new NativeBench(channel, with.apply(new ModelNvme(channel.medium(), conduct)), journal);
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static DriveEvent.NativeFinished last(Evidence evidence) {
        return evidence.all(DriveEvent.NativeFinished.class).getLast();
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "NVME_.*", mode = EnumSource.Mode.MATCH_ANY)
    void anHonestDriveErasesItselfAndWhatWasPlantedIsGone(NativeTechnique technique) throws JournalException {
        NativeBench bench = bench(Conduct.HONEST, drive -> drive);
        bench.open("nvme", technique);
        Evidence evidence = evidence(bench.job().start());
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(last(evidence).end()).isEqualTo(DriveEvent.NativeEnd.ENDED);
        DriveEvent.CanariesPlanted planted =
                evidence.all(DriveEvent.CanariesPlanted.class).getFirst();
        assertThat(planted.ranges()).hasSizeBetween(16, 64);
        assertThat(planted.ranges().getFirst().offset()).isZero();
        assertThat(planted.ranges().getLast().end()).isEqualTo(channel.capacityBytes());
        DriveEvent.SamplingFinished looked =
                evidence.all(DriveEvent.SamplingFinished.class).getFirst();
        assertThat(looked.end()).isEqualTo(Event.VerificationEnd.COMPLETED);
        assertThat(looked.canaryBytesFound()).isZero();
        assertThat(looked.canaryBytesRead()).isPositive();
        assertThat(looked.zeroBytes()).isEqualTo(looked.bytesRead());
    }

    @Test
    void aDriveThatSaysSoAndKeepsTheDataIsFoundByWhatWasPlanted() throws JournalException {
        NativeBench bench = bench(Conduct.LYING, drive -> drive);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        DriveEvent.SamplingFinished looked =
                evidence.all(DriveEvent.SamplingFinished.class).getFirst();
        assertThat(looked.canaryBytesFound())
                .isEqualTo(looked.canaryBytesRead())
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource(Conduct.class)
    void whateverItDoesTheRecordSaysSo(Conduct conduct) throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), conduct).sanitizedBefore(0x20a); // by the very same command
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        DriveEvent.NativeEnd expected = switch (conduct) {
            case HONEST, LYING, INSTANT, LAST_RESULT, FAILING -> DriveEvent.NativeEnd.ENDED;
            case STUCK -> DriveEvent.NativeEnd.STALLED;
            case VANISHING -> DriveEvent.NativeEnd.DEVICE_GONE;
            case REFUSING -> DriveEvent.NativeEnd.REFUSED;
        };
        assertThat(last(evidence).end()).isEqualTo(expected);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level())
                .as(verdict.toString())
                .isEqualTo(
                        switch (conduct) {
                            case HONEST -> Verdict.Level.PURGED;
                            case LYING, LAST_RESULT, FAILING -> Verdict.Level.FAILED;
                            case INSTANT, STUCK, VANISHING, REFUSING -> Verdict.Level.UNPROVEN;
                        });
        boolean looked = !evidence.all(DriveEvent.SamplingFinished.class).isEmpty();
        assertThat(looked).isEqualTo(expected == DriveEvent.NativeEnd.ENDED && conduct != Conduct.FAILING);
        List<String> sent = drive.erasing();
        // The way out of the failure comes after what tells of it.
        assertThat(sent.getLast().endsWith("00000001")).isEqualTo(conduct == Conduct.FAILING);
        if (conduct == Conduct.FAILING) {
            List<Event> events = evidence.events();
            DriveEvent.NativeTold told =
                    evidence.all(DriveEvent.NativeTold.class).getLast();
            DriveEvent.NativeCommanded left =
                    evidence.all(DriveEvent.NativeCommanded.class).getLast();
            assertThat(events.indexOf(told)).isLessThan(events.indexOf(left));
        }
    }

    @Test
    void whatIsRefusedIsFollowedByTheNextThatWasPlanned() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).capabilities(1);
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK, NativeTechnique.NVME_SANITIZE_CRYPTO);
        Evidence evidence = evidence(bench.job().start());
        assertThat(evidence.all(DriveEvent.NativeFinished.class))
                .extracting(DriveEvent.NativeFinished::end)
                .containsExactly(DriveEvent.NativeEnd.REFUSED, DriveEvent.NativeEnd.ENDED);
        assertThat(evidence.all(DriveEvent.NativeStarted.class).getLast().technique())
                .isEqualTo("nvme-sanitize-crypto");
    }

    @Test
    void somebodyElsesIsWaitedForBeforeOursBegins() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST).atWork(0x04);
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        Evidence evidence = evidence(bench.job().start());
        assertThat(last(evidence).end()).isEqualTo(DriveEvent.NativeEnd.ENDED);
        assertThat(drive.erasing()).hasSize(1);
    }

    /** Every change of the journal fails, with and without effect; each time the job goes on to the same good end. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyChangeOfTheJournalMayFailAndTheJobGoesOn(boolean failedButApplied) throws JournalException {
        for (int good = 0; good < 200; good++) {
            FaultyChannel medium = FaultyChannel.device(4096, 512);
            MemoryJournal kept = new MemoryJournal();
            ModelNvme drive = new ModelNvme(medium.medium(), Conduct.HONEST).sanitizedBefore(0x0a);
            NativeBench bench = new NativeBench(medium, drive, kept);
            bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
            kept.failAfter(good, failedButApplied);
            JobEnd end = bench.job().start();
            boolean failed = end instanceof JobEnd.Interrupted;
            kept.repair();
            if (failed) {
                end = bench.job().resume();
            }
            Evidence evidence = evidence(end);
            assertThat(last(evidence).end()).as("change %d", good).isEqualTo(DriveEvent.NativeEnd.ENDED);
            assertThat(medium.medium()).as("change %d", good).is(filledWith(0));
            DriveEvent.SamplingFinished looked =
                    evidence.all(DriveEvent.SamplingFinished.class).getLast();
            assertThat(looked.canaryBytesFound()).isZero();
            assertThat(looked.canaryBytesRead()).isPositive();
            Verdict verdict = VerdictRules.judge(evidence);
            assertThat(verdict.level()).as("change %d: %s", good, verdict).isEqualTo(Verdict.Level.PURGED);
            if (!failed) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    @Test
    void anotherDriveInTheSlotIsToldNothing() throws JournalException {
        NativeBench bench = bench(Conduct.HONEST, drive -> drive);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        journal.failAfter(6, false); // what it counts, asked, what it held and its digests, keys kept, planted
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        journal.repair();
        FaultyChannel other = FaultyChannel.device(BLOCKS, 512);
        ModelNvme otherDrive = new ModelNvme(other.medium(), Conduct.HONEST);
        NativeBench later = new NativeBench(other, otherDrive, journal);
        assertThat(later.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(otherDrive.erasing()).isEmpty();
        assertThat(other.writes()).isZero();
    }

    @Test
    void aDriveWithoutAnIdentityOfItsOwnIsNotGoneOnWithOnceWhatWasPlantedIsGone() throws JournalException {
        NativeBench bench = bench(Conduct.HONEST, drive -> drive);
        bench.identityHolds = false;
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        journal.failAfter(15, false);
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        java.util.Arrays.fill(channel.medium(), (byte) 0);
        journal.repair();
        assertThat(bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
    }

    @Test
    void stoppedWhileItIsAtWorkItIsWaitedForAgain() throws Exception {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.STUCK);
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        EraseJob job = bench.job();
        JobControl control = bench.control.orElseThrow();
        Thread stopper = Thread.ofPlatform().start(() -> {
            try {
                Soon.until("the drive is at work", () -> !drive.erasing().isEmpty());
            } finally {
                control.stop();
            }
        });
        JobEnd end = job.start();
        stopper.join();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        Evidence evidence = evidence(bench.job().resume());
        assertThat(drive.erasing()).hasSize(1);
        assertThat(last(evidence).end()).isEqualTo(DriveEvent.NativeEnd.STALLED);
        assertThat(evidence.all(Event.Interrupted.class)).hasSize(1);
    }
}
