package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.PartEvent;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelPart;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** The boot and general purpose partitions of an eMMC are erased with it where somebody chose them, each as a part of its own. */
class CardPartsTest {
    private static final byte BEFORE = 0x3C;

    private final PartsBench bench = new PartsBench();

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private Verdict run(boolean purge, String... chosen) throws JournalException {
        bench.open(purge, chosen);
        return VerdictRules.judge(evidence(bench.job().start()));
    }

    private static void shows(Verdict verdict, Level level, Reason... reasons) {
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons()).as(verdict.toString()).contains(reasons);
    }

    /** Erased cells of eMMC read as ones on some, as zeros on others. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void withAllItsPartsErasedACardIsPurged(int erasedReads) throws JournalException {
        bench.card.with(181, erasedReads);
        bench.parts.forEach(part -> part.card().with(181, erasedReads));
        Verdict verdict = run(true, "boot0", "boot1");
        shows(verdict, Level.PURGED);
        assertThat(verdict.reasons()).isEmpty();
        for (ModelPart part : bench.parts) {
            assertThat(part.medium()).is(filledWith(erasedReads == 1 ? -1 : 0));
            assertThat(part.locked()).isTrue();
            assertThat(part.card().erasing()).containsExactly("[35, 36, 38]");
        }
        assertThat(bench.card.erasing()).containsExactly("[35, 36, 38]", "[6] 3a50101");
    }

    @Test
    void overwrittenItIsClearedAndItsPartsHoldZeros() throws JournalException {
        bench.open(false, "boot0", "boot1");
        Evidence evidence = evidence(bench.job().start());
        shows(VerdictRules.judge(evidence), Level.CLEARED);
        assertThat(VerdictRules.judge(evidence).reasons()).isEmpty();
        assertThat(ConformityRules.judge(evidence))
                .noneMatch(clause -> clause.toString().contains("NOT_SATISFIED"));
        for (ModelPart part : bench.parts) {
            assertThat(part.medium()).is(filledWith(0));
            assertThat(part.card().erasing()).isEmpty();
        }
    }

    /** The user area gets all the passes; a part one of random data and one of zeros. */
    @ParameterizedTest
    @ValueSource(strings = {"dod-short", "hmg-is5-enhanced", "bmb21-2019"})
    void rulesThatAskForMorePassesThanAPartGotAreNotSatisfied(String rules) throws JournalException {
        bench.rules = rules;
        bench.open(false, "boot0", "boot1");
        Evidence evidence = evidence(bench.job().start());
        shows(VerdictRules.judge(evidence), Level.CLEARED);
        assertThat(ConformityRules.judge(evidence))
                .filteredOn(clause -> clause.clause().needs() instanceof Requirement.Overwritten)
                .isNotEmpty()
                .allMatch(clause -> clause.state() == ClauseState.State.NOT_SATISFIED);
    }

    @Test
    void whatNobodyChoseIsLeftAsItIsAndHoldsTheResultDown() throws JournalException {
        shows(run(true), Level.PARTIAL, Reason.OTHER_PARTS);
        for (ModelPart part : bench.parts) {
            assertThat(part.medium()).is(filledWith(BEFORE));
            assertThat(part.writes()).isZero();
            assertThat(part.locked()).isTrue();
        }
    }

    @Test
    void oneOfTwoIsNotAll() throws JournalException {
        shows(run(true, "boot0"), Level.PARTIAL, Reason.OTHER_PARTS);
        assertThat(bench.part(0).medium()).is(filledWith(0));
        assertThat(bench.part(1).medium()).is(filledWith(BEFORE));
    }

    /** Its register names a general purpose partition as well, of which nobody spoke. */
    @Test
    void aPartThatTheCardNamesAndThatIsNotErasedHoldsTheResultDown() throws JournalException {
        bench.card.with(143, 1).with(221, 1);
        shows(run(true, "boot0", "boot1"), Level.PARTIAL, Reason.OTHER_PARTS);
    }

    /** One write protect group of one erase group of 512 KiB. */
    @Test
    void aGeneralPurposePartitionIsErasedLikeABootPartition() throws JournalException {
        bench.card.with(143, 1).with(221, 1);
        ModelPart general = new ModelPart("gp0", 512 << 10, false, Conduct.HONEST);
        bench.parts = List.of(bench.part(0), bench.part(1), general);
        shows(run(true, "boot0", "boot1", "gp0"), Level.PURGED);
        assertThat(general.medium()).is(filledWith(0));
        assertThat(general.locked()).isFalse();
    }

    @Test
    void aPartOfAnotherSizeThanTheCardSaysIsNotWhatWasErased() throws JournalException {
        bench.card.with(226, 2);
        shows(run(true, "boot0", "boot1"), Level.PARTIAL, Reason.OTHER_PARTS);
    }

    @Test
    void aPartThatTakesTheEraseAndKeepsWhatItHoldsIsFound() throws JournalException {
        bench.parts = List.of(bench.part(0), PartsBench.boot1(Conduct.LYING));
        shows(run(true, "boot0", "boot1"), Level.FAILED, Reason.CANARY_FOUND);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPartThatOnlySaysThatItHasWrittenIsFound(boolean purge) throws JournalException {
        bench.parts = List.of(bench.part(0), PartsBench.boot1(Conduct.HONEST).droppingWrites());
        shows(run(purge, "boot0", "boot1"), Level.FAILED, Reason.MISMATCH);
    }

    /** Read back at once each would look right: what was written to the second replaces what was written to the first. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPartThatIsAnsweredForFromTheCellsOfAnotherIsFound(boolean purge) throws JournalException {
        bench.parts.get(1).inTheCellsOf(bench.part(0).channel());
        shows(run(purge, "boot0", "boot1"), Level.FAILED, Reason.MISMATCH);
    }

    /** It takes the switch to the part for done and stays where it is: one part alone would read back right. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCardThatWritesAPartIntoItsUserAreaIsFound(boolean purge) throws JournalException {
        bench.part(0).inTheCellsOf(bench.channel);
        shows(run(purge, "boot0"), Level.FAILED, Reason.MISMATCH);
    }

    /** Firmware may take noise for something to start. */
    @Test
    void whereTheEraseIsRefusedOrSomebodyStopsNoNoiseIsLeft() throws JournalException {
        bench.parts = List.of(bench.part(0), PartsBench.boot1(Conduct.REFUSING));
        bench.open(true, "boot0", "boot1");
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(bench.part(1).medium()).is(filledWith(0));
        assertThat(bench.part(1).locked()).isTrue();

        PartsBench stopped = new PartsBench();
        stopped.open(true, "boot0", "boot1");
        stopped.part(1).onLift(() -> stopped.control.orElseThrow().stop());
        assertThat(stopped.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        stopped.parts.forEach(part -> assertThat(part.medium()).is(filledWith(0)));
    }

    /** Its kernel shows no part and the rules ask for nothing of the card's own: its register is on record all the same. */
    @Test
    void aCardThatIsOnlyOverwrittenSaysWhichPartsAreLeft() throws JournalException {
        bench.caps = List.of();
        bench.tellsParts = true;
        bench.open(false);
        Evidence evidence = evidence(bench.job().start());
        assertThat(evidence.all(PartEvent.Asked.class)).hasSize(1);
        shows(VerdictRules.judge(evidence), Level.PARTIAL, Reason.OTHER_PARTS);
        assertThat(ConformityRules.satisfied(ConformityRules.judge(evidence))).isFalse();

        PartsBench alone = new PartsBench();
        alone.card.with(226, 0);
        alone.caps = List.of();
        alone.tellsParts = true;
        alone.open(false);
        shows(VerdictRules.judge(evidence(alone.job().start())), Level.CLEARED);
    }

    /** Cut off before the card was asked, it is asked by whoever goes on. */
    @Test
    void whoComesBackAsksWhatWasNotAsked() throws JournalException {
        for (int good = 0; good < 6; good++) {
            PartsBench cut = new PartsBench();
            cut.caps = List.of();
            cut.tellsParts = true;
            cut.open(false);
            cut.journal.failAfter(good, good % 2 == 0);
            JobEnd first = cut.job().start();
            cut.journal.repair();
            Evidence evidence = evidence(
                    first instanceof JobEnd.Finished ? first : cut.job().resume());
            assertThat(evidence.all(PartEvent.Asked.class))
                    .as("change %d", good)
                    .hasSize(1);
            shows(VerdictRules.judge(evidence), Level.PARTIAL, Reason.OTHER_PARTS);
        }
    }

    /** The rest goes on only once somebody was told. */
    @Test
    void aLockThatCannotBePutBackIsSaid() throws JournalException {
        bench.part(1).keepingUnlocked(true);
        bench.open(true, "boot0", "boot1");
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure()).contains("boot1", "force_ro");
        bench.part(1).keepingUnlocked(false);
        shows(VerdictRules.judge(evidence(bench.job().resume())), Level.PURGED);
        assertThat(bench.part(1).locked()).isTrue();
    }

    /** A lock of the card's own that it did not tell of: nothing else is destroyed before somebody has decided. */
    @Test
    void aPartThatTakesNoWriteStopsTheJobWhileTheRestIsWhole() throws JournalException {
        bench.parts = List.of(bench.part(0), PartsBench.boot1(Conduct.HONEST).protectedByTheCard());
        bench.open(true, "boot0", "boot1");
        JobEnd end = bench.job().start();
        assertThat(end).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(((JobEnd.Interrupted) end).journalFailure()).contains("boot1", "protected");
        assertThat(((JobEnd.Interrupted) end).code().yieldsToBestEffort()).isTrue();
        assertThat(bench.channel.medium()).is(filledWith(BEFORE));
        assertThat(bench.part(1).locked()).isTrue();
        bench.bestEffort = true;
        Verdict verdict = VerdictRules.judge(evidence(bench.job().resume()));
        shows(verdict, Level.PARTIAL, Reason.OTHER_PARTS);
        assertThat(bench.part(1).medium()).is(filledWith(BEFORE));
        assertThat(bench.channel.medium()).is(filledWith(0));
    }

    @Test
    void aPartThatRefusesTheEraseStopsTheJobAsWell() throws JournalException {
        bench.parts = List.of(bench.part(0), PartsBench.boot1(Conduct.REFUSING));
        bench.open(true, "boot0", "boot1");
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(bench.channel.medium()).is(filledWith(BEFORE));
        bench.bestEffort = true;
        shows(VerdictRules.judge(evidence(bench.job().resume())), Level.PARTIAL, Reason.OTHER_PARTS);
    }

    /** Whoever is cut off just after it was lifted has to be found by it. */
    @Test
    void thatALockIsLiftedStandsInTheRecordBefore() throws JournalException {
        bench.parts.forEach(part ->
                part.onLift(() -> assertThat(new String(bench.journal.evidence(), StandardCharsets.UTF_8))
                        .contains("\"event\":\"part-started\",\"locked\":true,\"part\":\"" + part.id() + "\"")));
        shows(run(true, "boot0", "boot1"), Level.PURGED);
    }

    /** The power goes after each line; whoever comes back finds locks that were lifted, and puts them back whatever follows. */
    @Tag("slow")
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void cutOffAfterAnyLineItIsGoneOnWithAndEachLockIsBack(boolean purge) throws Exception {
        for (int good = 0; good < 300; good++) {
            PartsBench cut = new PartsBench();
            cut.open(purge, "boot0", "boot1");
            cut.journal.failAfter(good, good % 2 == 0);
            JobEnd first = cut.job().start();
            boolean isCut = !(first instanceof JobEnd.Finished);
            cut.journal.repair();
            JobState at = JobState.of(cut.journal.evidence());
            cut.parts.stream()
                    .filter(part -> isCut && at.parts().startOf(part.id()).isPresent())
                    .forEach(part -> part.lock(false));
            Evidence evidence = evidence(isCut ? cut.job().resume() : first);
            Verdict verdict = VerdictRules.judge(evidence);
            for (ModelPart part : cut.parts) {
                assertThat(part.medium()).as("change %d", good).is(filledWith(0));
                assertThat(part.locked()).as("change %d", good).isTrue();
            }
            Level best = purge ? Level.PURGED : Level.CLEARED;
            assertThat(verdict.level()).as("change %d: %s", good, verdict).isIn(best, Level.UNPROVEN);
            if (verdict.level() == Level.UNPROVEN) {
                assertThat(verdict.reasons()).as("change %d", good).containsExactly(Reason.UNWATCHED);
            }
            assertThat(evidence.all(PartEvent.Finished.class)).allMatch(PartEvent.Finished::lockedAgain);
            if (!isCut) {
                assertThat(verdict.level()).isEqualTo(best);
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /** Somebody put a boot loader back while the job was away: what is on it now is not what was erased. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatWasWrittenToAPartSinceIsSeenAtTheEnd(boolean purge) throws JournalException {
        bench.open(purge, "boot0", "boot1");
        bench.journal.stopBeforeClosing(3);
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        bench.journal.repair();
        Arrays.fill(bench.part(1).medium(), 512, 1024, (byte) 0x55);
        shows(VerdictRules.judge(evidence(bench.job().resume())), Level.UNPROVEN, Reason.NOT_READ_AS_ERASED);
    }

    /** Signed, and not given out yet. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aReceiptIsNotGivenOutOnceAPartWasWrittenTo(boolean purge) throws JournalException {
        run(purge, "boot0", "boot1");
        assertThat(bench.job().strangeAfterwards()).isEmpty();
        Arrays.fill(bench.part(1).medium(), 512, 1024, (byte) 0x55);
        assertThat(bench.job().strangeAfterwards()).get().isInstanceOf(JobEnd.NotRecognised.class);
    }

    /** A card without a number that anybody knows it by could take the credit for the parts of another one. */
    @Test
    void partsOfACardThatNothingIsKnownByAreNotGoneOnWith() throws JournalException {
        bench.identityHolds = false;
        bench.parts = List.of(bench.part(0), PartsBench.boot1(Conduct.HONEST).protectedByTheCard());
        bench.open(true, "boot0", "boot1");
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        bench.parts.forEach(part -> part.lock(false));
        assertThat(bench.job().resume()).isInstanceOf(JobEnd.NotRecognised.class);
        bench.parts.forEach(part -> assertThat(part.locked()).isTrue());
    }

    @Test
    void whoStopsInTheMidstOfAPartFindsItLockedAndGoesOn() throws JournalException {
        bench.open(true, "boot0", "boot1");
        bench.part(1).onLift(() -> bench.control.orElseThrow().stop());
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(bench.part(1).locked()).isTrue();
        assertThat(bench.channel.medium()).is(filledWith(BEFORE));
        bench.part(1).onLift(() -> {});
        shows(VerdictRules.judge(evidence(bench.job().resume())), Level.PURGED);
    }

    @Test
    void aPartThatIsNotHeldIsNotErased() throws JournalException {
        bench.open(true, "boot0", "boot1");
        bench.parts = List.of(bench.part(0));
        assertThat(bench.job().start()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(bench.channel.medium()).is(filledWith(BEFORE));
    }
}
