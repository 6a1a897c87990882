package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.VerdictRules;

/** GB 46864-2025 on drives on which too little can be planted, cut off where nobody can say any more whose data they hold: each comes to a verdict, and none is overwritten. */
class NativeElseUntoldTest {
    private static final Policy GB = PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow();
    private static final int CHANGES_MOST = 100;
    private static final byte OLD = 0x5a;
    private static final byte THEIRS = 0x77;

    /** One job, its drive and its medium. */
    private static final class Job {
        final FaultyChannel channel = FaultyChannel.device(2048, 512);
        final MemoryJournal journal = new MemoryJournal();
        final ModelAta drive;
        final NativeBench bench;

        Job(Conduct conduct, byte holds) throws JournalException {
            drive = new ModelAta(channel.medium(), conduct);
            Arrays.fill(channel.medium(), holds);
            bench = new NativeBench(channel, drive, journal);
            bench.open("ata", GB, NativeTechnique.ATA_SANITIZE_BLOCK);
        }

        /** Only half of it can be written. */
        Job dying() {
            long half = channel.capacityBytes() / 2;
            channel.with(Fault.badBlocks(half, channel.capacityBytes() - 65_536, Request.Kind.WRITE));
            return this;
        }

        <E extends Event> List<E> all(Class<E> kind) throws EvidenceException {
            return Evidence.readOpen(journal.evidence()).stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }

        /** Goes on until it is cut off when the next {@code good} changes and one more are kept; whether it was. */
        boolean cutOff(boolean resumed, int good) {
            journal.failAfter(good, true);
            JobEnd end = resumed ? bench.job().resume() : bench.job().start();
            journal.repair();
            return end instanceof JobEnd.Interrupted;
        }

        Evidence resumed() {
            JobEnd end = bench.job().resume();
            assertThat(end).isInstanceOf(JobEnd.Finished.class);
            return ((JobEnd.Finished) end).evidence();
        }

        /** It was told nothing more, and not written to. */
        void endsUntold() {
            int writes = channel.writes();
            int erasing = drive.erasing().size();
            Evidence evidence = resumed();
            Verdict verdict = VerdictRules.judge(evidence);
            assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
            assertThat(evidence.all(Event.PassStarted.class)).isEmpty();
            assertThat(evidence.plan().passes()).isEmpty();
            assertThat(channel.writes()).isEqualTo(writes);
            assertThat(drive.erasing()).hasSize(erasing);
        }
    }

    /** New jobs of a kind. */
    @FunctionalInterface
    private interface Kind {
        Job begin() throws Exception;
    }

    /** One that was cut off when the last event of its record was of this kind, as often as that. */
    private static Job cutOffAt(Class<? extends Event> last, int count, boolean resumed, Kind kind) throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            Job job = kind.begin();
            if (job.cutOff(resumed, good)
                    && last.isInstance(job.all(Event.class).getLast())
                    && job.all(last).size() == count) {
                return job;
            }
        }
        throw new AssertionError("it never came to " + last);
    }

    private static Job begun(Conduct conduct, byte holds) throws Exception {
        return cutOffAt(DriveEvent.NativeStarted.class, 1, false, () -> new Job(conduct, holds).dying());
    }

    /** Nobody knows whether its command was sent: it may be its owner's still, or somebody's since. */
    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"HONEST", "REFUSING"})
    void aDriveThatHoldsOtherContentsWhenItsAttemptHadJustBegunIsToldNothingMore(Conduct conduct) throws Exception {
        Job job = begun(conduct, OLD);
        job.endsUntold();
        // It is closed now, and stays as it is.
        job.endsUntold();
    }

    @Test
    void norIsItIfItIsCutOffAgainWhileItsRecordIsClosed() throws Exception {
        for (int good = 0; good < CHANGES_MOST; good++) {
            Job job = begun(Conduct.HONEST, OLD);
            boolean cutOff = job.cutOff(true, good);
            job.endsUntold();
            if (!cutOff) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    @Test
    void aDriveThatHoldsNobodysDataIsToldOnceMore() throws Exception {
        Job job = begun(Conduct.HONEST, (byte) 0);
        Evidence evidence = job.resumed();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PARTIAL);
        assertThat(job.drive.erasing()).isNotEmpty();
    }

    @Test
    void aNamelessOneIsNotClosedForAnother() throws Exception {
        Job job = begun(Conduct.HONEST, OLD);
        job.bench.identityHolds = false;
        assertThat(job.bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(job.all(Event.Closed.class)).isEmpty();
    }

    /** Others show that it is nobody's. */
    @Test
    void aPlaceThatCanNotBeReadKeepsNoDriveFromItsSecondAttempt() throws Exception {
        Job job = cutOffAt(DriveEvent.NativeStarted.class, 1, false, () -> new Job(Conduct.HONEST, OLD));
        ByteRange place =
                job.all(DriveEvent.CanariesPlanted.class).getFirst().ranges().get(3);
        job.channel.with(Fault.badBlocks(place.offset(), place.end(), Request.Kind.READ));
        Evidence evidence = job.resumed();
        assertThat(evidence.all(DriveEvent.CanariesPlanted.class)).hasSize(2);
        assertThat(job.drive.erasing()).isNotEmpty();
    }

    /** The first attempt may have erased it before it was left: what it holds after the second is not what it held before the job. */
    @Test
    void aDriveThatRefusedAfterAnAttemptThatNobodySawEndIsLookedAt() throws Exception {
        Kind refused =
                () -> cutOffAt(DriveEvent.NativeFinished.class, 2, true, () -> begun(Conduct.REFUSING, (byte) 0));
        Job job = refused.begin();
        assertThat(job.all(DriveEvent.NativeFinished.class).stream().map(DriveEvent.NativeFinished::end))
                .containsExactly(DriveEvent.NativeEnd.LEFT, DriveEvent.NativeEnd.REFUSED);
        Arrays.fill(job.channel.medium(), THEIRS);
        job.endsUntold();
        assertThat(job.channel.medium()).is(filledWith(THEIRS));
        Job blank = refused.begin();
        assertThat(blank.resumed().all(Event.PassStarted.class)).hasSize(1);
    }

    /** It holds what it held before the job, which tells nobody whose it is. */
    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"LAST_RESULT", "REFUSING"})
    void aNamelessDriveInThePlaceOfOneWhosePassHadJustBegunIsNotOverwritten(Conduct conduct) throws Exception {
        Job job = cutOffAt(Event.PassStarted.class, 1, false, () -> new Job(conduct, OLD).dying());
        Arrays.fill(job.channel.medium(), THEIRS);
        job.bench.identityHolds = false;
        assertThat(job.bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(job.channel.medium()).is(filledWith(THEIRS));
    }
}
