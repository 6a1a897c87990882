package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.PurgeTimes;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;

/** How long a drive is waited for, and what is on record when it was given up. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Execution(ExecutionMode.CONCURRENT)
class NativeWaitTest {
    /** Asked as seldom as a large drive is in the end: more seldom than a program counts as awake between two questions. */
    private static final PurgeTimes SELDOM = new PurgeTimes(2_500, 2_500, 3_000, 6_000, 5_000);

    private final FaultyChannel channel = FaultyChannel.device(4096, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static DriveEvent.NativeFinished last(Evidence evidence) {
        return evidence.all(DriveEvent.NativeFinished.class).getLast();
    }

    private NativeBench nvme(ModelNvme drive) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        return bench;
    }

    @Test
    void aStuckDriveIsGivenUpHoweverSeldomItIsAsked() throws JournalException {
        NativeBench bench = nvme(new ModelNvme(channel.medium(), Conduct.STUCK));
        bench.times = SELDOM;
        assertThat(last(evidence(bench.job().start())).end()).isEqualTo(DriveEvent.NativeEnd.STALLED);
    }

    /** Else it is two hours, and this test does not end in time. */
    @Test
    void aJobThatIsGivenLessTimeGivesAStuckDriveUpByThen() throws JournalException {
        NativeBench bench = nvme(new ModelNvme(channel.medium(), Conduct.STUCK));
        bench.options = bench.options.withBestEffort(true).withStandstill(OptionalLong.of(300));
        assertThat(last(evidence(bench.jobByOptions().start())).end()).isEqualTo(DriveEvent.NativeEnd.STALLED);
    }

    @Test
    void whatWasOverBeforeItWasAskedTheFirstTimeIsNotWaitedForForEver() throws JournalException {
        NativeBench bench = new NativeBench(channel, new ModelScsi(channel.medium(), Conduct.INSTANT), journal);
        bench.open("scsi", NativeTechnique.SCSI_SANITIZE_CRYPTO);
        bench.times = SELDOM;
        assertThat(last(evidence(bench.job().start())).end()).isEqualTo(DriveEvent.NativeEnd.ENDED);
    }

    @Test
    void aDriveThatGoesToAndFroComesNowhere() throws JournalException {
        NativeBench bench = nvme(new ModelNvme(channel.medium(), Conduct.STUCK).toAndFro());
        assertThat(last(evidence(bench.job().start())).end()).isEqualTo(DriveEvent.NativeEnd.STALLED);
    }

    /** One thread has read and counted when another finds the drive gone: the record still adds up. */
    @Test
    void whatWasReadWhenTheDriveWentAwayIsNoContradiction() throws JournalException {
        NativeBench bench = nvme(new ModelNvme(channel.medium(), Conduct.HONEST));
        CountDownLatch gone = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        channel.with(request -> {
            boolean erased;
            synchronized (channel.medium()) {
                erased = channel.medium()[0] == 0 && channel.medium()[channel.medium().length - 1] == 0;
            }
            if (!erased || request.kind() != Request.Kind.READ) {
                return new Fault.Nothing();
            }
            if (reads.incrementAndGet() == 1) {
                await(gone);
                return new Fault.Nothing();
            }
            gone.countDown();
            return new Fault.Fails(Fault.ENXIO);
        });
        DriveEvent.SamplingFinished looked = evidence(bench.job().start())
                .all(DriveEvent.SamplingFinished.class)
                .getLast();
        assertThat(looked.end()).isEqualTo(Event.VerificationEnd.DEVICE_GONE);
        assertThat(looked.zeroBytes()).isPositive().isLessThanOrEqualTo(looked.bytesRead());
    }

    private static void await(CountDownLatch gone) {
        try {
            assertThat(gone.await(20, TimeUnit.SECONDS)).isTrue();
            Thread.sleep(300); // until the others have heard of it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** A drive may be slow at each of many places, 32 here, and has the whole patience for each: far more than one takes, for a machine that is busy. */
    @Test
    void whatIsSlowToPlantIsPlanted() throws JournalException {
        channel.with(Fault.slow(150, Request.Kind.WRITE));
        NativeBench bench = nvme(new ModelNvme(channel.medium(), Conduct.HONEST));
        bench.options = new JobOptions(3_000, 2);
        assertThat(evidence(bench.job().start()).all(DriveEvent.CanariesPlanted.class))
                .hasSize(1);
    }

    /** The power was off for a week: nobody saw the drive at work meanwhile. */
    @Test
    void aWeekWithoutPowerIsNoTimeAtWork() throws JournalException {
        NativeBench bench = nvme(new ModelNvme(channel.medium(), Conduct.HONEST));
        journal.failAfter(9, false);
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        journal.repair();
        bench.clock = () -> Instant.now().plus(Duration.ofDays(7));
        Evidence evidence = evidence(bench.job().resume());
        assertThat(evidence.all(DriveEvent.NativeStarted.class)).hasSize(1);
        assertThat(last(evidence).durationMillis())
                .isLessThan(Duration.ofDays(1).toMillis());
    }

    /** Gone on with again and again, a record never holds more than its reader takes. */
    @Test
    void howeverOftenItIsGoneOnWithTheRecordCanBeRead() throws Exception {
        NativeBench bench = nvme(new ModelNvme(channel.medium(), Conduct.STUCK));
        journal.failAfter(10, false);
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        for (int i = 0; i < 80; i++) {
            journal.repair();
            journal.failAfter(2, false);
            assertThat(bench.job().resume()).isInstanceOf(JobEnd.Interrupted.class);
            assertThat(Evidence.readOpen(journal.evidence()).stream().filter(DriveEvent.NativeTold.class::isInstance))
                    .hasSizeLessThanOrEqualTo(DriveEvent.NativeTold.ATTEMPT_MAX);
        }
    }
}
