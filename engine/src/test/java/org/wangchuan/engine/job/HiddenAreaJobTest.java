package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.medium.told.Fact;
import org.wangchuan.engine.medium.told.FactName;
import org.wangchuan.engine.medium.told.Reach;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Planner;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.HidingAta;
import org.wangchuan.engine.purge.testing.ModelAta;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Shortened;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** Jobs on drives that hide blocks: what is hidden is taken away first, and erased and read back with the rest. */
@Execution(ExecutionMode.CONCURRENT)
class HiddenAreaJobTest {
    private static final int BLOCKS = 4096;
    private static final long BYTES = BLOCKS * 512L;
    private static final String SERIAL = "S1";

    private final FaultyChannel whole = FaultyChannel.device(BLOCKS, 512);
    private final MemoryJournal journal = new MemoryJournal();
    private final ModelAta behind = new ModelAta(whole.medium(), Conduct.HONEST);
    private final HidingAta drive = new HidingAta(BLOCKS, SERIAL, behind);
    private JobOptions options = JobBench.PATIENT;
    private boolean identityHolds = true;
    private List<DeviceCommand> earlier = List.of();

    /** What the kernel knows; it looks at the drive only where it is told to. */
    private long kernelBytes;

    private void rescan() {
        kernelBytes = drive.accessible() * 512;
    }

    private void open(Policy policy) throws JournalException {
        rescan();
        MediumFacts facts = new MediumFacts(
                "fake",
                Optional.of("Model"),
                Optional.of(SERIAL),
                Optional.empty(),
                Optional.empty(),
                "ata",
                kernelBytes,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                MediumFacts.Scope.WHOLE_MEDIUM,
                List.of());
        Event.HiddenAreas hidden = Event.HiddenAreas.of(HiddenAreaExaminer.examine(
                new HiddenAreaExaminer.Subject(Bus.ATA, false, false, kernelBytes), drive::ask));
        DriveFacts told = DriveFacts.told(
                Reach.DIRECT,
                List.of(
                        new Fact(FactName.BLOCK_ERASE, new Fact.Flag(true), "test"),
                        new Fact(FactName.SECURITY, new Fact.Flag(true), "test"),
                        new Fact(FactName.ENHANCED_ERASE, new Fact.Flag(true), "test"),
                        new Fact(FactName.SECURITY_FROZEN, new Fact.Flag(false), "test")));
        Plan plan = Planner.plan(facts, hidden, policy, VerifyMode.FULL, told);
        assertThat(plan.obstacles()).isEmpty();
        assertThat(plan.hiddenAreas()).isNotEmpty();
        job().open("job", "wangchuan test", facts, hidden, plan);
    }

    private static Policy clear() {
        return PolicyCatalogue.find("nist-clear").orElseThrow();
    }

    private EraseJob job() {
        JobSetup setup = new JobSetup(
                "fake",
                options,
                identityHolds,
                InstantSource.system(),
                _ -> Optional.of("00"),
                earlier,
                Optional.empty());
        BlockChannel channel = new Shortened(whole, kernelBytes);
        ErasableMedium held = new ErasableMedium() {
            @Override
            public BlockChannel channel() {
                return channel;
            }

            @Override
            public Optional<PassThrough> passThrough() {
                return Optional.of(drive);
            }

            @Override
            public ReadPath readPath() {
                return ReadPath.DIRECT;
            }

            @Override
            public long dropHostCache() {
                return 0;
            }

            @Override
            public List<String> differences() {
                return List.of();
            }
        };
        return new EraseJob(held, journal, setup, new JobControl(), NativeBench.QUICK);
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    /** As a bench does it: whenever the drive shows more, the kernel is told to look, and the job is gone on with. */
    private Evidence finish(JobEnd first) {
        JobEnd end = first;
        for (int i = 0; i < 3 && end instanceof JobEnd.SizeChanged; i++) {
            rescan();
            end = job().resume();
        }
        return evidence(end);
    }

    private void assertWhole(Evidence evidence) {
        assertThat(evidence.medium().capacityBytes()).isEqualTo(BYTES);
        assertThat(evidence.wholeMedium().capacityBytes()).isEqualTo(BYTES);
        assertThat(evidence.hiddenAreas().state()).isEqualTo(Event.HiddenState.NONE);
        assertThat(evidence.all(HiddenAreaEvent.LookedAgain.class)).hasSize(1);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.reasons()).as(verdict.toString()).isEmpty();
        assertThat(verdict.unreachable()).isEmpty();
    }

