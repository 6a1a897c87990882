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
