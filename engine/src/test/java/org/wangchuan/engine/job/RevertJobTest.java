package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.purge.testing.ModelTper;
import org.wangchuan.engine.purge.testing.ModelTper.Manner;
import org.wangchuan.engine.verdict.NativeOutcome;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** A drive that is reverted by the PSID on its label, and overwritten: from the plan to the verdict. */
@Timeout(120)
@Execution(ExecutionMode.CONCURRENT)
class RevertJobTest {
    private static final String WRONG = "MODELTPER0123456789ABCDEFGHIJKLN";
    private static final HexFormat HEX = HexFormat.of();

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static Verdict verdict(JobEnd end) {
        return VerdictRules.judge(evidence(end));
    }

    private static String failure(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        JobEnd.Interrupted interrupted = (JobEnd.Interrupted) end;
        if (interrupted.code().name().startsWith("PSID_")) {
            assertThat(interrupted.journalFailure())
                    .as("people are told the same code as programs")
                    .startsWith(interrupted.code().name() + ": ");
        } else {
            assertThat(interrupted.journalFailure()).doesNotStartWith("PSID_");
        }
        return interrupted.journalFailure();
    }

    /** In whatever was written down, as it is and in hexadecimal. */
    private static void assertNowhere(MemoryJournal journal, String psid) throws JournalException {
        String lines = new String(journal.evidence(), StandardCharsets.UTF_8);
        assertThat(lines).doesNotContain(psid, HEX.formatHex(psid.getBytes(StandardCharsets.US_ASCII)));
        assertThat(HEX.formatHex(journal.secrets()))
                .doesNotContain(HEX.formatHex(psid.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aLockedDriveIsOpenedAndOverwritten() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST).open();
        JobEnd end = bench.start();
        Verdict verdict = verdict(end);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(bench.drive.sent()).containsExactly("Properties", "StartSession", "Revert");
        assertThat(evidence(end).all(DriveEvent.CanariesPlanted.class)).isEmpty();
        assertThat(NativeOutcome.of(evidence(end)).orElseThrow().said()).isEqualTo(NativeOutcome.Said.SUCCEEDED);
        assertNowhere(bench.journal, ModelTper.PSID);
    }

    @Test
    void whatItsOwnerUnlockedIsPlantedOnAndGoneAfterwards() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST);
        bench.drive.unlocked();
        JobEnd end = bench.open().start();
        assertThat(verdict(end).level()).isEqualTo(Verdict.Level.CLEARED);
        DriveEvent.SamplingFinished look =
                evidence(end).all(DriveEvent.SamplingFinished.class).getFirst();
        assertThat(look.canaryBytesRead()).isPositive();
        assertThat(look.canaryBytesFound()).isZero();
    }

    /** What it only says would be made good by no pass: a drive that keeps what it says is gone is not to be sold. */
    @Test
    void aLieIsFoundByWhatWasPlanted() throws JournalException {
        RevertBench bench = new RevertBench(Manner.LYING);
        bench.drive.unlocked();
        Verdict verdict = verdict(bench.open().start());
        assertThat(verdict.level()).isEqualTo(Verdict.Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
    }

    @ParameterizedTest
    @EnumSource(value = Manner.class, mode = EnumSource.Mode.EXCLUDE, names = "ECHOING")
    void whateverItDoesTheVerdictSaysNoMore(Manner manner) throws JournalException {
        RevertBench bench = new RevertBench(manner).open();
        JobEnd end = bench.start();
        Verdict verdict = verdict(end);
        NativeOutcome.Said said = NativeOutcome.of(evidence(end)).orElseThrow().said();
        Verdict.Level level = verdict.level();
        String all = manner + ": " + verdict + ", " + said;
        switch (manner) {
            case HONEST, SLOW, BUSY, PYRITE -> {
                assertThat(level).as(all).isEqualTo(Verdict.Level.CLEARED);
                assertThat(verdict.reasons()).as(all).isEmpty();
                assertThat(said).as(all).isEqualTo(NativeOutcome.Said.SUCCEEDED);
            }
            // Nothing could be planted on a drive that was locked: that it lies is not seen, and the passes are all
            // there is.
            case LYING -> assertThat(level).as(all).isEqualTo(Verdict.Level.CLEARED);
            // It says itself that its data may be partly there.
            case BROKEN_OFF -> assertThat(level).as(all).isEqualTo(Verdict.Level.FAILED);
            // It is still locked, or gone, and takes no pass.
            case UNCHANGED, FAILING, VANISHING, HANGING -> {
                assertThat(level).as(all).isIn(Verdict.Level.FAILED, Verdict.Level.UNPROVEN);
                assertThat(said).as(all).isNotEqualTo(NativeOutcome.Said.SUCCEEDED);
            }
            case ECHOING -> throw new AssertionError("it begins no session");
        }
        assertThat(Collections.frequency(bench.drive.sent(), "Revert")).as(all).isLessThanOrEqualTo(1);
        assertNowhere(bench.journal, ModelTper.PSID);
    }

    @Test
    void aDriveWhoseLocksNobodyEverEnabledIsNotTold() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST);
        bench.drive.neverUsed();
        Verdict verdict = verdict(bench.open().start());
        assertThat(bench.drive.sent()).isEmpty();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.CLEARED); // by the passes
        assertThat(verdict.reasons()).contains(Reason.COMMAND_MISSING);
    }

    @Test
    void anotherPsidIsSaidToBeAnotherOneAndNotTriedAgain() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST).open();
        assertThat(failure(bench.job(Optional.of(WRONG)).start())).startsWith("PSID_NOT_AUTHORIZED: ");
        assertThat(bench.drive.sent()).containsExactly("Properties", "StartSession");
        assertThat(failure(bench.job(Optional.empty()).resume())).startsWith("PSID_NEEDED: ");
        assertThat(bench.drive.sent()).hasSize(2);
        assertThat(failure(bench.resume(WRONG))).startsWith("PSID_NOT_AUTHORIZED: ");
        assertThat(failure(bench.resume(WRONG))).startsWith("PSID_NOT_AUTHORIZED: ");
        assertThat(failure(bench.resume())).startsWith("PSID_LOCKED_OUT: ");
        bench.drive.powerCycle();
        Verdict verdict = verdict(bench.resume());
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
        assertNowhere(bench.journal, ModelTper.PSID);
        assertNowhere(bench.journal, WRONG);
    }

    /** What is not locked holds what its owner left there, all the time: that is no sign of another drive. */
    @Test
    void aDriveOfWhichOnlyABandIsLockedIsGoneOnWithToo() throws JournalException {
        RevertBench bench = bandLocked(Manner.HONEST);
        assertThat(failure(bench.open().job(Optional.of(WRONG)).start())).startsWith("PSID_NOT_AUTHORIZED: ");
        JobEnd end = bench.resume();
        assertThat(evidence(end).all(DriveEvent.CanariesPlanted.class)).isEmpty();
        Verdict verdict = verdict(end);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
    }

    /** Somebody else has reverted it, and uses it. */
    @Test
    void whatIsNotLockedInAnyMoreAndHoldsSomethingIsNotTold() throws JournalException {
        RevertBench bench = bandLocked(Manner.HONEST);
        assertThat(failure(bench.open().job(Optional.of(WRONG)).start())).startsWith("PSID_NOT_AUTHORIZED: ");
        bench.drive.neverUsed();
        Arrays.fill(bench.channel.medium(), (byte) 'x');
        assertThat(bench.resume()).isInstanceOf(JobEnd.NotRecognised.class);
        assertThat(bench.channel.medium()).is(filledWith('x'));
    }

    /** It may have gone through, and what is there be somebody's of afterwards, locked in by whoever has it now. */
    @Test
    void whatWasToldToRevertOnceIsLookedAt() throws JournalException, EvidenceException {
        for (int good = 0; good < 50; good++) {
            RevertBench bench = bandLocked(Manner.UNCHANGED).open();
            bench.journal.failAfter(good, false);
            JobEnd end = bench.start();
            bench.journal.repair();
            if (Evidence.readOpen(bench.journal.evidence()).getLast()
                            instanceof DriveEvent.NativeCommanded(int _, DeviceCommand command)
                    && command.command().contains("Revert")) {
                assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
                bench.drive.powerCycle();
                assertThat(bench.resume()).isInstanceOf(JobEnd.NotRecognised.class);
                return;
            }
        }
        throw new AssertionError("it was never cut off behind a Revert");
    }

    private static RevertBench bandLocked(Manner manner) {
        RevertBench bench = new RevertBench(manner);
        bench.drive.lockedBelow(bench.channel.capacityBytes() / 2);
        return bench;
    }

    /** SP_BUSY, or NO_SESSIONS_AVAILABLE: a state that passes, and no reason to write to a drive that is locked still. */
    @ParameterizedTest
    @ValueSource(ints = {0x03, 0x07})
    void aDriveThatBeginsNoSessionForNowIsGoneOnWithLater(int status) throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST).open();
        bench.drive.beginsNone(status);
        assertThat(failure(bench.start())).startsWith("PSID_NO_SESSION: ");
        assertThat(bench.drive.sent()).containsExactly("Properties", "StartSession", "STACK_RESET", "StartSession");
        assertThat(failure(bench.resume())).startsWith("PSID_NO_SESSION: ");
        bench.drive.powerCycle();
        Verdict verdict = verdict(bench.resume());
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.CLEARED);
        assertThat(verdict.reasons()).isEmpty();
        assertNowhere(bench.journal, ModelTper.PSID);
    }

    @Test
    void aDriveThatIsBusyAndTakesNoResetIsGoneOnWithLater() throws JournalException {
        RevertBench bench = new RevertBench(Manner.BUSY).open();
        bench.drive.takesNoReset();
        assertThat(failure(bench.start())).startsWith("PSID_NO_SESSION: ");
        assertThat(bench.drive.sent()).containsExactly("Properties", "StartSession", "STACK_RESET");
    }

    /** The one message that held it is on record, and is this message in every byte but those of the PSID. */
    @Test
    void anAuditorSeesThatItWasThatMessage() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST).open();
        List<String> starts = evidence(bench.start()).all(DriveEvent.NativeCommanded.class).stream()
                .map(DriveEvent.NativeCommanded::command)
                .filter(command -> command.command().contains("as PSID"))
                .map(command -> command.sent().orElseThrow())
                .toList();
        assertThat(starts).hasSize(1);
        String tokens = starts.getFirst().substring(112);
        assertThat(tokens)
                .matches("f8a800000000000000ffa8000000000000ff02f084[0-9a-f]{8}a8000002050000000101f200d020(2a){32}"
                        + "f3f203a8000000090001ff01f3f1f9f0000000f1(00)*");
    }

    /** Whoever reads a record sees to it: one with the secret in it is none, and says nothing of what it is. */
    @Test
    void aRecordThatHoldsWhatMayBeAPsidIsRefused() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST).open();
        assertThat(bench.start()).isInstanceOf(JobEnd.Finished.class);
        String kept = new String(bench.journal.evidence(), StandardCharsets.UTF_8);
        String own = HEX.formatHex(WRONG.getBytes(StandardCharsets.US_ASCII));
        String forged = kept.replace("2a".repeat(32), own);
        assertThat(forged).isNotEqualTo(kept);
        assertThatThrownBy(() -> Evidence.readOpen(forged.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("no secret")
                .hasMessageNotContainingAny(own, WRONG);
    }

    /** Whoever goes on without it has nothing to compare with; and of a wrong one nobody knows afterwards what it was. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatADriveSendsBackToWhoeverGoesOnIsMaskedToo(boolean failedButApplied) throws JournalException {
        for (int good = 0; good < 200; good++) {
            RevertBench bench = new RevertBench(Manner.SLOW).open();
            bench.drive.echoingInDiscovery();
            assertThat(failure(bench.job(Optional.of(WRONG)).start())).startsWith("PSID_NOT_AUTHORIZED: ");
            bench.journal.failAfter(good, failedButApplied);
            JobEnd end = bench.resume();
            boolean failed = end instanceof JobEnd.Interrupted;
            bench.journal.repair();
            if (failed) {
                bench.drive.powerCycle();
                end = bench.job(Optional.empty()).resume();
            }
            if (end instanceof JobEnd.Interrupted) {
                assertThat(failure(end)).startsWith("PSID_NEEDED: ");
                end = bench.resume();
            }
            assertThat(verdict(end).level()).as("change " + good).isEqualTo(Verdict.Level.CLEARED);
            assertThat(new String(bench.journal.evidence(), StandardCharsets.UTF_8))
                    .containsPattern("\"data\":\"[0-9a-f]*(2a){32}");
            assertNowhere(bench.journal, ModelTper.PSID);
            assertNowhere(bench.journal, WRONG);
            if (!failed) {
                assertThat(good).isGreaterThan(10);
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /** The same of what came back; what a vendor says in fewer letters is nobody's secret. */
    @Test
    void aRecordInWhichADriveSentBackWhatMayBeAPsidIsRefused() throws JournalException, EvidenceException {
        RevertBench bench = new RevertBench(Manner.HONEST).open();
        bench.drive.echoingInDiscovery();
        assertThat(failure(bench.job(Optional.of(WRONG)).start())).startsWith("PSID_NOT_AUTHORIZED: ");
        assertThat(failure(bench.resume(WRONG))).startsWith("PSID_NOT_AUTHORIZED: ");
        String kept = new String(bench.journal.evidence(), StandardCharsets.UTF_8);
        String own = HEX.formatHex(WRONG.getBytes(StandardCharsets.US_ASCII));
        String cameBack = "(\"data\":\"[0-9a-f]*)(2a){32}";
        String forged = kept.replaceAll(cameBack, "$1" + own);
        assertThat(forged).isNotEqualTo(kept);
        assertThatThrownBy(() -> Evidence.readOpen(forged.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("no secret")
                .hasMessageNotContainingAny(own, WRONG);
        String shorter = kept.replaceAll(cameBack, "$1" + own.substring(2) + "2a");
        assertThat(Evidence.readOpen(shorter.getBytes(StandardCharsets.UTF_8))).isNotEmpty();
    }

    /** Every change of the journal fails, with and without effect; each time the job goes on, and the drive is told once. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anyChangeOfTheJournalMayFailAndTheDriveIsToldOnce(boolean failedButApplied) throws JournalException {
        for (int good = 0; good < 200; good++) {
            RevertBench bench = new RevertBench(Manner.SLOW).open();
            bench.journal.failAfter(good, failedButApplied);
            JobEnd end = bench.start();
            boolean failed = end instanceof JobEnd.Interrupted;
            bench.journal.repair();
            if (failed) {
                bench.drive.powerCycle();
                end = bench.resume();
            }
            Verdict verdict = verdict(end);
            String all = "change " + good + ": " + verdict + " after " + bench.drive.sent();
            assertThat(verdict.level()).as(all).isEqualTo(Verdict.Level.CLEARED);
            assertThat(Collections.frequency(bench.drive.sent(), "Revert"))
                    .as(all)
                    .isEqualTo(1);
            assertNowhere(bench.journal, ModelTper.PSID);
            if (!failed) {
                assertThat(good).isGreaterThan(10);
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /** A drive that is gone in the midst of it, and locked still when it is here again, is told again: nothing was removed. */
    @Test
    void whatIsStillLockedInBeginsAnewWithThePsidAskedAgain() throws JournalException {
        RevertBench bench = new RevertBench(Manner.HONEST).open();
        bench.journal.failAfter(5, false);
        assertThat(bench.start()).isInstanceOf(JobEnd.Interrupted.class);
        bench.journal.repair();
        assertThat(failure(bench.job(Optional.empty()).resume())).startsWith("PSID_NEEDED: ");
        assertThat(verdict(bench.resume()).level()).isEqualTo(Verdict.Level.CLEARED);
    }

    @Test
    void whatADriveSendsBackIsNoAnswerAndMasked() throws JournalException, EvidenceException {
        RevertBench bench = new RevertBench(Manner.ECHOING).open();
        assertThat(failure(bench.start())).startsWith("PSID_NO_SESSION: ");
        assertNowhere(bench.journal, ModelTper.PSID);
        assertThat(Evidence.readOpen(bench.journal.evidence()).stream()
                        .filter(DriveEvent.NativeTold.class::isInstance)
                        .map(told -> ((DriveEvent.NativeTold) told).command().answer())
                        .filter(DeviceCommand.Told.class::isInstance)
                        .anyMatch(answer -> ((DeviceCommand.Told) answer).data().contains("2a".repeat(32))))
                .isTrue();
    }
}
