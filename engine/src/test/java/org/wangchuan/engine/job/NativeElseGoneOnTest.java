package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** GB 46864-2025 on drives that nobody watched for a while: an honest one comes to a verdict, and one that may be somebody's by now is not overwritten. */
@Execution(ExecutionMode.CONCURRENT)
class NativeElseGoneOnTest {
    private static final Policy GB = PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow();
    private static final int BLOCKS = 4096;
    private static final int CHANGES_MOST = 300;
    private static final byte OLD = 0x5a;
    private static final byte[] MAKERS = {0x33, (byte) 0xcc, 0x55, (byte) 0xaa};

    /** One job, its drive and its medium. */
    private static final class Job {
        final FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
        final MemoryJournal journal = new MemoryJournal();
        final NativeBench bench;

        Job(String bus, Function<Job, PassThrough> drive, NativeTechnique technique) throws JournalException {
            Arrays.fill(channel.medium(), OLD);
            bench = new NativeBench(channel, drive.apply(this), journal);
            bench.open(bus, GB, technique);
        }

        static Job ata(Function<Job, PassThrough> drive) throws JournalException {
            return new Job("ata", drive, NativeTechnique.ATA_SANITIZE_BLOCK);
        }

        static Job nvme(Function<Job, PassThrough> drive) throws JournalException {
            return new Job("nvme", drive, NativeTechnique.NVME_SANITIZE_BLOCK);
        }

        /** Starts it, and cuts it off when the next {@code good} changes are kept; whether it was. */
        boolean cutOff(boolean resumed, int good) {
            journal.failAfter(good, true);
            JobEnd end = resumed ? bench.job().resume() : bench.job().start();
            journal.repair();
            return end instanceof JobEnd.Interrupted;
        }

        boolean holds(String event) {
            return new String(journal.evidence(), StandardCharsets.UTF_8).contains("\"event\":\"" + event + "\"");
        }

        /** From now on a place where something was planted can't be read before it was written once more. */
        void loseOnePlace() {
            ByteRange place = planted().ranges().get(3);
            AtomicBoolean written = new AtomicBoolean();
            channel.with(request -> {
                boolean touched = request.kind() != Request.Kind.FLUSH
                        && request.offset() < place.end()
                        && request.offset() + request.length() > place.offset();
                written.compareAndSet(false, touched && request.kind() == Request.Kind.WRITE);
                return touched && !written.get() ? new Fault.Fails(Fault.EIO) : new Fault.Nothing();
            });
        }

        private DriveEvent.CanariesPlanted planted() {
            try {
                return Evidence.readOpen(journal.evidence()).stream()
                        .filter(DriveEvent.CanariesPlanted.class::isInstance)
                        .map(DriveEvent.CanariesPlanted.class::cast)
                        .reduce((_, last) -> last)
                        .orElseThrow();
            } catch (EvidenceException e) {
                throw new AssertionError(e);
            }
        }

        Evidence resumed() {
            journal.repair();
            JobEnd end = bench.job().resume();
            assertThat(end).isInstanceOf(JobEnd.Finished.class);
            return ((JobEnd.Finished) end).evidence();
        }
    }

    /** New jobs of a kind. */
    @FunctionalInterface
    private interface Kind {
        Job begin() throws JournalException;
    }

    /** One that was cut off when an event had just been written for the first time. */
    private static Job cutOffAt(String event, Kind kind) throws JournalException {
        for (int good = 0; good < CHANGES_MOST; good++) {
            Job job = kind.begin();
            if (job.cutOff(false, good) && job.holds(event)) {
                return job;
            }
        }
        throw new AssertionError("it never came to " + event);
    }

    private static Job losing(Conduct conduct) throws JournalException {
        return Job.ata(job -> {
            AtomicBoolean lost = new AtomicBoolean();
            return HookedDrive.onErase(new ModelAta(job.channel.medium(), conduct), _ -> {
                if (lost.compareAndSet(false, true)) {
                    job.loseOnePlace();
                }
            });
        });
    }

