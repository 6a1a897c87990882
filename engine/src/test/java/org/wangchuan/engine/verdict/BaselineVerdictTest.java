package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.BaselineEvent;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** What is kept of blocks from before has to be compared, all of it, and none of it may be as it was. */
class BaselineVerdictTest {
    private static final String AT = "2026-11-24T12:00:00Z";
    private static final OptionalLong MEDIUM = OptionalLong.empty();
    private static final BaselineEvent.Taken TAKEN = taken(MEDIUM, 'b', 10 * 512);

    private static BaselineEvent.Taken taken(OptionalLong namespace, char digest, long kept) {
        return new BaselineEvent.Taken(namespace, ("" + digest).repeat(64), 20 * 512, 20 * 512, kept, AT);
    }

    private static BaselineEvent.Compared compared(OptionalLong namespace, long read, long unchanged) {
        return new BaselineEvent.Compared(namespace, read, unchanged, AT);
    }

    private static byte[] record(NativeScript script, List<Event> before, List<Event> within) {
        List<Event> out = new ArrayList<>();
        for (Event event : script.events()) {
            if (event instanceof DriveEvent.CanariesPlanted) {
                out.addAll(before);
            }
            out.add(event);
            if (event instanceof DriveEvent.SamplingStarted) {
                out.addAll(within);
            }
        }
        return SealedRecord.of(out);
    }

    private static void shows(List<Event> before, List<Event> within, Level level, Reason... reasons)
            throws EvidenceException {
        Verdict verdict = VerdictRules.judge(Evidence.read(record(NativeScript.nvmeBlock(), before, within)));
        assertThat(verdict.level()).as(verdict.toString()).isEqualTo(level);
        assertThat(verdict.reasons()).containsExactly(reasons);
    }

    private static void isRefused(List<Event> before, List<Event> within) {
        byte[] record = record(NativeScript.nvmeBlock(), before, within);
        assertThatThrownBy(() -> Evidence.read(record)).isInstanceOf(EvidenceException.class);
    }

    @Test
    void changedBlocksHoldNothingDown() throws EvidenceException {
        shows(List.of(TAKEN), List.of(compared(MEDIUM, 10 * 512, 0)), Level.PURGED);
        shows(List.of(), List.of(), Level.PURGED); // a record of before
        shows(List.of(taken(MEDIUM, 'b', 0)), List.of(), Level.PURGED); // nothing that could be compared
    }

    @Test
    void oneThatIsUnchangedIsTooMuch() throws EvidenceException {
        shows(List.of(TAKEN), List.of(compared(MEDIUM, 10 * 512, 512)), Level.UNPROVEN, Reason.BLOCKS_UNCHANGED);
    }

    @Test
    void whatWasKeptHasToBeComparedAllOfIt() throws EvidenceException {
        shows(List.of(TAKEN), List.of(), Level.UNPROVEN, Reason.VERIFIED_TOO_LITTLE);
        shows(List.of(TAKEN), List.of(compared(MEDIUM, 9 * 512, 0)), Level.UNPROVEN, Reason.UNREACHABLE_BLOCKS);
    }

    /** Whoever comes back takes it again, and what was taken before no attempt has followed. */
    @Test
    void whatWasTakenLastBeforeAnAttemptCounts() throws EvidenceException {
        List<Event> twice = List.of(TAKEN, taken(MEDIUM, 'c', 5 * 512));
        shows(twice, List.of(compared(MEDIUM, 5 * 512, 0)), Level.PURGED);
        shows(twice, List.of(compared(MEDIUM, 4 * 512, 0)), Level.UNPROVEN, Reason.UNREACHABLE_BLOCKS);
        isRefused(twice, List.of(compared(MEDIUM, 10 * 512, 0)));
    }

    /** A drive that takes what is planted can be read; one that could not be before was not looked at. */
    @Test
    void aDriveThatWasHardlyReadBeforeIsNotCompared() throws EvidenceException {
        Event nothing = new BaselineEvent.Taken(MEDIUM, "d".repeat(64), 20 * 512, 0, 0, AT);
        shows(List.of(nothing), List.of(), Level.UNPROVEN, Reason.VERIFIED_TOO_LITTLE);
        Event less = new BaselineEvent.Taken(MEDIUM, "b".repeat(64), 20 * 512, 9 * 512, 9 * 512, AT);
        shows(List.of(less), List.of(compared(MEDIUM, 9 * 512, 0)), Level.UNPROVEN, Reason.VERIFIED_TOO_LITTLE);
        Event half = new BaselineEvent.Taken(MEDIUM, "b".repeat(64), 20 * 512, 10 * 512, 10 * 512, AT);
        shows(List.of(half), List.of(compared(MEDIUM, 10 * 512, 0)), Level.PURGED);
        shows(List.of(nothing, TAKEN), List.of(compared(MEDIUM, 10 * 512, 0)), Level.PURGED);
    }

    @Test
    void ofANamespaceThatIsSearchedAsWell() throws EvidenceException {
        OptionalLong second = OptionalLong.of(2);
        List<Event> before = List.of(taken(second, 'c', 512), TAKEN);
        Event medium = compared(MEDIUM, 10 * 512, 0);
        NativeScript script = NativeScript.nvmeBlock().beside(2);
        Verdict both =
                VerdictRules.judge(Evidence.read(record(script, before, List.of(compared(second, 512, 0), medium))));
        assertThat(both.level()).as(both.toString()).isEqualTo(Level.PURGED);
        Verdict kept =
                VerdictRules.judge(Evidence.read(record(script, before, List.of(compared(second, 512, 512), medium))));
        assertThat(kept.reasons()).containsExactly(Reason.BLOCKS_UNCHANGED);
        Verdict one = VerdictRules.judge(Evidence.read(record(script, before, List.of(medium))));
        assertThat(one.reasons()).containsExactly(Reason.VERIFIED_TOO_LITTLE);
    }

    @Test
    void numbersThatCanNotBeAreRefused() {
        isRefused(List.of(taken(MEDIUM, 'b', 21 * 512)), List.of());
        isRefused(List.of(TAKEN, TAKEN), List.of(compared(MEDIUM, 20 * 512, 0))); // the same key twice
        isRefused(List.of(TAKEN), List.of(compared(MEDIUM, 11 * 512, 0)));
        isRefused(List.of(TAKEN), List.of(compared(MEDIUM, 512, 1024)));
        isRefused(List.of(TAKEN), List.of(compared(OptionalLong.of(2), 0, 0)));
        isRefused(List.of(), List.of(compared(MEDIUM, 0, 0)));
        isRefused(List.of(TAKEN), List.of(compared(MEDIUM, 10 * 512, 0), compared(MEDIUM, 10 * 512, 0)));
        isRefused(List.of(new BaselineEvent.Taken(MEDIUM, "b".repeat(64), 1L << 40, 0, 0, AT)), List.of());
        isRefused(List.of(new BaselineEvent.Taken(MEDIUM, "b".repeat(64), 512, 1024, 0, AT)), List.of());
    }
}
