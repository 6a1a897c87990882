package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.testing.Filled.filledWith;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelMmc;
import org.wangchuan.engine.testing.Fault;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.testing.Request;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;
import org.wangchuan.engine.verdict.VerdictRules;

/** An eMMC is erased and then sanitized; it keeps no record of either, so that what was cut off begins anew. */
class NativeMmcTest {
    private static final String ERASE = "[35, 36, 38]";
    private static final String SANITIZE = "[6] 3a50101";

    private final FaultyChannel channel = FaultyChannel.device(8192, 512);

    private ModelMmc card(Conduct conduct) {
        return new ModelMmc(channel.medium(), conduct);
    }

    private Evidence run(ModelMmc card) throws JournalException {
        NativeBench bench = new NativeBench(channel, card, new MemoryJournal());
        bench.open("mmc", NativeTechnique.MMC_ERASE_SANITIZE);
        return evidence(bench.job().start());
    }

    private static Evidence evidence(JobEnd end) {
        assertThat(end).isInstanceOf(JobEnd.Finished.class);
        return ((JobEnd.Finished) end).evidence();
    }

    private static DriveEvent.NativeEnd last(Evidence evidence) {
        return evidence.all(DriveEvent.NativeFinished.class).getLast().end();
    }

    /** Erased cells of eMMC read as ones on some, as zeros on others. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anHonestCardIsErasedAndThenSanitized(int erasedReads) throws JournalException {
        ModelMmc card = card(Conduct.HONEST).with(181, erasedReads);
        Evidence evidence = run(card);
        assertThat(card.erasing()).containsExactly(ERASE, SANITIZE);
        assertThat(channel.medium()).is(filledWith(erasedReads == 1 ? -1 : 0));
        assertThat(card.unmapped()).isEmpty();
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
        assertThat(verdict.notProved())
                .contains(NotProved.DEVICES_WORD, NotProved.NOT_SEEN_RUNNING, NotProved.CELLS_NOT_READ);
    }

    @ParameterizedTest
    @CsvSource({
        "HONEST,ENDED,PURGED",
        "LYING,ENDED,FAILED",
        "STUCK,STALLED,UNPROVEN",
        "FAILING,STALLED,UNPROVEN",
        "VANISHING,DEVICE_GONE,UNPROVEN",
        "REFUSING,REFUSED,UNPROVEN"
    })
    void whateverItDoesNothingWrongIsSaidOfIt(Conduct conduct, DriveEvent.NativeEnd end, Verdict.Level level)
            throws JournalException {
        Evidence evidence = run(card(conduct));
        assertThat(last(evidence)).isEqualTo(end);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
    }

    /** Nothing is left to be read, and all of it may still be in its cells. */
    @Test
    void anErasedCardThatRefusesToSanitizeIsUnproven() throws JournalException {
        ModelMmc card = card(Conduct.HONEST).refusingSanitize();
        Evidence evidence = run(card);
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(card.unmapped()).isNotEmpty();
        assertThat(last(evidence)).isEqualTo(DriveEvent.NativeEnd.REFUSED);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.COMMAND_REFUSED, Reason.NOTHING_VERIFIED);
    }

    @Test
    void anEraseThatLeavesOutWhatIsProtectedIsFollowedByNoSanitize() throws JournalException {
        ModelMmc card = card(Conduct.HONEST).skippingProtected();
        Evidence evidence = run(card);
        assertThat(card.erasing()).containsExactly(ERASE);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Verdict.Level.UNPROVEN);
    }

    /** Nothing is planted where it takes no writes, and the status bit of what was left out is gone before it is asked. */
    @Test
    void whatIsProtectedAndSparedWithoutAWordIsFoundInTheSamples() throws JournalException {
        int from = 40 * 32_768;
        int to = from + 3 * 32_768; // less than two of the parts in each of which something is planted
        channel.with(Fault.badBlocks(from, to, Request.Kind.WRITE));
        ModelMmc card = card(Conduct.HONEST).sparing(from, to);
        Evidence evidence = run(card);
        assertThat(card.erasing()).containsExactly(ERASE, SANITIZE);
        assertThat(Arrays.copyOfRange(channel.medium(), from, to)).containsOnly(0x3C);
        DriveEvent.SamplingFinished look =
                evidence.all(DriveEvent.SamplingFinished.class).getLast();
        assertThat(look.canaryBytesRead()).isPositive();
        assertThat(look.canaryBytesFound()).isZero();
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.NOT_READ_AS_ERASED);
    }

    /** Its register says no, whatever was planned. */
    @Test
    void aCardThatDoesNotSayThatItCanSanitizeIsUnproven() throws JournalException {
        Evidence evidence = run(card(Conduct.HONEST).with(231, 0x15));
        assertThat(VerdictRules.judge(evidence).reasons()).contains(Reason.NOT_OFFERED);
    }

    /** It answers for half of the size, and half of it is erased. */
    @Test
    void aCardOfAnotherSizeThanTheMediumIsNotTheOneThatWasErased() throws JournalException {
        Verdict verdict = VerdictRules.judge(run(card(Conduct.HONEST).with(213, 0x10)));
        assertThat(verdict.level()).isEqualTo(Verdict.Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.NOT_SHOWN, Reason.CANARY_FOUND);
    }

    /** The power goes after each line of the record; who comes back looks first, and what has no answer begins anew. */
    @Test
    void cutOffAfterAnyLineItIsGoneOnWithAndNothingWrongIsSaid() throws Exception {
        for (int good = 0; good < 200; good++) {
            FaultyChannel medium = FaultyChannel.device(8192, 512);
            MemoryJournal kept = new MemoryJournal();
            ModelMmc card = new ModelMmc(medium.medium(), Conduct.HONEST);
            NativeBench bench = new NativeBench(medium, card, kept);
            bench.open("mmc", NativeTechnique.MMC_ERASE_SANITIZE);
            kept.failAfter(good, good % 2 == 0);
            JobEnd first = bench.job().start();
            boolean cut = !(first instanceof JobEnd.Finished);
            kept.repair();
            Evidence evidence = evidence(cut ? bench.job().resume() : first);
            Verdict verdict = VerdictRules.judge(evidence);
            assertThat(medium.medium()).as("change %d", good).is(filledWith(0));
            assertThat(card.unmapped()).as("change %d", good).isEmpty();
            assertThat(verdict.level())
                    .as("change %d: %s", good, verdict)
                    .isIn(Verdict.Level.PURGED, Verdict.Level.UNPROVEN);
            if (verdict.level() == Verdict.Level.UNPROVEN) {
                assertThat(verdict.reasons()).as("change %d", good).containsExactly(Reason.UNWATCHED);
            }
            int attempts = evidence.all(DriveEvent.NativeStarted.class).size();
            assertThat(evidence.all(DriveEvent.CanariesPlanted.class))
                    .as("change %d", good)
                    .hasSize(attempts);
            if (!cut) {
                assertThat(verdict.level()).isEqualTo(Verdict.Level.PURGED);
                return;
            }
        }
        throw new AssertionError("the job never came through");
    }

    /**
     * A sanitize that was cut off counts for nothing: the erase goes before it once more. That what was planted is gone is the doing of the first erase,
     * and shows nothing of the second: it is planted again.
     */
    @Test
    void cutOffBetweenEraseAndSanitizeBothBeginAnewOverWhatIsPlantedAgain() throws Exception {
        ModelMmc card = card(Conduct.HONEST);
        MemoryJournal journal = new MemoryJournal();
        stopAfterErase(card, journal);
        Evidence evidence =
                evidence(new NativeBench(channel, card, journal).job().resume());
        assertThat(card.erasing()).containsExactly(ERASE, ERASE, SANITIZE);
        assertThat(evidence.all(DriveEvent.NativeFinished.class))
                .extracting(DriveEvent.NativeFinished::end)
                .containsExactly(DriveEvent.NativeEnd.LEFT, DriveEvent.NativeEnd.ENDED);
        assertThat(channel.medium()).is(filledWith(0));
        assertThat(evidence.all(DriveEvent.CanariesPlanted.class)).hasSize(2);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
    }

    /** One block is written between, where nothing was planted, and the second erase does nothing: most samples pass it by. */
    @Test
    void whatWasWrittenBetweenTwoAttemptsIsNotPurgedByWhatTheFirstErased() throws Exception {
        MemoryJournal journal = new MemoryJournal();
        ModelMmc card = card(Conduct.HONEST);
        int free = stopAfterErase(card, journal);
        assertThat(channel.medium()).is(filledWith(0));
        Arrays.fill(channel.medium(), free, free + 512, (byte) 0x55);
        ModelMmc worn = card(Conduct.LYING);
        Evidence evidence =
                evidence(new NativeBench(channel, worn, journal).job().resume());
        assertThat(worn.erasing()).containsExactly(ERASE, SANITIZE);
        assertThat(channel.medium()[free]).isEqualTo((byte) 0x55);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.CANARY_FOUND);
    }

    /** Somebody stops the job while its erase is at work. A block where nothing had been planted, by its offset. */
    private int stopAfterErase(ModelMmc card, MemoryJournal journal) throws JournalException {
        NativeBench[] bench = new NativeBench[1];
        int[] free = {0};
        bench[0] = new NativeBench(
                channel,
                HookedDrive.onErase(card, _ -> {
                    while (channel.medium()[free[0]] != 0x3C || channel.medium()[free[0] + 511] != 0x3C) {
                        free[0] += 512;
                    }
                    bench[0].control.orElseThrow().stop();
                }),
                journal);
        bench[0].open("mmc", NativeTechnique.MMC_ERASE_SANITIZE);
        assertThat(bench[0].job().start()).isInstanceOf(JobEnd.Interrupted.class);
        assertThat(card.erasing()).containsExactly(ERASE);
        return free[0];
    }
}
