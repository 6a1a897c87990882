package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.HiddenAreaEvent;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.testing.MadeNvme;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** What an NVMe device says that it has besides the namespace that was erased decides verdict and clause; of what it does not say nothing is green. */
class NvmeSpaceVerdictTest {
    private static final long BYTES = EvidenceScript.CAPACITY_BYTES;
    private static final String AT = "2026-11-24T12:00:00Z";

    @Test
    void oneNamespaceAndNothingBesideItIsClearedAndExamined() throws EvidenceException {
        for (MadeNvme device : List.of(made(), made().managing())) {
            Evidence evidence = overwritten(found(device), found(device));
            Verdict verdict = VerdictRules.judge(evidence);
            assertThat(verdict.level()).isEqualTo(Level.CLEARED);
            assertThat(verdict.reasons()).isEmpty();
            assertThat(examined(evidence)).isEqualTo(ClauseState.State.SATISFIED);
            // Boot partitions and memory regions, of which no command tells.
            assertThat(verdict.notProved()).contains(NotProved.OTHER_PARTS);
            assertThat(HiddenOutcome.of(evidence).state()).isEqualTo(Event.HiddenState.NONE);
        }
    }

    @Test
    void anotherNamespaceHoldsItAtPartialAlsoWhereThisMachineShowsNone() throws EvidenceException {
        for (MadeNvme device : List.of(made().managing().allocated(1, 2), made().attached(1, 2))) {
            Evidence evidence = overwritten(found(device), found(device));
            assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PARTIAL);
            assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.OTHER_PARTS);
            assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
        }
    }

    @Test
    void capacityOfNoNamespaceIsAHiddenArea() throws EvidenceException {
        Event.HiddenAreas found = found(made().managing().capacities(3 * BYTES, 2 * BYTES, BYTES));
        Evidence evidence = overwritten(found, found);
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Level.PARTIAL);
        assertThat(verdict.reasons()).contains(Reason.HIDDEN_AREAS_FOUND);
        assertThat(verdict.unreachable()).containsExactly(new ByteRange(BYTES, 2 * BYTES));
        assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
        assertThat(HiddenOutcome.of(evidence).state()).isEqualTo(Event.HiddenState.FOUND);
    }

    /** The kernel shows half of its only namespace, or the device tells twice of what that has: the rest is never written. */
    @Test
    void whatTheDeviceTellsAndNobodyIsShownIsUnproven() throws EvidenceException {
        MadeNvme larger = new MadeNvme(2 * BYTES).serial(EvidenceScript.SERIAL).managing();
        MadeNvme more = made().capacities(2 * BYTES, 0, BYTES);
        for (MadeNvme device : List.of(larger, more)) {
            Evidence evidence = overwritten(found(device), found(device));
            assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
            assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
            assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
        }
    }

    /** Programs of before did not ask namespaces how large they are: their records are read and judged as they were. */
    @Test
    void aRecordWithoutSizesIsReadAndJudgedAsBefore() throws EvidenceException {
        Event.HiddenAreas now = found(made());
        Event.HiddenAreas then = new Event.HiddenAreas(
                now.state(), now.hiddenBytes(), now.detail(), now.commands().subList(0, 2));
        Evidence evidence = overwritten(then, then);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
        assertThat(VerdictRules.judge(overwritten(then, now)).level()).isEqualTo(Level.CLEARED);
    }

    @Test
    void oneThatManagesNamespacesAndDoesNotAnswerIsUnproven() throws EvidenceException {
        Event.HiddenAreas refused = found(made().managing().refusing(0x10));
        Evidence evidence = overwritten(refused, refused);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
        assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
    }

    /** Meanwhile a namespace can be detached, deleted or made. */
    @Test
    void theEndCountsAsTheBeginningDoesAndUndoesNothing() throws EvidenceException {
        Event.HiddenAreas good = found(made().managing());
        Event.HiddenAreas two = found(made().managing().allocated(1, 2));
        Event.HiddenAreas gone = found(made().silent());
        for (List<Event.HiddenAreas> looks : List.of(List.of(good, two), List.of(two, good))) {
            Evidence evidence = overwritten(looks.getFirst(), looks.getLast());
            assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PARTIAL);
            assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
        }
        Evidence silent = overwritten(good, gone);
        assertThat(VerdictRules.judge(silent).level()).isEqualTo(Level.UNPROVEN);
        assertThat(examined(silent)).isEqualTo(ClauseState.State.NOT_SATISFIED);
        assertThat(HiddenOutcome.of(silent).state()).isEqualTo(Event.HiddenState.UNREADABLE);
    }

    @Test
    void whoWasAskedAndIsNotAskedAgainIsUnproven() throws EvidenceException {
        Evidence evidence = Evidence.read(SealedRecord.of(events(found(made()), List.of())));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(examined(evidence)).isEqualTo(ClauseState.State.NOT_SATISFIED);
    }

    @Test
    void answersThatNameAnotherDriveAreNotItsOwn() throws EvidenceException {
        Evidence evidence = overwritten(found(made()), found(new MadeNvme(BYTES).serial("ANOTHER")));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.NOT_THE_DRIVES_ANSWER);
    }

    /** Programs of before asked no NVMe device: what they recorded is judged as it was. */
    @Test
    void aRecordOfBeforeIsReadAndJudgedAsBefore() throws EvidenceException {
        Evidence evidence = Evidence.read(SealedRecord.of(events(before(), List.of())));
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
        assertThat(examined(evidence)).isEqualTo(ClauseState.State.SATISFIED);
        assertThat(HiddenOutcome.of(evidence)).isEqualTo(before());
    }

    /** A job that was begun by such a program and gone on with by this one. */
    @Test
    void whatWasBegunBeforeIsAskedAtTheEndAndThatCounts() throws EvidenceException {
        Evidence two = overwritten(before(), found(made().managing().allocated(1, 2)));
        assertThat(VerdictRules.judge(two).level()).isEqualTo(Level.PARTIAL);
        assertThat(examined(two)).isEqualTo(ClauseState.State.NOT_SATISFIED);
        Evidence one = overwritten(before(), found(made()));
        assertThat(VerdictRules.judge(one).level()).isEqualTo(Level.CLEARED);
        assertThat(HiddenOutcome.of(one).state()).isEqualTo(Event.HiddenState.NONE);
    }

    /** A sanitize is one of all that can hold user data; a format is one of namespaces. */
    @Test
    void aSanitizeReachesWhatNoNamespaceHas() throws EvidenceException {
        Event.HiddenAreas found = found(made().managing().capacities(3 * BYTES, 2 * BYTES, BYTES));
        for (Event.HiddenAreas hidden : List.of(found, found(made().managing().capacities(0, 0, BYTES)))) {
            Evidence sanitized = withLooks(NativeScript.nvmeBlock(), hidden);
            assertThat(VerdictRules.judge(sanitized).level()).isEqualTo(Level.PURGED);
            assertThat(HiddenOutcome.of(sanitized).state()).isEqualTo(Event.HiddenState.NONE);
        }
        Evidence formatted = withLooks(
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER), found);
        assertThat(VerdictRules.judge(formatted).level()).isEqualTo(Level.PARTIAL);
        Evidence failed = withLooks(
                NativeScript.nvmeBlock()
                        .steps(
                                NativeScript.sent(NativeScript.nvme(NativeScript.NVME_SANITIZE_BLOCK, 0x4002, "")),
                                NativeScript.answered(NativeScript.nvme(
                                        NativeScript.NVME_LOG, NativeScript.log("ffff", "0000", "00000000")))),
                found);
        assertThat(HiddenOutcome.of(failed).state()).isEqualTo(Event.HiddenState.FOUND);
        assertThat(VerdictRules.judge(failed).reasons()).contains(Reason.HIDDEN_AREAS_FOUND);
    }

    /** Another namespace may be there that nobody named, or the one that is there be larger: of these a sanitize is shown to reach nothing. */
    @Test
    void aSanitizeIsNotShownToReachWhatNobodyIsToldOf() throws EvidenceException {
        MadeNvme larger = new MadeNvme(2 * BYTES).serial(EvidenceScript.SERIAL).managing();
        for (MadeNvme device : List.of(
                made().managing().refusing(0x10),
                made().managing().refusing(0x02),
                made().withOtherControllers(32),
                larger)) {
            Evidence sanitized = withLooks(NativeScript.nvmeBlock(), found(device));
            assertThat(VerdictRules.judge(sanitized).level()).isEqualTo(Level.UNPROVEN);
            assertThat(VerdictRules.judge(sanitized).reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
            assertThat(HiddenOutcome.of(sanitized).state()).isEqualTo(Event.HiddenState.UNREADABLE);
        }
    }

    /** Both are planted as large as the kernel shows them; of the first the device says that it is twice as large as that. */
    @Test
    void theSizeOfOneNamespaceIsNoneOfAnother() throws EvidenceException {
        MadeNvme equal = made().withSecond(BYTES);
        Verdict both = VerdictRules.judge(withLooks(NativeScript.nvmeBlock().beside(2), found(equal)));
        assertThat(both.level()).as(both.toString()).isEqualTo(Level.PURGED);
        MadeNvme larger = new MadeNvme(2 * BYTES).serial(EvidenceScript.SERIAL).withSecond(BYTES);
        Verdict half = VerdictRules.judge(withLooks(NativeScript.nvmeBlock().beside(2), found(larger)));
        assertThat(half.level()).as(half.toString()).isEqualTo(Level.PARTIAL);
        assertThat(half.reasons()).containsExactly(Reason.OTHER_PARTS);
    }

    /** Programs that asked nothing held it at UNPROVEN where the device could not be opened for that, however it erased itself. */
    @Test
    void aSanitizeOnARecordOfBeforeReachesNoMoreThanItDid() throws EvidenceException {
        Event.HiddenAreas unread = new Event.HiddenAreas(Event.HiddenState.UNREADABLE, 0, "no answer", List.of());
        Evidence before =
                Evidence.read(SealedRecord.of(looked(NativeScript.nvmeBlock().events(), unread, List.of())));
        assertThat(VerdictRules.judge(before).level()).isEqualTo(Level.UNPROVEN);
        assertThat(HiddenOutcome.of(before).state()).isEqualTo(Event.HiddenState.UNREADABLE);
    }

    @Test
    void whatIsSaidHasToFollowFromTheAnswers() {
        Event.HiddenAreas left = found(made().managing().capacities(3 * BYTES, 2 * BYTES, BYTES));
        Event.HiddenAreas lie = new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", left.commands());
        Event.HiddenAreas nothing = new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", List.of());
        Event.HiddenAreas unasked = new Event.HiddenAreas(
                Event.HiddenState.NOT_APPLICABLE, 0, "", found(made()).commands());
        for (Event.HiddenAreas said : List.of(lie, nothing, unasked)) {
            refused(events(said, List.of(found(made()))));
            refused(events(found(made()), List.of(said)));
        }
        refused(events(found(made()), List.of(before())));
        List<DeviceCommand> fewer = found(made().managing()).commands().subList(0, 2);
        refused(events(new Event.HiddenAreas(Event.HiddenState.NONE, 0, "none", fewer), List.of(found(made()))));
    }

    @Test
    void anEndIsLookedAtAtTheEndAndOfAnNvmeDeviceAlone() {
        List<Event> early = new ArrayList<>(events(found(made()), List.of()));
        early.add(5, new HiddenAreaEvent.LookedAtEnd(found(made()), AT));
        refused(early);
        List<Event> ata = new ArrayList<>(
                EvidenceScript.of("nist-clear", MediumClass.MAGNETIC).events());
        Event.HiddenAreas same = ata.stream()
                .filter(Event.HiddenAreas.class::isInstance)
                .map(Event.HiddenAreas.class::cast)
                .findFirst()
                .orElseThrow();
        ata.add(ata.size() - 3, new HiddenAreaEvent.LookedAtEnd(same, AT));
        refused(ata);
    }

    /** No record holds such a plan, as PlanRules has it; but the answer must not rest on that alone. */
    @Test
    void aPlanThatDoesNothingShowsNothing() {
        assertThat(VerdictRules.best(new Event.PlanChosen(MediumClass.FLASH, List.of(), VerifyMode.FULL, List.of())))
                .isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.best(new Event.PlanChosen(
                        MediumClass.FLASH, List.of(), VerifyMode.SAMPLE, List.of("nvme-sanitize-block"))))
                .isEqualTo(Level.PURGED);
    }

    private static void refused(List<Event> events) {
        assertThatExceptionOfType(EvidenceException.class).isThrownBy(() -> Evidence.read(SealedRecord.of(events)));
    }

    private static Evidence overwritten(Event.HiddenAreas first, Event.HiddenAreas last) throws EvidenceException {
        return Evidence.read(SealedRecord.of(events(first, List.of(last))));
    }

    private static List<Event> events(Event.HiddenAreas first, List<Event.HiddenAreas> atEnd) {
        return looked(
                EvidenceScript.of("nist-clear", MediumClass.FLASH).on(medium()).events(), first, atEnd);
    }

    private static Evidence withLooks(NativeScript script, Event.HiddenAreas hidden) throws EvidenceException {
        return Evidence.read(SealedRecord.of(looked(script.events(), hidden, List.of(hidden))));
    }

    private static List<Event> looked(List<Event> planned, Event.HiddenAreas first, List<Event.HiddenAreas> atEnd) {
        List<Event> out = new ArrayList<>();
        for (Event event : planned) {
            if (event instanceof Event.Rechecked) {
                atEnd.forEach(found -> out.add(new HiddenAreaEvent.LookedAtEnd(found, AT)));
            }
            out.add(event instanceof Event.HiddenAreas ? first : event);
        }
        return out;
    }

    private static Event.HiddenAreas found(MadeNvme device) {
        return Event.HiddenAreas.of(
                HiddenAreaExaminer.examine(new HiddenAreaExaminer.Subject(Bus.NVME, false, false, BYTES), device));
    }

    private static Event.HiddenAreas before() {
        return new Event.HiddenAreas(
                Event.HiddenState.NOT_APPLICABLE, 0, "an NVMe device has no ATA hidden areas", List.of());
    }

    private static MadeNvme made() {
        return new MadeNvme(BYTES).serial(EvidenceScript.SERIAL);
    }

    private static ClauseState.State examined(Evidence evidence) {
        return ConformityRules.judge(evidence).stream()
                .filter(state -> state.clause().id().equals("hidden-areas"))
                .findFirst()
                .orElseThrow()
                .state();
    }

    private static MediumFacts medium() {
        MediumFacts flash = EvidenceScript.medium(MediumClass.FLASH);
        return new MediumFacts(
                flash.name(),
                flash.model(),
                flash.serial(),
                Optional.empty(),
                Optional.empty(),
                "nvme",
                flash.capacityBytes(),
                flash.blockBytes(),
                flash.seenClass(),
                flash.declaredClass(),
                flash.scope(),
                List.of("parts-unknown"));
    }
}
