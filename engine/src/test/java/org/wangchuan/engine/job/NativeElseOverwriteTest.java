package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
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
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.purge.testing.ModelNvme;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** GB 46864-2025 on drives that can erase their blocks: passes follow only where that came to nothing, and what nobody showed is never green. */
@Execution(ExecutionMode.CONCURRENT)
class NativeElseOverwriteTest {
    private static final Policy GB = PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow();
    private static final int BLOCKS = 4096;
    private static final byte OLD = 0x5a;

    private final FaultyChannel channel = old();
    private final MemoryJournal journal = new MemoryJournal();

    private static FaultyChannel old() {
        FaultyChannel channel = FaultyChannel.device(BLOCKS, 512);
        Arrays.fill(channel.medium(), OLD);
        return channel;
    }

    @BeforeEach
    void itIsTheNewest() {
        assertThat(PolicyCatalogue.find("gb-46864-2025")).contains(GB);
    }

    private static NativeBench nvme(FaultyChannel channel, ModelNvme drive, MemoryJournal journal)
            throws JournalException {
        return bench("nvme", channel, drive, journal, NativeTechnique.NVME_SANITIZE_BLOCK);
    }

    private static NativeBench bench(
            String bus, FaultyChannel channel, PassThrough drive, MemoryJournal journal, NativeTechnique technique)
            throws JournalException {
        NativeBench bench = new NativeBench(channel, drive, journal);
        bench.open(bus, GB, technique);
        return bench;
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static List<Event.PassStarted> passes(Evidence evidence) {
        return evidence.all(Event.PassStarted.class);
    }

    private static List<String> unmet(Evidence evidence) {
        return ConformityRules.judge(evidence).stream()
                .filter(clause -> clause.state() != ClauseState.State.SATISFIED)
                .map(clause -> clause.clause().id())
                .toList();
    }

    private static void isPurgedByItself(Evidence evidence) {
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PURGED);
        assertThat(VerdictRules.judge(evidence).reasons()).isEmpty();
        assertThat(VerdictRules.judge(evidence).notProved())
                .contains(NotProved.SAMPLED_ONLY, NotProved.DEVICES_WORD)
                .doesNotContain(NotProved.UNVERIFIED_PASSES);
        assertThat(unmet(evidence)).isEmpty();
        assertThat(passes(evidence)).isEmpty();
        assertThat(evidence.plan().passes()).isEmpty();
    }

    private static void isClearedByOnePass(Evidence evidence, Reason... why) {
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(why);
        assertThat(VerdictRules.judge(evidence).notProved()).doesNotContain(NotProved.SAMPLED_ONLY);
        assertThat(unmet(evidence)).isEmpty();
        assertThat(passes(evidence)).hasSize(1);
        assertThat(evidence.plan().passes())
                .isEqualTo(GB.passesFor(evidence.medium().effectiveClass()));
        assertThat(evidence.verificationFinished(1)
                        .map(Event.VerificationFinished::bytesRead)
                        .orElseThrow())
                .isEqualTo(evidence.medium().capacityBytes());
    }

