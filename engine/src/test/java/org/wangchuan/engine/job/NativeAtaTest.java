package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** SATA drives: Sanitize, and the security erase that needs a password, which never stays. */
class NativeAtaTest {
    private final FaultyChannel channel = FaultyChannel.device(8192, 512);
    private final MemoryJournal journal = new MemoryJournal();

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static DriveEvent.NativeEnd last(Evidence evidence) {
        return evidence.all(DriveEvent.NativeFinished.class).getLast().end();
    }

    private Evidence run(ModelAta drive, NativeTechnique... techniques) throws JournalException {
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("ata", techniques);
        return evidence(bench.job().start());
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "ATA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void anHonestDriveErasesItselfAndKeepsNoPassword(NativeTechnique technique) throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST);
        Evidence evidence = run(drive, technique);
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.ENDED);
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(drive.hasPassword()).isFalse();
        assertThat(evidence.all(DriveEvent.SamplingFinished.class).getFirst().canaryBytesFound())
                .isZero();
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level())
                .as(verdict.toString())
                .isEqualTo(
                        technique == NativeTechnique.ATA_SECURITY_ERASE ? Verdict.Level.CLEARED : Verdict.Level.PURGED);
    }

    @ParameterizedTest
    @EnumSource(value = NativeTechnique.class, names = "ATA_.*", mode = EnumSource.Mode.MATCH_ALL)
    void oneThatIsLargerOnceItHasErasedItselfMayHaveKeptTheRest(NativeTechnique technique) throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).sayingOnceErased(2 * 8192 / 512);
        Verdict verdict = VerdictRules.judge(run(drive, technique));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.HIDDEN_AREAS_UNKNOWN);
    }

    @ParameterizedTest
    @EnumSource(Conduct.class)
    void whateverItDoesTheRecordSaysSo(Conduct conduct) throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), conduct).sanitizedBefore();
        Evidence evidence = run(drive, NativeTechnique.ATA_SANITIZE_BLOCK);
        assertThat(last(evidence))
                .isEqualTo(
                        switch (conduct) {
                            case HONEST, LYING, INSTANT, LAST_RESULT, FAILING -> DriveEvent.NativeEnd.ENDED;
                            case STUCK -> DriveEvent.NativeEnd.STALLED;
                            case VANISHING -> DriveEvent.NativeEnd.DEVICE_GONE;
                            case REFUSING -> DriveEvent.NativeEnd.REFUSED;
                        });
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
        assertThat(looked).isEqualTo(last(evidence) == DriveEvent.NativeEnd.ENDED && conduct != Conduct.FAILING);
    }

    /** It was frozen, and the computer slept: its words of before stand first, and the verdict is what it is without them. */
    @Test
    void whatADriveSaidBeforeASleepStandsFirst() throws JournalException {
        FaultyChannel frozen = FaultyChannel.device(8192, 512);
        NativeBench before =
                new NativeBench(frozen, new ModelAta(frozen.medium(), Conduct.HONEST).frozen(), new MemoryJournal());
        before.open("ata", NativeTechnique.ATA_SANITIZE_BLOCK);
        DeviceCommand said = evidence(before.job().start())
                .all(DriveEvent.DriveAsked.class)
                .getFirst()
                .commands()
                .getFirst();
        assertThat(said.command()).startsWith("IDENTIFY DEVICE");

        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST);
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.earlier = List.of(said);
        bench.open("ata", NativeTechnique.ATA_SECURITY_ERASE_ENHANCED);
        Evidence evidence = evidence(bench.job().start());
        List<DeviceCommand> asked =
                evidence.all(DriveEvent.DriveAsked.class).getFirst().commands();
        assertThat(asked.getFirst()).isEqualTo(said);
        assertThat(asked).hasSizeGreaterThan(1);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.PURGED);
    }

    @Test
    void aPasswordIsTakenAwayAgainWhereTheEraseIsRefused() throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.REFUSING);
        Evidence evidence = run(drive, NativeTechnique.ATA_SECURITY_ERASE);
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.REFUSED);
        assertThat(drive.hasPassword()).isFalse();
        assertThat(drive.erasing()).containsExactly("f1", "f3", "f4", "f6");
    }

    @Test
    void somebodyElsesPasswordIsLeftAloneAfterOneTry() throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).lockedBy("secret");
        Evidence evidence = run(drive, NativeTechnique.ATA_SECURITY_ERASE);
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.REFUSED);
        assertThat(drive.erasing()).containsExactly("f2");
        assertThat(drive.hasPassword()).isTrue();
    }

    @Test
    void aFrozenDriveIsToldNothing() throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).frozen();
        Evidence evidence = run(drive, NativeTechnique.ATA_SECURITY_ERASE);
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.REFUSED);
        assertThat(drive.erasing()).isEmpty();
    }

    /** Past its time Linux resets the drive in the middle of the erase; 255 says no more than that it takes longer than 508 minutes. */
    @ParameterizedTest
    @CsvSource({"0,5", "255,5", "1,1"})
    void aLargeDriveThatDoesNotSayHowLongItTakesHasTheTimeOfItsSize(int word, long days) throws JournalException {
        long blocks = 20_000_000_000_000L / 512;
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).saying(blocks, word);
        Evidence _ = run(drive, NativeTechnique.ATA_SECURITY_ERASE);
        assertThat(Duration.ofMillis(drive.eraseTimeoutMillis()).plusHours(12).toDays())
                .isEqualTo(days);
    }

    /** The power goes in the middle of the erase: the drive is locked by the published password, and is opened and erased by who comes back. */
    @Test
    void aDriveThatLostPowerInItsEraseIsUnlockedAndErasedByWhoComesBack() throws JournalException {
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST).losingPowerInErase();
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open("ata", NativeTechnique.ATA_SECURITY_ERASE_ENHANCED);
        assertThatThrownBy(() -> bench.job().start()).hasRootCauseMessage("the power is off");
        assertThat(drive.hasPassword()).isTrue();
        Evidence evidence = evidence(bench.job().resume());
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.ENDED);
        assertThat(drive.hasPassword()).isFalse();
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(drive.erasing()).containsExactly("f1", "f3", "f4", "f6", "f2", "f6", "f1", "f3", "f4");
    }

    /** Every change of the journal fails, with and without effect; each time the drive ends erased and without a password. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyChangeOfTheJournalMayFailAndNoPasswordStays(boolean failedButApplied) throws JournalException {
        for (int good = 0; good < 200; good++) {
            FaultyChannel medium = FaultyChannel.device(4096, 512);
            MemoryJournal kept = new MemoryJournal();
            ModelAta drive = new ModelAta(medium.medium(), Conduct.HONEST);
            NativeBench bench = new NativeBench(medium, drive, kept);
            bench.open("ata", NativeTechnique.ATA_SECURITY_ERASE);
            kept.failAfter(good, failedButApplied);
            JobEnd end = bench.job().start();
            boolean failed = end instanceof JobEnd.Interrupted;
            // Also if nobody ever came back.
            assertThat(drive.hasPassword()).as("change %d", good).isFalse();
            kept.repair();
            if (failed) {
                end = bench.job().resume();
            }
            Evidence evidence = evidence(end);
            assertThat(last(evidence)).as("change %d", good).isEqualTo(DriveEvent.NativeEnd.ENDED);
            assertThat(medium.medium()).as("change %d", good).is(filledWith(0));
            assertThat(drive.hasPassword()).as("change %d", good).isFalse();
            if (!failed) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }
}
