package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** What a drive was still at takes what was planted: whatever is told to it next is not credited with that. */
class NativeAtRestTest {
    /** Looks at a model until it has come to its end. */
    private static final int LOOKS = 9;

    private static final int SANITIZE = 0xb4;
    private static final int ERASE_UNIT = 0xf4;

    private final FaultyChannel channel = FaultyChannel.device(8192, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private NativeBench bench(PassThrough drive) {
        return new NativeBench(channel, drive, journal);
    }

    private <T> long recorded(Class<T> type) {
        try {
            return Evidence.readOpen(journal.evidence()).stream()
                    .filter(type::isInstance)
                    .count();
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private void requireVerdict(JobEnd end, Conduct conduct) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        Verdict verdict = VerdictRules.judge(((JobEnd.Finished) end).evidence());
        if (conduct == Conduct.LYING) {
            assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.FAILED);
            assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
        } else {
            assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
        }
    }

    /** From a moment on it is at one of before, until that has come to its end; to everything else another answers. */
    private final class BusyOnceMore implements PassThrough {
        private final PassThrough before;
        private final ModelNvme drive;
        private final BooleanSupplier from;
        private final Runnable atItsEnd;
        private int looks;

        BusyOnceMore(ModelNvme drive, BooleanSupplier from, Runnable atItsEnd) {
            this.before = new ModelNvme(channel.medium(), Conduct.HONEST).atWork(0x0a);
            this.drive = drive;
            this.from = from;
            this.atItsEnd = atItsEnd;
        }

        @Override
        public OptionalLong namespace() {
            return drive.namespace();
        }

        @Override
        public DeviceCommand.Answer ask(byte[] command, int readBytes) {
            if (command[0] != 0x02 || looks == LOOKS || !from.getAsBoolean()) {
                return drive.ask(command, readBytes);
            }
            looks++;
            DeviceCommand.Answer out = before.ask(command, readBytes);
            if (looks == LOOKS) {
                atItsEnd.run();
            }
            return out;
        }

        @Override
        public DeviceCommand.Answer erase(
                String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
            return drive.erase(technique, command, sent, readBytes, timeoutMillis);
        }
    }

    /** Left at rest as it said, planted again, and then at the first one again. */
    private JobEnd resumedWithTheFirstAtWorkAgain(ModelNvme drive, Runnable atItsEnd) throws Exception {
        bench(new ModelNvme(channel.medium(), Conduct.HONEST)).open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        cutOffAfter(7, 1);
        BooleanSupplier planted =
                () -> recorded(DriveEvent.CanariesPlanted.class) == 2 && recorded(DriveEvent.NativeStarted.class) == 1;
        return bench(new BusyOnceMore(drive, planted, atItsEnd)).job().resume();
    }

    /** After so many lines and keys of its journal. */
    private void cutOffAfter(int good, int attempts) throws Exception {
        journal.failAfter(good, false);
        assertThat(bench(new ModelNvme(channel.medium(), Conduct.HONEST)).job().start())
                .isInstanceOf(JobEnd.Interrupted.class);
        journal.repair();
        assertThat(recorded(DriveEvent.CanariesPlanted.class)).isEqualTo(1);
        assertThat(recorded(DriveEvent.NativeStarted.class)).isEqualTo(attempts);
        assertThat(recorded(DriveEvent.NativeCommanded.class)).isZero();
    }

    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"HONEST", "LYING"})
    void whatTheFirstTakesAfterItWasPlantedAgainIsNotTheSecondsDoing(Conduct conduct) throws Exception {
        ModelNvme drive = new ModelNvme(channel.medium(), conduct);
        requireVerdict(resumedWithTheFirstAtWorkAgain(drive, () -> {}), conduct);
        assertThat(recorded(DriveEvent.CanariesPlanted.class)).isEqualTo(2);
        assertThat(drive.erasing()).hasSize(1);
    }

    /** What is not nobody's is not written over. */
    @Test
    void aDriveThatHoldsSomethingElseByThenIsNotTold() throws Exception {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        drive.use();
        JobEnd end = resumedWithTheFirstAtWorkAgain(drive, () -> Arrays.fill(channel.medium(), (byte) 'x'));
        assertThat(end).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(drive.erasing()).isEmpty();
        assertThat(channel.medium()).is(filledWith('x'));
    }

    /** Another's is waited for, before the first attempt of this job. */
    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"HONEST", "LYING"})
    void whatAnothersTakesIsNotTheFirstsDoing(Conduct conduct) throws Exception {
        bench(new ModelNvme(channel.medium(), Conduct.HONEST)).open("nvme", NativeTechnique.NVME_SANITIZE_BLOCK);
        cutOffAfter(6, 0);
        ModelNvme drive = new ModelNvme(channel.medium(), conduct);
        JobEnd end = bench(new BusyOnceMore(drive, () -> true, () -> {})).job().resume();
        requireVerdict(end, conduct);
        assertThat(drive.erasing()).hasSize(1);
    }

    /**
     * SANITIZE is refused, and begun all the same; it goes on until it was asked for often enough, or as long as what comes next is not at its end. SECURITY ERASE
     * UNIT, which knows nothing of it, does nothing.
     */
    private final class RefusedAndBegun implements PassThrough {
        private final ModelAta refusing = new ModelAta(channel.medium(), Conduct.REFUSING);
        private final ModelAta begun = new ModelAta(channel.medium(), Conduct.HONEST);
        private final ModelAta next;
        private boolean running;
        private int looks;

        RefusedAndBegun(Conduct conduct) {
            next = new ModelAta(channel.medium(), conduct);
        }

        @Override
        public OptionalLong namespace() {
            return OptionalLong.empty();
        }

        @Override
        public DeviceCommand.Answer ask(byte[] command, int readBytes) {
            if ((command[14] & 0xff) != SANITIZE) {
                return next.ask(command, readBytes);
            }
            running &= ++looks < LOOKS;
            return begun.ask(command, readBytes);
        }

        @Override
        public DeviceCommand.Answer erase(
                String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
            int code = command[14] & 0xff;
            if (code == SANITIZE) {
                running = true;
                looks = 0;
                DeviceCommand.Answer _ = begun.erase(technique, command, sent, readBytes, timeoutMillis);
                return refusing.erase(technique, command, sent, readBytes, timeoutMillis);
            }
            if (code == ERASE_UNIT && running) {
                Arrays.fill(channel.medium(), (byte) 0);
            }
            return next.erase(technique, command, sent, readBytes, timeoutMillis);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"HONEST", "LYING"})
    void whatWasRefusedAndBegunIsWaitedForBeforeTheNextIsPlanted(Conduct conduct) throws Exception {
        NativeBench bench = bench(new RefusedAndBegun(conduct));
        bench.open("ata", NativeTechnique.ATA_SANITIZE_OVERWRITE, NativeTechnique.ATA_SECURITY_ERASE_ENHANCED);
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        assertThat(((JobEnd.Finished) end).evidence().all(DriveEvent.NativeFinished.class))
                .extracting(DriveEvent.NativeFinished::end)
                .isEqualTo(List.of(DriveEvent.NativeEnd.REFUSED, DriveEvent.NativeEnd.ENDED));
        requireVerdict(end, conduct);
    }
}
