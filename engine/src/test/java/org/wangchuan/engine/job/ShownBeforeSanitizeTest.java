package org.wangchuan.engine.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.purge.testing.Conduct;
import org.wangchuan.engine.purge.testing.ModelScsi;
import org.wangchuan.engine.purge.testing.ShortSas;
import org.wangchuan.engine.testing.FaultyChannel;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;

/** A SAS drive that was made smaller (MODE SELECT) and sanitizes itself: what is planted and read has to reach all that it has. */
class ShownBeforeSanitizeTest {
    private static final int BLOCKS = 8192;
    private static final int BLOCK_BYTES = 512;
    private static final int HALF_BYTES = BLOCKS / 2 * BLOCK_BYTES;

    private final ShortSas shows = new ShortSas(BLOCKS, BLOCKS / 2);

    /** Its firmware goes by the blocks that it shows; the other half any host reads that has it show all. */
    @Test
    void oneThatSanitizesWhatItShowsAloneAndWasNotToldToShowAllIsUnproven() throws JournalException {
        Event.HiddenAreas untold = Event.HiddenAreas.of(shows.examined(HALF_BYTES));
        FaultyChannel shown = FaultyChannel.device(BLOCKS / 2, BLOCK_BYTES);
        Verdict verdict = sanitized(shown, untold, HALF_BYTES);
        assertThat(shown.medium()).containsOnly(0);
        assertThat(verdict.level()).isEqualTo(Verdict.Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Verdict.Reason.HIDDEN_AREAS_UNKNOWN);
    }

    @Test
    void theSameIsPurgedOnceItWasToldToAndWholly() throws JournalException {
        Event.HiddenAreas told = Event.HiddenAreas.of(shows.toldToShowAll());
        FaultyChannel whole = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
        Verdict verdict = sanitized(whole, told, (int) shows.shown() * BLOCK_BYTES);
        assertThat(whole.medium()).containsOnly(0);
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Verdict.Level.PURGED);
    }

    /** It shows all by then, and goes by what it was made to show before. */
    @Test
    void oneThatKeepsWhatItHidIsFoundOut() throws JournalException {
        Event.HiddenAreas told = Event.HiddenAreas.of(shows.toldToShowAll());
        FaultyChannel whole = FaultyChannel.device(BLOCKS, BLOCK_BYTES);
        Verdict verdict = sanitized(whole, told, HALF_BYTES);
        assertThat(whole.medium()[BLOCKS * BLOCK_BYTES - 1]).isNotZero();
        assertThat(verdict.level()).isEqualTo(Verdict.Level.FAILED);
        assertThat(verdict.reasons()).contains(Verdict.Reason.CANARY_FOUND);
    }

    private static Verdict sanitized(FaultyChannel channel, Event.HiddenAreas found, int reaches)
            throws JournalException {
        ModelScsi drive = new ModelScsi(channel.medium(), Conduct.HONEST)
                .leaving(medium -> Arrays.fill(medium, 0, reaches, (byte) 0));
        NativeBench bench = new NativeBench(channel, drive, new MemoryJournal());
        bench.found = Optional.of(found);
        bench.open("scsi", NativeTechnique.SCSI_SANITIZE_BLOCK);
        return VerdictRules.judge(((JobEnd.Finished) bench.job().start()).evidence());
    }
}