    @Test
    void aHostProtectedAreaIsTakenAwayAndOverwritten() throws JournalException {
        drive.protecting(1000);
        open(clear());
        JobEnd first = job().start();
        assertThat(first).isInstanceOf(JobEnd.SizeChanged.class);
        assertThat(whole.medium()).as("nothing is written before").is(filledWith(0x3c));
        Evidence evidence = finish(first);
        assertWhole(evidence);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.CLEARED);
        assertThat(evidence.passFinished(1).orElseThrow().bytesWritten()).isEqualTo(BYTES);
        assertThat(evidence.verificationFinished(1).orElseThrow().bytesRead()).isEqualTo(BYTES);
        assertThat(drive.told()).containsExactly("37");
        assertThat(evidence.all(HiddenAreaEvent.Commanded.class))
                .extracting(HiddenAreaEvent.Commanded::area)
                .containsExactly("ata-hpa", "ata-hpa");
    }

    @Test
    void anOverlayBehindAHostProtectedAreaIsTakenAwayAfterIt() throws JournalException {
        drive.overlaying(512).protecting(512);
        open(clear());
        assertWhole(finish(job().start()));
        assertThat(drive.told()).containsExactly("37", "b1");
    }

    @Test
    void aNewerDriveIsToldByTheNewerCommand() throws JournalException {
        drive.configuring(512);
        open(clear());
        assertWhole(finish(job().start()));
        assertThat(drive.told()).containsExactly("78");
    }

    @Test
    void aQuestionOfSomebodyElsesInBetweenCostsATry() throws JournalException {
        drive.protecting(512).interposing(3);
        open(clear());
        assertWhole(finish(job().start()));
    }

    /** An earlier job was cut off in its security erase: the drive takes nothing else until it is open. */
    @Test
    void aDriveThatIsLockedByThePublishedPasswordIsOpenedFirst() throws JournalException {
        drive.protecting(1000);
        open(clear());
        behind.lockedByPublishedPassword();
        drive.lockedWith(behind);
        Evidence evidence = finish(job().start());
        assertWhole(evidence);
        assertThat(behind.hasPassword()).isFalse();
        assertThat(evidence.all(HiddenAreaEvent.Commanded.class))
                .as("on record: asked, unlocked, taken away, asked; and then what shows the area")
                .hasSize(6);
    }

    private void requireLocked(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure()).contains("password", "power away");
        assertThat(((JobEnd.Interrupted) end).code()).isEqualTo(StopCode.PASSWORD_SET);
        assertThat(behind.hasPassword()).isTrue();
        assertThat(drive.told()).as("nothing of what it hides is touched").isEmpty();
        assertThat(whole.medium()).is(filledWith(0x3c));
    }

    /** Unlocked it takes everything until its power goes, and then nobody gets in. */
    @Test
    void aDriveThatWasUnlockedAndMayHaveKeptThePasswordKeepsTheJobOpen() throws JournalException {
        drive.protecting(1000);
        open(clear());
        behind.lockedByPublishedPassword().losingDisable();
        drive.lockedWith(behind);
        requireLocked(job().start());
        behind.comeBack();
        Evidence evidence = finish(job().resume());
        assertWhole(evidence);
        assertThat(behind.hasPassword()).isFalse();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.CLEARED);
    }

    /** It unlocked by the published password: that is no guess which was refused. */
    @Test
    void aDriveThatDoesNotLetGoOfThePasswordIsToldAgain() throws JournalException {
        drive.protecting(1000);
        open(clear());
        behind.lockedByPublishedPassword().keepingPassword();
        drive.lockedWith(behind);
        requireLocked(job().start());
        requireLocked(job().resume());
        behind.comeBack();
        assertWhole(finish(job().resume()));
        assertThat(behind.hasPassword()).isFalse();
    }

    private void requireLeftLocked(Evidence evidence) {
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.LEFT_LOCKED);
        assertThat(evidence.medium().capacityBytes()).isEqualTo(BYTES);
    }

    @Test
    void aDriveThatKeepsSomebodyElsesPasswordIsNotCalledCleared() throws JournalException {
        drive.protecting(1000);
        open(clear());
        behind.openedBy("secret");
        drive.lockedWith(behind);
        requireLeftLocked(finish(job().start()));
        assertThat(behind.erasing()).containsExactly("f6");
    }

    /** Nothing could be tried: only what it says when it is looked at again tells of it. */
    @Test
    void norIsOneThatTellsOfAPasswordInTheLastLookAlone() throws JournalException {
        drive.protecting(1000);
        open(clear());
        behind.openedBy("secret");
        drive.lockedWith(behind).securityFrozen();
        requireLeftLocked(finish(job().start()));
        assertThat(behind.erasing()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = NativeTechnique.class,
            names = {"ATA_SANITIZE_BLOCK", "ATA_SECURITY_ERASE_ENHANCED"})
    void whatWasGuessedBeforeIsNotGuessedAgainForTheErasure(NativeTechnique technique) throws JournalException {
        drive.protecting(1000);
        open(NativeBench.policy(technique));
        behind.openedBy("secret");
        drive.lockedWith(behind);
        JobEnd end = job().start();
        assertThat(end).isInstanceOf(JobEnd.SizeChanged.class);
        rescan();
        Evidence evidence = evidence(job().resume());
        assertThat(evidence.all(DriveEvent.NativeFinished.class))
                .extracting(DriveEvent.NativeFinished::end)
                .containsExactly(DriveEvent.NativeEnd.REFUSED);
        assertThat(behind.erasing()).containsExactly("f6");
    }

    /** Its guesses are few, and what is on record is not tried once more. */
    @Test
    void somebodyElsesPasswordIsTriedOnceInAJob() throws JournalException {
        drive.protecting(1000);
        open(clear());
        behind.lockedBy("secret");
        drive.lockedWith(behind);
        assertThat(job().start()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(job().resume()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(behind.erasing()).containsExactly("f2");
    }

    @Test
    void aSmoothRunIsNoInterruption() throws JournalException {
        drive.protecting(1000);
        open(clear());
        assertThat(finish(job().start()).interruptions()).isZero();
    }

    /** The power goes just after a command was recorded, and what the drive hides is still to be taken away. */
    @Test
    void aLossOfPowerAmongItsCommandsIsOne() throws Exception {
        for (int good = 0; good < 100; good++) {
            HiddenAreaJobTest one = new HiddenAreaJobTest();
            one.drive.protecting(1000);
            one.open(clear());
            one.behind.lockedByPublishedPassword();
            one.drive.lockedWith(one.behind);
            one.journal.failAfter(good, false);
            JobEnd end = one.job().start();
            one.journal.repair();
            long commands = Evidence.readOpen(one.journal.evidence()).stream()
                    .filter(HiddenAreaEvent.Commanded.class::isInstance)
                    .count();
            if (commands == 1) {
                assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
                assertThat(one.finish(one.job().resume()).interruptions()).isOne();
                return;
            }
        }
        throw new AssertionError("no record ended after its first command");
    }

    /** A second one that lasts is refused until the drive was reset, however often it is tried (ACS-2). */
    @Test
    void whatIsRefusedAsASecondOneIsNotTriedAgain() throws JournalException {
        drive.protecting(1000).refusingAsSecond();
        open(clear());
        assertThat(job().start()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(drive.told()).containsExactly("37");
    }

    /** It was frozen by its computer and slept: what it said of its size before is no longer so, and the verdict is what it is without it. */
    @Test
    void whatItSaidBeforeASleepIsOfTheSizeThatItHadThen() throws JournalException {
        drive.protecting(1000);
        byte[] identify = HexFormat.of().parseHex("85080e0000000100000000000040ec00");
        earlier = List.of(new DeviceCommand(
                "IDENTIFY DEVICE",
                HexFormat.of().formatHex(identify),
                Instant.parse("2026-11-24T12:00:00Z"),
                1,
                drive.ask(identify, 512)));
        open(NativeBench.policy(NativeTechnique.ATA_SANITIZE_BLOCK));
        Evidence evidence = finish(job().start());
        assertThat(evidence.all(DriveEvent.DriveAsked.class).getFirst().commands())
                .startsWith(earlier.getFirst());
        assertWhole(evidence);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.PURGED);
    }

    @Test
    void aDriveThatErasesItselfDoesSoWithAllThatItHas() throws JournalException {
        drive.protecting(1000);
        open(NativeBench.policy(NativeTechnique.ATA_SANITIZE_BLOCK));
        Evidence evidence = finish(job().start());
        assertWhole(evidence);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.PURGED);
        assertThat(whole.medium()).is(filledWith(0));
        List<ByteRange> planted =
                evidence.all(DriveEvent.CanariesPlanted.class).getFirst().ranges();
        assertThat(planted.getLast().end())
                .as("also at the end of what was hidden")
                .isEqualTo(BYTES);
    }

    /** Every change of the journal fails, with and without effect, as the power goes; each time all of the drive ends erased. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void thePowerMayGoBetweenAnyTwoLines(boolean failedButApplied) throws JournalException {
        for (int good = 0; good < 100; good++) {
            HiddenAreaJobTest one = new HiddenAreaJobTest();
            one.drive.overlaying(512).protecting(512);
            one.open(clear());
            one.journal.failAfter(good, failedButApplied);
            JobEnd end = one.job().start();
            boolean failed = end instanceof JobEnd.Interrupted;
            if (!failed) {
                one.rescan();
                end = one.job().resume();
                failed = end instanceof JobEnd.Interrupted;
            }
            one.journal.repair();
            if (failed) {
                // The computer starts anew, and its kernel reads the size that the drive has by then.
                one.rescan();
                end = one.job().resume();
            }
            Evidence evidence = one.finish(end);
            one.assertWhole(evidence);
            assertThat(evidence.passFinished(1).orElseThrow().bytesWritten())
                    .as("change %d", good)
                    .isEqualTo(BYTES);
            if (!failed) {
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    @Test
    void aKernelThatKeepsTheOldSizeIsNotErasedBy() throws JournalException {
        drive.protecting(1000);
        open(clear());
        assertThat(job().start()).isInstanceOf(JobEnd.SizeChanged.class);
        assertThat(job().resume()).isInstanceOf(JobEnd.SizeChanged.class);
        assertThat(whole.medium()).is(filledWith(0x3c));
        assertThat(drive.told()).as("and the drive is told once").containsExactly("37");
    }

    @Test
    void aDriveThatRefusesIsNotErasedUntilSomebodyWantsItAllTheSame() throws JournalException {
        drive.protecting(1000).frozen();
        open(clear());
        JobEnd end = job().start();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure())
                .contains("power away")
                .doesNotContain("--");
        assertThat(((JobEnd.Interrupted) end).code().yieldsToBestEffort()).isTrue();
        assertThat(whole.medium()).is(filledWith(0x3c));
        options = options.withBestEffort(true);
        Verdict verdict = VerdictRules.judge(evidence(job().resume()));
        assertThat(verdict.level()).isEqualTo(Verdict.Level.PARTIAL);
        assertThat(verdict.reasons())
                .containsExactlyInAnyOrder(Verdict.Reason.HIDDEN_AREAS_FOUND, Verdict.Reason.UNREACHABLE_BLOCKS);
        assertThat(verdict.unreachable()).containsExactly(new ByteRange(BYTES - 512_000, 512_000));
    }

    @Test
    void afterItsPowerWasOffTheDriveTakesTheCommand() throws JournalException {
        drive.configuring(512).setBefore();
        open(clear());
        assertThat(job().start()).isInstanceOf(JobEnd.Interrupted.class);
        drive.powerCycle();
        assertWhole(finish(job().resume()));
    }

    @Test
    void aDriveThatTakesTheCommandAndDoesNothingIsNotBelieved() throws JournalException {
        drive.protecting(1000).idle();
        open(clear());
        assertThat(job().start()).isInstanceOf(JobEnd.Interrupted.class);
        options = options.withBestEffort(true);
        Evidence evidence = evidence(job().resume());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.PARTIAL);
    }

    /** What could be taken away was, and the rest is named. */
    @Test
    void whatStaysHiddenBehindWhatWasTakenAwayIsNamed() throws JournalException {
        drive.overlaying(512).protecting(1000).overlayFrozen();
        open(clear());
        assertThat(job().start()).isInstanceOf(JobEnd.SizeChanged.class);
        rescan();
        assertThat(job().resume()).isInstanceOf(JobEnd.Interrupted.class);
        options = options.withBestEffort(true);
        Evidence evidence = evidence(job().resume());
        assertThat(evidence.medium().capacityBytes()).isEqualTo(BYTES - 512 * 512);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.PARTIAL);
        assertThat(verdict.unreachable()).containsExactly(new ByteRange(BYTES - 512 * 512, 512 * 512));
    }

    /** Told to show what it hides, a drive is taken for known by the passes that follow. */
    @Test
    void aNamelessDriveIsToldNothingThatAnotherCouldBe() throws Exception {
        drive.protecting(1000);
        open(clear());
        identityHolds = false;
        assertThat(why(job().resume())).isEqualTo(JobEnd.Why.INDISTINCT_AND_UNTOUCHED);
        assertThat(drive.told()).isEmpty();
        assertThat(job().start()).isInstanceOf(JobEnd.SizeChanged.class);
        rescan();
        int told = drive.told().size();
        assertThat(told).isPositive();
        assertThat(why(job().resume())).as("something was changed on it").isEqualTo(JobEnd.Why.INDISTINCT);
        assertThat(drive.told()).hasSize(told);
        assertThat(whole.medium()).is(filledWith(0x3c));
        assertThat(Evidence.readOpen(journal.evidence())).noneMatch(Event.Resumed.class::isInstance);
    }

    private static JobEnd.Why why(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.NotRecognised.class);
        return ((JobEnd.NotRecognised) end).why();
    }
}