    /** Only half of it can be written, and it does nothing of what it is told. */
    private static Job halfDead() throws JournalException {
        return Job.ata(job -> {
            long half = job.channel.capacityBytes() / 2;
            job.channel.with(Fault.badBlocks(half, job.channel.capacityBytes() - 65_536, Request.Kind.WRITE));
            return new ModelAta(job.channel.medium(), Conduct.LAST_RESULT);
        });
    }

    private static void isCleared(Evidence evidence) {
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.CLEARED);
        assertThat(verdict.unreachable()).isEmpty();
        assertThat(verdict.reasons()).doesNotContain(Reason.UNREACHABLE_BLOCKS);
        assertThat(evidence.all(Event.PassStarted.class)).hasSize(1);
    }

    private static Verdict isUnprovenWithoutPass(Evidence evidence) {
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(evidence.all(Event.PassStarted.class)).isEmpty();
        assertThat(evidence.plan().passes()).isEmpty();
        return verdict;
    }

    /** Its pass writes the place and reads it back: nothing is out of reach. */
    @Test
    void aPlaceThatCouldNotBeReadInTheSearchIsOverwrittenAndNamedNowhere() throws JournalException {
        Job job = losing(Conduct.HONEST);
        JobEnd end = job.bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        isCleared(((JobEnd.Finished) end).evidence());
    }

    @Test
    void whatThePassCanNotReadEitherIsNamed() throws JournalException {
        Job job = Job.ata(one -> HookedDrive.onErase(new ModelAta(one.channel.medium(), Conduct.HONEST), _ -> {
            ByteRange place = one.planted().ranges().get(3);
            one.channel.with(Fault.badBlocks(place.offset(), place.end(), Request.Kind.READ));
        }));
        JobEnd end = job.bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        Verdict verdict = VerdictRules.judge(((JobEnd.Finished) end).evidence());
        assertThat(verdict.level()).isEqualTo(Level.PARTIAL);
        assertThat(verdict.unreachable()).isNotEmpty();
    }

    /** It lost power at its block erase and was seen at work again; or nobody was away before its search was over. */
    @Test
    void aPlaceThatCanNotBeReadKeepsNoDriveFromItsPassAfterItWasAway() throws JournalException {
        for (String event : new String[] {"native-told", "native-finished", "sampling-finished"}) {
            isCleared(cutOffAt(event, () -> losing(Conduct.HONEST)).resumed());
        }
    }

    @Tag("slow")
    @Test
    void norDoesASecondTime() throws JournalException {
        for (int good = 0; good < CHANGES_MOST; good++) {
            Job job = cutOffAt("native-told", () -> losing(Conduct.HONEST));
            boolean cutOff = job.cutOff(true, good);
            isCleared(job.resumed());
            if (!cutOff) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /** It holds what its owner wrote: nobody can tell whether that was written since. */
    @Tag("slow")
    @Test
    void aDriveOnWhichNothingCouldBePlantedGetsItsVerdictAfterItWasAway() throws JournalException {
        for (int good = 0; good < CHANGES_MOST; good++) {
            Job job = cutOffAt("native-commanded", NativeElseGoneOnTest::halfDead);
            boolean cutOff = job.cutOff(true, good);
            int writes = job.channel.writes();
            isUnprovenWithoutPass(job.resumed());
            assertThat(job.channel.writes()).isEqualTo(writes);
            if (!cutOff) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /** Somebody watched it until its pass began; what it held then already says nothing. */
    @Test
    void soDoesOneWhosePassHadJustBegun() throws JournalException {
        Job job = cutOffAt("pass-started", NativeElseGoneOnTest::halfDead);
        Evidence evidence = job.resumed();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PARTIAL);
        assertThat(evidence.all(Event.PassStarted.class)).hasSize(1);
    }

    @Test
    void aDriveThatFillsItselfWithAPatternOfItsMakersGetsItsVerdictAfterItWasAway() throws JournalException {
        Job job = cutOffAt("native-finished", () -> Job.ata(one -> new ModelAta(one.channel.medium(), Conduct.HONEST)));
        for (int i = 0; i < job.channel.medium().length; i++) {
            job.channel.medium()[i] = MAKERS[i % MAKERS.length];
        }
        int writes = job.channel.writes();
        assertThat(isUnprovenWithoutPass(job.resumed()).reasons()).contains(Reason.UNWATCHED);
        isUnprovenWithoutPass(job.resumed());
        assertThat(job.channel.writes()).isEqualTo(writes);
    }

    @Test
    void aDriveThatNothingTellsFromOthersIsLeftAlone() throws JournalException {
        Job job = cutOffAt("sampling-finished", () -> losing(Conduct.HONEST));
        Arrays.fill(job.channel.medium(), OLD);
        job.bench.identityHolds = false;
        assertThat(job.bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(job.channel.medium()).is(filledWith(OLD));
    }

    /** It was away after its search, and says itself that somebody used it, wherever. */
    @Test
    void aDriveThatSaysThatItWasUsedBeforeItsPassIsNotOverwritten() throws JournalException {
        Job job = cutOffAt(
                "sampling-finished",
                () -> Job.nvme(one -> new ModelNvme(one.channel.medium(), Conduct.INSTANT).sanitizedBefore(0x20a)));
        ((ModelNvme) job.bench.drive).use();
        int writes = job.channel.writes();
        isUnprovenWithoutPass(job.resumed());
        assertThat(job.channel.writes()).isEqualTo(writes);
    }

    /** Blank is any drive that was erased, or never used; what the pass has written only this one holds. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNamelessDriveWhosePassHadJustBegunIsKnownByWhatThePassHasWritten(boolean written) throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            Job job = Job.nvme(one -> new ModelNvme(one.channel.medium(), Conduct.INSTANT).sanitizedBefore(0x20a));
            // With the line that it begins, or before the first mark that is behind something.
            job.journal.failAfter(good, !written);
            assertThat(job.bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
            job.journal.repair();
            if (!job.holds("pass-started")) {
                continue;
            }
            assertThat(PassMark.read(job.journal.mark()).checkpoint().highWaterBytes())
                    .isZero();
            assertThat(filledWith(0).matches(job.channel.medium())).isNotEqualTo(written);
            int writes = job.channel.writes();
            job.bench.identityHolds = false;
            JobEnd end = job.bench.job().resume();
            if (written) {
                assertThat(end).isInstanceOf(JobEnd.Finished.class);
            } else {
                assertThat(end)
                        .isInstanceOfSatisfying(
                                JobEnd.NotRecognised.class,
                                strange -> assertThat(strange.why()).isEqualTo(JobEnd.Why.INDISTINCT));
                assertThat(job.channel.writes()).isEqualTo(writes);
            }
            return;
        }
        throw new AssertionError("its pass never began");
    }

    @Test
    void aDriveThatIsUsedWhenItsPassHadJustBegunIsNotOverwritten() throws JournalException {
        Job job = cutOffAt("pass-started", () -> losing(Conduct.HONEST));
        Arrays.fill(job.channel.medium(), OLD);
        assertThat(job.bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(job.channel.medium()).is(filledWith(OLD));
    }

    @Test
    void soIsOneThatRefused() throws JournalException {
        Job job = cutOffAt("pass-started", () -> Job.ata(one -> new ModelAta(one.channel.medium(), Conduct.REFUSING)));
        Arrays.fill(job.channel.medium(), OLD);
        assertThat(job.bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(job.channel.medium()).is(filledWith(OLD));
    }

    /** It is told no Sanitize, which would leave the password set. */
    @Test
    void aSataDriveWithSomebodysPasswordIsToldNothingAndOverwritten() throws JournalException {
        Job job = Job.ata(one -> new ModelAta(one.channel.medium(), Conduct.HONEST).openedBy("somebody's"));
        JobEnd end = job.bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        Evidence evidence = ((JobEnd.Finished) end).evidence();
        assertThat(evidence.all(DriveEvent.NativeCommanded.class)).isEmpty();
        assertThat(evidence.all(Event.PassStarted.class)).hasSize(1);
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Reason.COMMAND_REFUSED);
    }
}
