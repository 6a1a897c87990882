package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.evidence.EventEdit.set;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.evidence.DriveEvent;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.Reason;

/** What the record of passes that follow only if a drive does not erase itself can be, and what its clauses make of it. */
class NativeElseOrderTest {
    private static Evidence read(List<Event> events) throws EvidenceException {
        return Evidence.read(SealedRecord.of(events));
    }

    private static List<Event> without(List<Event> events, Predicate<Event> which) {
        return events.stream().filter(which.negate()).toList();
    }

    private static boolean isSampling(Event event) {
        return event instanceof Event.Committed
                || event instanceof DriveEvent.SamplingStarted
                || event instanceof DriveEvent.SamplingFinished;
    }

    private static List<String> unmet(Evidence evidence) {
        return ConformityRules.judge(evidence).stream()
                .filter(clause -> clause.state() != ClauseState.State.SATISFIED)
                .map(clause -> clause.clause().id())
                .toList();
    }

    private static Event refused(Event event) {
        return event instanceof DriveEvent.NativeFinished e
                ? new DriveEvent.NativeFinished(
                        e.attempt(), DriveEvent.NativeEnd.REFUSED, e.durationMillis(), e.longestPauseMillis(), e.at())
                : event;
    }

    private static NativeScript found(NativeScript script) {
        return script.changing(event -> event instanceof DriveEvent.SamplingFinished e
                ? new DriveEvent.SamplingFinished(
                        e.end(),
                        e.path(),
                        e.bytesPlanned(),
                        e.bytesRead(),
                        e.canaryBytesRead(),
                        512,
                        e.zeroBytes(),
                        e.oneBytes(),
                        e.others(),
                        e.unreadable(),
                        e.durationMillis(),
                        e.at())
                : event);
    }

