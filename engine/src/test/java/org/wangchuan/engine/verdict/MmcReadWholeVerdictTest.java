package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.evidence.EventEdit.set;
import static org.wangchuan.engine.verdict.MmcScript.erased;
import static org.wangchuan.engine.verdict.MmcScript.reads;
import static org.wangchuan.engine.verdict.MmcScript.ready;
import static org.wangchuan.engine.verdict.MmcScript.register;
import static org.wangchuan.engine.verdict.MmcScript.sampled;
import static org.wangchuan.engine.verdict.MmcScript.sanitized;
import static org.wangchuan.engine.verdict.MmcScript.script;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** What an eMMC leaves out of its erase nothing tells but reading it: all of it has to have been read. */
class MmcReadWholeVerdictTest {
    private static final long CAPACITY = NativeScript.CAPACITY;
    private static final Event[] HONEST = {erased(), ready(), sanitized(), ready()};
    private static final String AT = "2026-11-24T12:00:00Z";

    private final NativeScript whole = script(register(), HONEST);
    private final NativeScript samples = sampled(register(), HONEST);

    @Test
    void allThatWasReadWholeIsPurged() {
        Verdict verdict = whole.verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.PURGED);
        assertThat(verdict.reasons()).isEmpty();
        assertThat(verdict.notProved()).doesNotContain(NotProved.SAMPLED_ONLY);
    }

    /** As programs of before wrote it: nothing is wrong with what was read, and too little was. */
    @Test
    void samplesAloneAreTooLittle() {
        Verdict verdict = samples.verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.VERIFIED_TOO_LITTLE);
        assertThat(verdict.notProved()).contains(NotProved.SAMPLED_ONLY);
    }

    /** What it says it planned is not what it read. */
    @Test
    void lessThanWasPlannedDoesNotAddUp() {
        Verdict verdict = whole.changing(set("sampling-finished", "bytesRead", CAPACITY - 512))
                .changing(reads(CAPACITY - 512, 0))
                .verdict();
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.ACCOUNTS_DO_NOT_ADD_UP);
    }

    /** Neither all, nor what follows from the seed. */
    @Test
    void aPlanOfItsOwnDoesNotAddUpEither() {
        Verdict verdict = whole.changing(MmcScript.readsOf(CAPACITY - 512))
                .changing(reads(CAPACITY - 512, 0))
                .verdict();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).contains(Reason.ACCOUNTS_DO_NOT_ADD_UP, Reason.VERIFIED_TOO_LITTLE);
    }

    @Test
    void aBlockThatIsNotAsErasedBlocksReadIsTooMuch() {
        Verdict verdict = whole.changing(reads(CAPACITY - 512, 0))
                .changing(
                        event -> event instanceof DriveEvent.SamplingFinished found ? withContents(found, 512) : event)
                .verdict();
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.NOT_READ_AS_ERASED);
    }

    /** Of two searches the last one shows how it was left; that nobody watched in between stays. */
    @Test
    void theLastSearchHasToBeOfAll() throws EvidenceException {
        assertThat(twice(samples, whole).reasons()).containsExactly(Reason.UNWATCHED);
        assertThat(twice(whole, samples).reasons()).containsExactly(Reason.VERIFIED_TOO_LITTLE, Reason.UNWATCHED);
    }

    /** Samples of any other drive are as good as they were. */
    @Test
    void otherDrivesAreSampled() {
        Verdict verdict = NativeScript.nvmeBlock().verdict();
        assertThat(verdict.level()).isEqualTo(Level.PURGED);
        assertThat(verdict.notProved()).contains(NotProved.SAMPLED_ONLY);
    }

    private static Verdict twice(NativeScript first, NativeScript second) throws EvidenceException {
        List<Event> out = new ArrayList<>();
        for (Event event : first.events()) {
            if (event instanceof Event.Rechecked) {
                out.add(new Event.Interrupted(1, Event.Phase.NATIVE, AT));
                out.add(new Event.Resumed(1, Event.Phase.NATIVE, 0, 0, AT));
                out.add(new Event.Committed("", Optional.empty()));
                out.addAll(second.events().stream()
                        .filter(one ->
                                one instanceof DriveEvent.SamplingStarted || one instanceof DriveEvent.SamplingFinished)
                        .toList());
            }
            out.add(event);
        }
        return VerdictRules.judge(Evidence.read(SealedRecord.of(out)));
    }

    private static DriveEvent.SamplingFinished withContents(DriveEvent.SamplingFinished found, long bytes) {
        return new DriveEvent.SamplingFinished(
                found.end(),
                found.path(),
                found.bytesPlanned(),
                found.bytesRead(),
                found.canaryBytesRead(),
                found.canaryBytesFound(),
                found.zeroBytes(),
                found.oneBytes(),
                Optional.of(new DriveEvent.OtherBlocks(0, 0, bytes)),
                found.unreadable(),
                found.durationMillis(),
                found.at());
    }
}