    @Test
    void anHonestNvmeDriveErasesItselfAndIsNotOverwritten() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        isPurgedByItself(evidence(nvme(channel, drive, journal).job().start()));
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(drive.erasing()).hasSize(1);
    }

    @Test
    void soDoSataAndSasDrives() throws JournalException {
        ModelAta ata = new ModelAta(channel.medium(), Conduct.HONEST);
        isPurgedByItself(evidence(bench("ata", channel, ata, journal, NativeTechnique.ATA_SANITIZE_BLOCK)
                .job()
                .start()));
        FaultyChannel other = old();
        ModelScsi scsi = new ModelScsi(other.medium(), Conduct.HONEST);
        Evidence evidence =
                evidence(bench("scsi", other, scsi, new MemoryJournal(), NativeTechnique.SCSI_SANITIZE_BLOCK)
                        .job()
                        .start());
        assertThat(passes(evidence)).isEmpty();
        // Nothing that a SAS drive answers says whether it hides anything.
        assertThat(unmet(evidence)).containsExactly("hidden-areas", "level");
    }

    @Test
    void aDriveThatRefusesIsOverwrittenInTheSameJob() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.REFUSING);
        Evidence evidence = evidence(nvme(channel, drive, journal).job().start());
        isClearedByOnePass(evidence, Reason.COMMAND_REFUSED);
        for (int at = 0; at + 16 <= channel.medium().length; at += 512) {
            assertThat(Arrays.copyOfRange(channel.medium(), at, at + 16)).isNotEqualTo(new byte[] {
                OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD, OLD
            });
        }
    }

    /** It was sanitized before by the very same command, and says success before anybody could see it at work: nobody knows which of the two it means. */
    @Test
    void aSuccessThatMayBeAnOldOneIsNoneAndThePassFollows() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.INSTANT).sanitizedBefore(0x20a);
        isClearedByOnePass(evidence(nvme(channel, drive, journal).job().start()), Reason.OLD_RESULT);
    }

    /** By the first version such a drive was overwritten as far as it goes; what it did by itself nobody can show. */
    @Test
    void aDriveOnWhichTooLittleCanBePlantedIsOverwrittenAsFarAsItGoes() throws JournalException {
        long half = channel.capacityBytes() / 2;
        channel.with(Fault.badBlocks(half, channel.capacityBytes() - 65_536, Request.Kind.WRITE));
        ModelAta drive = new ModelAta(channel.medium(), Conduct.HONEST);
        Evidence evidence = evidence(bench("ata", channel, drive, journal, NativeTechnique.ATA_SANITIZE_BLOCK)
                .job()
                .start());
        assertThat(drive.erasing()).isNotEmpty();
        assertThat(passes(evidence)).hasSize(1);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PARTIAL);
        assertThat(unmet(evidence)).contains("overwrite", "level");
    }

    /** Passes make good neither what a drive says that failed nor what it kept: it is for the shredder. */
    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"LYING", "FAILING"})
    void aDriveThatLiesOrFailsIsNotOverwrittenIntoAGoodOne(Conduct conduct) throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), conduct);
        Evidence evidence = evidence(nvme(channel, drive, journal).job().start());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.FAILED);
        assertThat(passes(evidence)).isEmpty();
        assertThat(unmet(evidence)).contains("overwrite", "verification", "level");
    }

    /** Nobody knows what it is doing, or where it is. */
    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"STUCK", "VANISHING"})
    void aDriveThatMayBeAtItIsNotWrittenTo(Conduct conduct) throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), conduct);
        Evidence evidence = evidence(nvme(channel, drive, journal).job().start());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(passes(evidence)).isEmpty();
        assertThat(unmet(evidence)).contains("overwrite", "verification", "level");
    }

    /** Every change of the journal fails, with and without effect; each time the job goes on to the end that it would have had. */
    @Tag("slow")
    @ParameterizedTest
    @CsvSource({"HONEST, false", "HONEST, true", "REFUSING, false", "REFUSING, true", "INSTANT, false", "INSTANT, true"
    })
    void cutOffAtAnyLineItComesToTheSameEnd(Conduct conduct, boolean failedButApplied) throws JournalException {
        for (int good = 0; good < 300; good++) {
            FaultyChannel medium = old();
            MemoryJournal kept = new MemoryJournal();
            ModelNvme drive = new ModelNvme(medium.medium(), conduct);
            NativeBench bench = nvme(medium, conduct == Conduct.INSTANT ? drive.sanitizedBefore(0x20a) : drive, kept);
            kept.failAfter(good, failedButApplied);
            JobEnd end = bench.job().start();
            boolean failed = end instanceof JobEnd.Interrupted;
            kept.repair();
            if (failed) {
                end = bench.job().resume();
            }
            Evidence evidence = evidence(end);
            boolean byItself = passes(evidence).isEmpty();
            assertThat(VerdictRules.judge(evidence).level())
                    .as("change %d: %s", good, VerdictRules.judge(evidence))
                    .isEqualTo(byItself ? Level.PURGED : Level.CLEARED);
            assertThat(unmet(evidence)).as("change %d", good).isEmpty();
            if (conduct == Conduct.HONEST) {
                assertThat(byItself).as("change %d", good).isTrue();
            } else {
                assertThat(passes(evidence)).as("change %d", good).hasSize(1);
            }
            if (!failed) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /** A SATA drive keeps no record of what was written since: one that was not seen at work again, since it had come to its end, is overwritten. */
    @Tag("slow")
    @ParameterizedTest
    @EnumSource(
            value = Conduct.class,
            names = {"HONEST", "REFUSING"})
    void soDoesASataDriveOrItIsOverwritten(Conduct conduct) throws JournalException {
        for (int good = 0; good < 300; good++) {
            FaultyChannel medium = old();
            MemoryJournal kept = new MemoryJournal();
            NativeBench bench = bench(
                    "ata", medium, new ModelAta(medium.medium(), conduct), kept, NativeTechnique.ATA_SANITIZE_BLOCK);
            kept.failAfter(good, true);
            JobEnd end = bench.job().start();
            boolean failed = end instanceof JobEnd.Interrupted;
            kept.repair();
            if (failed) {
                end = bench.job().resume();
            }
            Evidence evidence = evidence(end);
            Level expected = passes(evidence).isEmpty() ? Level.PURGED : Level.CLEARED;
            assertThat(VerdictRules.judge(evidence).level())
                    .as("change %d: %s", good, VerdictRules.judge(evidence))
                    .isEqualTo(expected);
            assertThat(unmet(evidence)).as("change %d", good).isEmpty();
            // Of a drive that nobody watched it is not known what it did itself; of one that was watched it is.
            assertThat(conduct == Conduct.REFUSING && expected == Level.PURGED).isFalse();
            assertThat(conduct == Conduct.HONEST && !failed && expected == Level.CLEARED)
                    .isFalse();
            if (!failed) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    @Test
    void aDriveThatSaysThatItWasUsedSinceIsNotOverwritten() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        NativeBench bench = nvme(channel, drive, journal);
        isPurgedByItself(evidence(bench.job().start()));
        journal.repair();
        drive.use();
        long writes = channel.writes();
        Evidence evidence = evidence(bench.job().resume());
        assertThat(channel.writes()).isEqualTo(writes);
        assertThat(passes(evidence)).isEmpty();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Reason.WRITTEN_SINCE);
        assertThat(unmet(evidence)).contains("overwrite", "level");
    }

    /** What it says while the record is being closed begins no pass, neither then nor for who goes on. */
    @Test
    void aDriveThatSaysSoInTheEndIsLookedAtAgainAndNotOverwritten() throws JournalException {
        ModelNvme drive = new ModelNvme(channel.medium(), Conduct.HONEST);
        PassThrough usedInTheEnd = HookedDrive.onAsk(drive, _ -> {
            if (new String(journal.evidence(), StandardCharsets.UTF_8).contains("\"event\":\"residue\"")) {
                drive.use();
            }
        });
        NativeBench bench = bench("nvme", channel, usedInTheEnd, journal, NativeTechnique.NVME_SANITIZE_BLOCK);
        journal.stopBeforeClosing(1);
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        journal.repair();
        long writes = channel.writes();
        Evidence evidence = evidence(bench.job().resume());
        assertThat(channel.writes()).isEqualTo(writes);
        assertThat(passes(evidence)).isEmpty();
        assertThat(evidence.all(DriveEvent.SamplingFinished.class)).hasSize(2);
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Reason.WRITTEN_SINCE);
    }

    /** Its serial number tells no drive that was left from one that somebody uses by now. */
    @Test
    void aSataDriveThatHoldsSomebodysDataByNowIsNotOverwritten() throws JournalException {
        NativeBench bench = bench(
                "ata",
                channel,
                new ModelAta(channel.medium(), Conduct.HONEST),
                journal,
                NativeTechnique.ATA_SANITIZE_BLOCK);
        isPurgedByItself(evidence(bench.job().start()));
        journal.repair();
        Arrays.fill(channel.medium(), OLD);
        long writes = channel.writes();
        Evidence evidence = evidence(bench.job().resume());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Reason.UNWATCHED);
        assertThat(passes(evidence)).isEmpty();
        assertThat(channel.writes()).isEqualTo(writes);
        assertThat(channel.medium()).is(filledWith(OLD));
    }

    @Test
    void aDriveThatRefusedAndWasUsedSinceIsNotOverwritten() throws JournalException {
        NativeBench bench = nvme(channel, new ModelNvme(channel.medium(), Conduct.REFUSING), journal);
        JobEnd end = untilRefused(bench);
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        Arrays.fill(channel.medium(), OLD);
        assertThat(bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(channel.medium()).is(filledWith(OLD));
    }

    /** Cuts it off when the refusal is on record and no pass has begun. */
    private JobEnd untilRefused(NativeBench bench) throws JournalException {
        for (int good = 1; good < 100; good++) {
            MemoryJournal probe = new MemoryJournal();
            FaultyChannel medium = old();
            nvme(medium, new ModelNvme(medium.medium(), Conduct.REFUSING), probe);
            probe.failAfter(good, true);
            JobEnd _ = new NativeBench(medium, new ModelNvme(medium.medium(), Conduct.REFUSING), probe)
                    .job()
                    .start();
            if (new String(probe.evidence(), StandardCharsets.UTF_8).contains("native-finished")) {
                journal.failAfter(good, true);
                JobEnd end = bench.job().start();
                journal.repair();
                return end;
            }
        }
        throw new AssertionError("it was never refused");
    }
}