    @Test
    void anErasureThatIsShownMeetsEveryClauseWithoutAPass() throws EvidenceException {
        Evidence evidence = read(NativeScript.nvmeBlock().elseOverwritten(false).events());
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.PURGED);
        assertThat(unmet(evidence)).isEmpty();
        assertThat(evidence.the(Event.PlanChosen.class).passes()).hasSize(1);
        assertThat(evidence.plan().passes()).isEmpty();
    }

    /** The drive's success alone: what was planted was not looked for, or the answers are not its own. */
    @Test
    void aCommandThatSucceededMeetsNoClauseByItself() throws EvidenceException {
        Evidence unlooked = read(
                without(NativeScript.nvmeBlock().elseOverwritten(false).events(), NativeElseOrderTest::isSampling));
        assertThat(VerdictRules.judge(unlooked).level()).isEqualTo(Level.UNPROVEN);
        assertThat(unmet(unlooked)).contains("overwrite", "verification", "level");
        NativeScript stale = NativeScript.nvmeBlock()
                .before(NativeScript.nvme(NativeScript.NVME_LOG, NativeScript.log("ffff", "0101", "02020000")))
                .steps(
                        NativeScript.sent(NativeScript.nvme(NativeScript.NVME_SANITIZE_BLOCK, "")),
                        NativeScript.answered(NativeScript.nvme(
                                NativeScript.NVME_LOG, NativeScript.log("ffff", "0101", "02020000"))));
        assertThat(unmet(read(stale.elseOverwritten(false).events()))).contains("overwrite", "level");
        Evidence lying =
                read(found(NativeScript.nvmeBlock()).elseOverwritten(false).events());
        assertThat(VerdictRules.judge(lying).level()).isEqualTo(Level.FAILED);
        assertThat(unmet(lying)).contains("overwrite", "verification", "level");
    }

    @Test
    void afterWhatWasPlantedAndFoundNoPassFollows() {
        assertThatThrownBy(() -> read(
                        found(NativeScript.nvmeBlock()).elseOverwritten(true).events()))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("refused to erase itself");
    }

    @Test
    void whatEndedAndWasNotLookedAtIsNotFollowedByAPass() {
        List<Event> events = NativeScript.nvmeBlock().elseOverwritten(true).events();
        int pass = events.indexOf(events.stream()
                .filter(Event.PassStarted.class::isInstance)
                .findFirst()
                .orElseThrow());
        List<Event> head = without(events.subList(0, pass), NativeElseOrderTest::isSampling);
        List<Event> unlooked = new ArrayList<>(head);
        unlooked.addAll(events.subList(pass, events.size()));
        assertThatThrownBy(() -> read(unlooked))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("refused to erase itself");
    }

    @Test
    void afterARefusalThePassFollowsOrTheRecordHasNoEnd() throws EvidenceException {
        List<Event> whole = NativeScript.nvmeBlock()
                .steps(NativeScript.sent(NativeScript.nvme(NativeScript.NVME_SANITIZE_BLOCK, 2, "")))
                .elseOverwritten(true)
                .events();
        int pass = whole.indexOf(whole.stream()
                .filter(Event.PassStarted.class::isInstance)
                .findFirst()
                .orElseThrow());
        List<Event> refused = new ArrayList<>(without(whole.subList(0, pass), NativeElseOrderTest::isSampling).stream()
                .map(NativeElseOrderTest::refused)
                .toList());
        List<Event> overwritten = new ArrayList<>(refused);
        overwritten.addAll(whole.subList(pass, whole.size()));
        Evidence evidence = read(overwritten);
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
        assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.COMMAND_REFUSED);
        assertThat(unmet(evidence)).isEmpty();
        List<Event> ended = new ArrayList<>(refused);
        ended.addAll(whole.subList(whole.size() - 3, whole.size()));
        assertThatThrownBy(() -> read(ended))
                .isInstanceOf(EvidenceException.class)
                .hasMessageContaining("the end of the work");
    }

    private static final String SUCCEEDED = NativeScript.log("ffff", "0101", "02020000");
    private static final String FAILED = NativeScript.log("ffff", "0300", "02020000");
    private static final String AT_WORK = NativeScript.log("0010", "0200", "02020000");

    private static DriveEvent.NativeFinished ended(int attempt, DriveEvent.NativeEnd end) {
        return new DriveEvent.NativeFinished(attempt, end, 60_000, 2_000, NativeScript.AT);
    }

    /** A first attempt with this end and these answers, others after it, and what the script has after its own. */
    private static List<Event> followed(
            NativeScript script, String last, DriveEvent.NativeEnd end, boolean sampled, Event... then) {
        List<Event> whole = script.steps(
                        NativeScript.sent(NativeScript.nvme(NativeScript.NVME_SANITIZE_BLOCK, "")),
                        NativeScript.answered(NativeScript.nvme(NativeScript.NVME_LOG, AT_WORK)),
                        NativeScript.answered(NativeScript.nvme(NativeScript.NVME_LOG, last)))
                .events();
        List<Event> out = new ArrayList<>();
        for (Event event : whole) {
            if (event instanceof DriveEvent.NativeFinished) {
                out.add(ended(1, end));
                out.addAll(List.of(then));
            } else if (sampled || !isSampling(event) || out.stream().anyMatch(Event.PassStarted.class::isInstance)) {
                out.add(event);
            }
        }
        return out;
    }

    private static DriveEvent.NativeStarted second(String before) {
        return new DriveEvent.NativeStarted(
                2, "nvme-sanitize-block", List.of(NativeScript.nvme(NativeScript.NVME_LOG, before)), NativeScript.AT);
    }

    private static DriveEvent.NativeCommanded sentAgain(int status) {
        return new DriveEvent.NativeCommanded(2, NativeScript.nvme(NativeScript.NVME_SANITIZE_BLOCK, status, ""));
    }

    private static Event plantedAgain() {
        List<ByteRange> places = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            places.add(new ByteRange(i * 65_536L, 512));
        }
        return new DriveEvent.CanariesPlanted("b".repeat(64), places, NativeScript.AT);
    }

    /** A refusal is one of a command. */
    @Test
    void anAttemptInWhichNothingWasSentRefusedNothing() {
        for (String told : List.of(FAILED, SUCCEEDED)) {
            List<Event> lie = followed(
                    NativeScript.nvmeBlock().elseOverwritten(true),
                    told,
                    DriveEvent.NativeEnd.ENDED,
                    false,
                    second(told),
                    ended(2, DriveEvent.NativeEnd.REFUSED));
            assertThatThrownBy(() -> read(lie))
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("refused to erase itself");
        }
    }

    @Test
    void aFailureIsNotUndoneByAnAttemptThatWasRefused() throws EvidenceException {
        Event[] refused = {second(FAILED), sentAgain(2), ended(2, DriveEvent.NativeEnd.REFUSED)};
        Evidence lie = read(followed(
                NativeScript.nvmeBlock().elseOverwritten(true), FAILED, DriveEvent.NativeEnd.ENDED, false, refused));
        assertThat(VerdictRules.judge(lie).level()).isEqualTo(Level.FAILED);
        assertThat(VerdictRules.judge(lie).reasons()).contains(Reason.DEVICE_SAYS_FAILED);
        // A whole pass was made and read back, and what that clause counts is passes; what they are worth is the
        // verdict's.
        assertThat(unmet(lie)).containsExactly("level");
        assertThat(ConformityRules.satisfied(ConformityRules.judge(lie))).isFalse();
        // Where passes follow in any case a record means what it always meant.
        Evidence other = read(followed(
                NativeScript.nvmeBlock().thenOverwritten(), FAILED, DriveEvent.NativeEnd.ENDED, false, refused));
        assertThat(VerdictRules.judge(other).level()).isEqualTo(Level.CLEARED);
    }

    /** By its own command nothing is met after a failure that stands, and a pass that is not whole is none. */
    @Test
    void afterAFailureAPassThatIsNotWholeMeetsNoClause() throws EvidenceException {
        Event[] refused = {second(FAILED), sentAgain(2), ended(2, DriveEvent.NativeEnd.REFUSED)};
        Evidence cut = read(followed(
                NativeScript.nvmeBlock()
                        .elseOverwritten(true)
                        .changing(event -> event instanceof Event.PassFinished e
                                ? new Event.PassFinished(
                                        e.pass(),
                                        e.end(),
                                        NativeScript.CAPACITY - 512,
                                        List.of(),
                                        e.durationMillis(),
                                        e.retries(),
                                        e.longestPauseMillis(),
                                        e.at())
                                : event),
                FAILED,
                DriveEvent.NativeEnd.ENDED,
                false,
                refused));
        assertThat(VerdictRules.judge(cut).level()).isEqualTo(Level.FAILED);
        assertThat(unmet(cut)).contains("overwrite", "level");
    }

    @Test
    void aSuccessThatIsShownBringsADriveBack() throws EvidenceException {
        Evidence back = read(followed(
                NativeScript.nvmeBlock().elseOverwritten(false),
                FAILED,
                DriveEvent.NativeEnd.ENDED,
                true,
                plantedAgain(),
                second(FAILED),
                sentAgain(0),
                new DriveEvent.NativeTold(2, NativeScript.nvme(NativeScript.NVME_LOG, AT_WORK)),
                new DriveEvent.NativeTold(2, NativeScript.nvme(NativeScript.NVME_LOG, SUCCEEDED)),
                ended(2, DriveEvent.NativeEnd.ENDED)));
        assertThat(VerdictRules.judge(back).level()).isEqualTo(Level.PURGED);
    }

    @Test
    void afterADriveThatIsStuckOrGoneNothingFollows() throws EvidenceException {
        for (DriveEvent.NativeEnd end : List.of(DriveEvent.NativeEnd.STALLED, DriveEvent.NativeEnd.DEVICE_GONE)) {
            Event[] refused = {second(AT_WORK), sentAgain(2), ended(2, DriveEvent.NativeEnd.REFUSED)};
            List<Event> planted = new ArrayList<>(List.of(plantedAgain()));
            planted.addAll(List.of(refused));
            for (Event[] then : List.of(refused, planted.toArray(Event[]::new))) {
                List<Event> lie = followed(NativeScript.nvmeBlock().elseOverwritten(true), AT_WORK, end, false, then);
                assertThatThrownBy(() -> read(lie))
                        .isInstanceOf(EvidenceException.class)
                        .hasMessageContaining("stuck or gone");
                assertThat(VerdictRules.judge(read(followed(
                                        NativeScript.nvmeBlock().thenOverwritten(), AT_WORK, end, false, then)))
                                .level())
                        .isEqualTo(Level.CLEARED);
            }
        }
    }

    /** What it did was over when the pass began. */
    @Test
    void whoWasAwayDuringThePassMissedNothingOfTheDrive() throws EvidenceException {
        String old = NativeScript.log("ffff", "0101", "02020000");
        NativeScript stale = NativeScript.nvmeBlock()
                .before(NativeScript.nvme(NativeScript.NVME_LOG, old))
                .steps(
                        NativeScript.sent(NativeScript.nvme(NativeScript.NVME_SANITIZE_BLOCK, "")),
                        NativeScript.answered(NativeScript.nvme(NativeScript.NVME_LOG, old)));
        List<Event> events = new ArrayList<>();
        for (Event event : stale.elseOverwritten(true).events()) {
            events.add(event);
            if (event instanceof Event.PassStarted) {
                events.add(new Event.Resumed(1, Event.Phase.WRITE, 0, 0, NativeScript.AT));
            }
        }
        Verdict verdict = VerdictRules.judge(read(events));
        assertThat(verdict.level()).isEqualTo(Level.CLEARED);
        assertThat(verdict.reasons()).containsExactly(Reason.OLD_RESULT);
    }

    @Test
    void thePlanHasThePassesOfTheRuleSetAndNoRevertBesideThem() {
        for (NativeScript script : List.of(
                NativeScript.nvmeBlock()
                        .elseOverwritten(false)
                        .changing(set("plan", "passes", new JsonValue.Array(List.of()))),
                NativeScript.nvmeBlock()
                        .elseOverwritten(false)
                        .changing(set(
                                "plan",
                                "techniques",
                                Json.texts(List.of("nvme-sanitize-block", "tcg-psid-revert")))))) {
            assertThatThrownBy(() -> read(script.events()))
                    .isInstanceOf(EvidenceException.class)
                    .hasMessageContaining("line 5");
        }
    }

    /** The first version knows of no drive's own way, and its records mean what they meant. */
    @Test
    void theFirstVersionStaysAsItWas() {
        Policy first = PolicyCatalogue.find("gb-46864-2025", 1).orElseThrow();
        assertThat(first.techniquesFor(MediumClass.FLASH)).isEmpty();
        assertThat(first.nativeElseOverwrite()).isFalse();
        assertThat(first.digest()).isEqualTo("ec11d28637896c111ede6dad904075cfc7fb0faab7e70affb344384fbb25e50e");
        for (Clause clause : first.clauses()) {
            if (clause.needs() instanceof Requirement.Overwritten needed) {
                assertThat(needed.orErasedBy(MediumClass.FLASH)).isEmpty();
            } else if (clause.needs() instanceof Requirement.Verified needed) {
                assertThat(needed.byItself()).isEqualTo(needed.least());
            }
        }
    }
}
