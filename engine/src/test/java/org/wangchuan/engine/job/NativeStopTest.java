package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.PurgeTimes;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;

/** What nobody can take back is not sent once somebody asked to stop, and not where it is known that nothing would be proved. */
@Timeout(value = 90, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NativeStopTest {
    private static final int ERASE_PREPARE = 0xf3;
    private static final int ERASE_UNIT = 0xf4;

    private final FaultyChannel channel = FaultyChannel.device(4096, 512);
    private final MemoryJournal journal = new MemoryJournal();
    private final ModelNvme nvme = new ModelNvme(channel.medium(), Conduct.HONEST);
    private final ModelAta ata = new ModelAta(channel.medium(), Conduct.HONEST);

    private NativeBench bench(PassThrough drive, String bus, NativeTechnique technique) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open(bus, technique);
        return bench;
    }

    private static void stop(NativeBench bench) {
        bench.control.orElseThrow().stop();
    }

    private static void requireStopped(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure()).isEmpty();
    }

    private void requireGoesOn(NativeBench bench) throws JournalException {
        JobEnd end = bench.job().resume();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        assertThat(((JobEnd.Finished) end)
                        .evidence()
                        .all(DriveEvent.NativeFinished.class)
                        .getLast()
                        .end())
                .isEqualTo(DriveEvent.NativeEnd.ENDED);
        assertThat(channel.medium()).is(filledWith(0));
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeTechnique.class,
            names = {"NVME_SANITIZE_BLOCK", "NVME_FORMAT_USER_DATA", "ATA_SANITIZE_BLOCK", "ATA_SECURITY_ERASE"})
    void stoppedWhilePlantingNothingIsSent(NativeTechnique technique) throws Exception {
        boolean isNvme = technique.bus() == NativeTechnique.Bus.NVME;
        NativeBench bench = bench(isNvme ? nvme : ata, isNvme ? "nvme" : "ata", technique);
        EraseJob job = bench.job();
        AtomicBoolean stopped = new AtomicBoolean();
        channel.with(request -> {
            if (request.kind() == Request.Kind.WRITE && !stopped.getAndSet(true)) {
                stop(bench);
            }
            return new Fault.Nothing();
        });
        requireStopped(job.start());
        assertThat(nvme.erasing()).isEmpty();
        assertThat(ata.erasing()).isEmpty();
        assertThat(channel.writes()).as("nor planted any further").isEqualTo(1);
        assertThat(Evidence.readOpen(journal.evidence())).noneMatch(DriveEvent.NativeStarted.class::isInstance);
        requireGoesOn(bench);
    }

    /** Before the erase itself the password is taken away again. */
    @ParameterizedTest
    @ValueSource(ints = {0xf1, ERASE_PREPARE})
    void stoppedWhileItIsPreparedTheEraseIsNotSent(int code) throws Exception {
        NativeBench[] bench = new NativeBench[1];
        IntConsumer stopping = sent -> {
            if (sent == code) {
                stop(bench[0]);
            }
        };
        bench[0] = bench(HookedDrive.onErase(ata, stopping), "ata", NativeTechnique.ATA_SECURITY_ERASE);
        requireStopped(bench[0].job().start());
        assertThat(ata.erasing()).doesNotContain("f4").endsWith("f6");
        assertThat(ata.hasPassword()).isFalse();
        requireGoesOn(new NativeBench(channel, ata, journal));
    }

    @Test
    void stoppedWhenTheDriveFirstTellsOfAResetItIsNotToldAgain() throws Exception {
        ModelScsi scsi = new ModelScsi(channel.medium(), Conduct.HONEST).wasReset();
        NativeBench[] bench = new NativeBench[1];
        IntConsumer stopping = sent -> {
            if (sent == 0x48) {
                stop(bench[0]);
            }
        };
        bench[0] = bench(HookedDrive.onErase(scsi, stopping), "scsi", NativeTechnique.SCSI_SANITIZE_BLOCK);
        requireStopped(bench[0].job().start());
        assertThat(scsi.erasing()).hasSize(1);
        requireGoesOn(new NativeBench(channel, scsi, journal));
    }

    /** Whoever stopped the wait must not cut the power in the middle of the erase, after which the drive is locked. */
    @Test
    void stoppedWhileItErasesTheDriveMayHaveThePasswordAndThatIsSaid() throws Exception {
        CountDownLatch ended = new CountDownLatch(1);
        NativeBench[] bench = new NativeBench[1];
        IntConsumer stopping = sent -> {
            if (sent == ERASE_UNIT) {
                stop(bench[0]);
                await(ended);
            }
        };
        bench[0] = bench(HookedDrive.onErase(ata, stopping), "ata", NativeTechnique.ATA_SECURITY_ERASE);
        JobEnd end = bench[0].job().start();
        ended.countDown();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure()).contains("password", "leave its power on");
    }

    /** Without the state from before its end could not be told from an older one. */
    @ParameterizedTest
    @EnumSource(
            value = NativeTechnique.class,
            names = {"NVME_FORMAT_USER_DATA", "ATA_SECURITY_ERASE"})
    void aDriveThatDoesNotSayHowItIsIsToldNothing(NativeTechnique technique) throws Exception {
        CountDownLatch silent = new CountDownLatch(1);
        boolean isNvme = technique.bus() == NativeTechnique.Bus.NVME;
        // It was asked five questions of NVMe, or of ATA, before anything was planted; what it counts of itself is
        // among them.
        IntConsumer silence = count -> {
            if (count == 6) {
                await(silent);
            }
        };
        NativeBench bench = bench(HookedDrive.onAsk(isNvme ? nvme : ata, silence), isNvme ? "nvme" : "ata", technique);
        bench.times = new PurgeTimes(1, 4, 40, 400, 300);
        JobEnd end = bench.job().start();
        silent.countDown();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure()).contains("nothing was sent");
        assertThat(nvme.erasing()).isEmpty();
        assertThat(ata.erasing()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
