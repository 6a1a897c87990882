package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.ErrorRange;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.EventEdit;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.evidence.EvidenceScript;
import org.wangchuan.engine.evidence.MediumFacts;
import org.wangchuan.engine.evidence.SealedRecord;
import org.wangchuan.engine.medium.ByteRange;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.testing.DriveRecord;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.PatternKind;
import org.wangchuan.engine.policy.Policies;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;
import org.wangchuan.engine.verdict.Verdict.Reason;

class VerdictRulesTest {
    private static final long CAPACITY = EvidenceScript.CAPACITY_BYTES;
    private static final ErrorRange BAD = new ErrorRange(new ByteRange(4096, 512), 5);

    @ParameterizedTest
    @ValueSource(strings = {"gb-46864-2025", "nist-clear", "r2v3", "dod-short", "hmg-is5-enhanced", "bmb21-2019"})
    void whatWentWellOnEveryClassIsClearedAndSatisfiesThePolicy(String policy) {
        for (MediumClass mediumClass : MediumClass.values()) {
            Evidence evidence = EvidenceScript.of(policy, mediumClass).evidence();
            assertThat(VerdictRules.judge(evidence).level())
                    .as("%s on %s", policy, mediumClass)
                    .isEqualTo(Level.CLEARED);
            assertThat(VerdictRules.judge(evidence).reasons()).isEmpty();
            assertThat(ConformityRules.satisfied(ConformityRules.judge(evidence)))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({"DEVICE_GONE,FAILED,DEVICE_GONE", "STALLED,FAILED,DEVICE_STALLED", "FLUSH_FAILED,FAILED,FLUSH_FAILED"})
    void aPassThatBrokeOffIsFailed(Event.PassEnd end, Level level, Reason reason) {
        Verdict verdict = judge(event -> event instanceof Event.PassFinished p && p.pass() == 2
                ? new Event.PassFinished(2, end, 100, List.of(), 1, 0, 0, p.at())
                : event);
        assertThat(verdict.level()).isEqualTo(level);
        assertThat(verdict.reasons()).contains(reason);
    }

    @ParameterizedTest
    @EnumSource(
            value = Event.VerificationEnd.class,
            names = {"DEVICE_GONE", "STALLED"})
    void aVerificationThatBrokeOffIsUnproven(Event.VerificationEnd end) {
        Verdict verdict = judge(readBack(v -> new Event.VerificationFinished(
                v.pass(), end, v.path(), CAPACITY, 100, 0, List.of(), List.of(), 1, v.at())));
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aBlockThatCouldNotBeWrittenInAnyPassMakesItPartialAndNamesTheBlock(int pass) {
        Verdict verdict = judge(unwritten(pass, List.of(BAD), CAPACITY - 512));
        assertThat(verdict.level()).isEqualTo(Level.PARTIAL);
        assertThat(verdict.unreachable()).containsExactly(BAD.range());
    }

    @Test
    void aBlockThatCanNotBeReadBackMakesItPartial() {
        Verdict verdict = judge(readBack(v -> new Event.VerificationFinished(
                v.pass(), v.end(), v.path(), CAPACITY, CAPACITY - 512, 0, List.of(), List.of(BAD), 1, v.at())));
        assertThat(verdict.level()).isEqualTo(Level.PARTIAL);
        assertThat(verdict.unreachable()).containsExactly(BAD.range());
    }

    @Test
    void aMismatchWhereTheWriteWasRefusedIsPartialButAnyOtherIsFailed() {
        UnaryOperator<Event> unwritten = unwritten(3, List.of(BAD), CAPACITY - 512);
        assertThat(judge(event -> unwritten.apply(
                                mismatch(new ByteRange(4096, 512)).apply(event)))
                        .level())
                .isEqualTo(Level.PARTIAL);
        assertThat(judge(event -> unwritten.apply(
                                mismatch(new ByteRange(4096, 1024)).apply(event)))
                        .level())
                .isEqualTo(Level.FAILED);
        assertThat(judge(mismatch(new ByteRange(0, 512))).reasons()).contains(Reason.MISMATCH);
    }

    @Test
    void aMismatchThatIsCountedButNotNamedIsFailedToo() {
        Verdict verdict = judge(readBack(v -> new Event.VerificationFinished(
                v.pass(), v.end(), v.path(), CAPACITY, CAPACITY, 512, List.of(), List.of(), 1, v.at())));
        assertThat(verdict.level()).isEqualTo(Level.FAILED);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, CAPACITY - 512})
    void accountsThatDoNotAddUpAreNeverCleared(long bytesWritten) {
        Verdict verdict = judge(unwritten(1, List.of(), bytesWritten));
        assertThat(verdict.level()).isIn(Level.UNPROVEN, Level.FAILED);
        assertThat(verdict.reasons()).contains(Reason.ACCOUNTS_DO_NOT_ADD_UP);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, CAPACITY - 1})
    void aReadBackThatDidNotReadEverythingIsUnproven(long bytesRead) {
        Verdict verdict = judge(readBack(v -> new Event.VerificationFinished(
                v.pass(), v.end(), v.path(), CAPACITY, bytesRead, 0, List.of(), List.of(), 1, v.at())));
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        verdict = judge(readBack(v -> new Event.VerificationFinished(
                v.pass(), v.end(), v.path(), bytesRead, bytesRead, 0, List.of(), List.of(), 1, v.at())));
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
    }

    @Test
    void aMediumThatIsAnotherOneAfterwardsIsUnproven() {
        Verdict verdict =
                judge(event -> event instanceof Event.Rechecked ? new Event.Rechecked(List.of("capacity")) : event);
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.MEDIUM_CHANGED);
    }

    @Test
    void hiddenAreasThatAreThereMakeItPartialAndAreNamed() {
        DriveRecord drive = DriveRecord.of(CAPACITY, EvidenceScript.SERIAL);
        for (DriveRecord hiding : List.of(drive.protecting(2), drive.overlaying(2))) {
            Verdict verdict = judge(hidden(Event.HiddenState.FOUND, 1024, hiding.commands()));
            assertThat(verdict.level()).isEqualTo(Level.PARTIAL);
            assertThat(verdict.reasons()).contains(Reason.HIDDEN_AREAS_FOUND);
            assertThat(verdict.unreachable()).containsExactly(new ByteRange(CAPACITY, 1024));
        }
    }

    @Test
    void hiddenAreasThatNobodyCouldAskForAreUnproven() {
        for (List<DeviceCommand> commands : List.of(
                List.<DeviceCommand>of(),
                DriveRecord.of(CAPACITY, EvidenceScript.SERIAL).refused())) {
            Verdict verdict = judge(hidden(Event.HiddenState.UNREADABLE, 0, commands));
            assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
            assertThat(verdict.reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
        }
    }

    private static UnaryOperator<Event> hidden(Event.HiddenState state, long bytes, List<DeviceCommand> commands) {
        return event -> event instanceof Event.HiddenAreas ? new Event.HiddenAreas(state, bytes, "", commands) : event;
    }

    /** A constant that reads back right shows neither dropped writes over equal content nor aliased addresses. */
    @Test
    void aConstantThatWasVerifiedProvesNothingByItself() {
        PassSpec zero = PassSpec.of(PatternKind.ZERO, true);
        Evidence evidence = EvidenceScript.of(Policies.nistClearWith(List.of(zero)), MediumClass.MAGNETIC)
                .evidence();
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.NOTHING_VERIFIED);
    }

    @Test
    void aSampleIsEnoughWhereThePolicySaysSoAndNowhereElse() {
        Evidence enough = EvidenceScript.of("nist-clear", MediumClass.MAGNETIC, VerifyMode.SAMPLE)
                .evidence();
        assertThat(VerdictRules.judge(enough).level()).isEqualTo(Level.CLEARED);
        assertThat(VerdictRules.judge(enough).notProved()).contains(NotProved.SAMPLED_ONLY);
        Evidence tooLittle = EvidenceScript.of("gb-46864-2025", MediumClass.MAGNETIC, VerifyMode.SAMPLE)
                .evidence();
        assertThat(VerdictRules.judge(tooLittle).level()).isEqualTo(Level.UNPROVEN);
        assertThat(ConformityRules.satisfied(ConformityRules.judge(tooLittle))).isFalse();
    }

    /** The plan follows from the seed; who reads less than it asks for has proved nothing. */
    @Test
    void aSampleSmallerThanItsPlanIsUnproven() {
        Evidence evidence = EvidenceScript.of("nist-clear", MediumClass.MAGNETIC, VerifyMode.SAMPLE)
                .changing(readBack(v -> new Event.VerificationFinished(
                        v.pass(), v.end(), v.path(), 512, 512, 0, List.of(), List.of(), 1, v.at())))
                .evidence();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"shared-extents", "compressed", "copy-on-write", "extents-unknown", "swappable", "journalled"})
    void contentsThatSurviveElsewhereAreUnproven(String cap) {
        MediumFacts plain = EvidenceScript.medium(MediumClass.IMAGE);
        MediumFacts capped = new MediumFacts(
                plain.name(),
                plain.model(),
                plain.serial(),
                plain.firmware(),
                plain.wwn(),
                "file",
                plain.capacityBytes(),
                1,
                MediumClass.IMAGE,
                Optional.empty(),
                MediumFacts.Scope.FILE,
                List.of(cap));
        Evidence evidence =
                EvidenceScript.of("nist-clear", MediumClass.IMAGE).on(capped).evidence();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.UNPROVEN);
        assertThat(VerdictRules.judge(evidence).notProved()).contains(NotProved.IMAGE_ONLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mmc", "nvme"})
    void aDeviceWithOtherPartsIsPartialAndItsHiddenAreasWereNotExamined(String bus) {
        Evidence evidence = EvidenceScript.of("nist-clear", MediumClass.FLASH)
                .on(flash(bus, List.of("other-parts")))
                .evidence();
        Verdict verdict = VerdictRules.judge(evidence);
        assertThat(verdict.level()).isEqualTo(Level.PARTIAL);
        assertThat(verdict.reasons()).containsExactly(Reason.OTHER_PARTS);
        assertThat(verdict.notProved()).contains(NotProved.OTHER_PARTS);
        assertThat(ConformityRules.judge(evidence))
                .filteredOn(clause -> clause.clause().id().equals("hidden-areas"))
                .extracting(ClauseState::state)
                .containsExactly(ClauseState.State.NOT_SATISFIED);
    }

    @Test
    void namespacesThatNobodyLookedForAreNotProved() {
        Evidence evidence = EvidenceScript.of("nist-clear", MediumClass.FLASH)
                .on(flash("nvme", List.of("parts-unknown")))
                .evidence();
        assertThat(VerdictRules.judge(evidence).level()).isEqualTo(Level.CLEARED);
        assertThat(VerdictRules.judge(evidence).notProved()).contains(NotProved.OTHER_PARTS);
        // What a record does not say is not made up later.
        Evidence before = EvidenceScript.of("nist-clear", MediumClass.FLASH)
                .on(flash("nvme", List.of()))
                .evidence();
        assertThat(VerdictRules.judge(before).notProved()).doesNotContain(NotProved.OTHER_PARTS);
    }

    /** Space that no unit has is not to be seen, so that overwriting the only one proves no more than that of one of several. */
    @Test
    void noUnitOfAUfsDeviceIsProvedByOverwritingIt() {
        Verdict alone = VerdictRules.judge(EvidenceScript.of("nist-clear", MediumClass.FLASH)
                .on(flash("ufs", List.of("parts-unknown")))
                .evidence());
        assertThat(alone.level()).isEqualTo(Level.UNPROVEN);
        assertThat(alone.reasons()).containsExactly(Reason.HIDDEN_AREAS_UNKNOWN);
        assertThat(alone.notProved()).contains(NotProved.OTHER_PARTS);
        Evidence evidence = EvidenceScript.of("nist-clear", MediumClass.FLASH)
                .on(flash("ufs", List.of("other-parts", "parts-unknown")))
                .evidence();
        Verdict oneOfSeveral = VerdictRules.judge(evidence);
        assertThat(oneOfSeveral.level()).isEqualTo(Level.UNPROVEN);
        assertThat(oneOfSeveral.reasons()).containsExactlyInAnyOrder(Reason.OTHER_PARTS, Reason.HIDDEN_AREAS_UNKNOWN);
        assertThat(ConformityRules.judge(evidence))
                .filteredOn(clause -> clause.clause().id().equals("hidden-areas"))
                .extracting(ClauseState::state)
                .containsExactly(ClauseState.State.NOT_SATISFIED);
    }

    /** What the drives hide that it lies on, nobody asked: a partition, an array and a mapped device have no hidden areas of their own. */
    @ParameterizedTest
    @CsvSource({
        "ata, PARTITION, partition, NOT_SATISFIED",
        "nvme, PARTITION, partition, NOT_SATISFIED",
        "md, VOLUME, composed, NOT_SATISFIED",
        "dm, VOLUME, composed, NOT_SATISFIED",
        "ata, WHOLE_MEDIUM, none, SATISFIED",
        "nvme, WHOLE_MEDIUM, none, SATISFIED"
    })
    void whatLiesOnDrivesThatNobodyAskedHasNoExaminedHiddenAreas(
            String bus, MediumFacts.Scope scope, String cap, ClauseState.State expected) {
        Evidence evidence = EvidenceScript.of("nist-clear", MediumClass.FLASH)
                .on(flash(bus, scope, cap.equals("none") ? List.of() : List.of(cap)))
                .changing(EventEdit.set("verification-finished", "path", "device-cache"))
                .evidence();
        assertThat(ConformityRules.judge(evidence))
                .filteredOn(clause -> clause.clause().id().equals("hidden-areas"))
                .extracting(ClauseState::state)
                .containsExactly(expected);
    }

    private static MediumFacts flash(String bus, List<String> caps) {
        return flash(bus, MediumFacts.Scope.WHOLE_MEDIUM, caps);
    }

    private static MediumFacts flash(String bus, MediumFacts.Scope scope, List<String> caps) {
        return new MediumFacts(
                bus + "0",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                bus,
                CAPACITY,
                512,
                MediumClass.FLASH,
                Optional.empty(),
                scope,
                caps);
    }

    /** Overwriting flash leaves spare cells; no evidence of overwriting is ever enough for Purge. */
    @Test
    void overwritingIsNeverPurged() {
        for (String policy : List.of("gb-46864-2025", "nist-clear", "bmb21-2019")) {
            for (MediumClass mediumClass : MediumClass.values()) {
                Verdict verdict = VerdictRules.judge(
                        EvidenceScript.of(policy, mediumClass).evidence());
                assertThat(verdict.level()).isNotEqualTo(Level.PURGED);
                assertThat(verdict.notProved()).contains(NotProved.FIRMWARE_COPY, NotProved.RESIDUE_NOT_RUN);
            }
        }
    }

    /** A rule set may plan less than its own clauses ask for; then they are not satisfied. */
    @Test
    void onePassIsTooFewWhereAClauseAsksForThree() {
        PassSpec random = PassSpec.of(PatternKind.RANDOM, true);
        Policy gb = PolicyCatalogue.find("gb-46864-2025").orElseThrow();
        Evidence onePass = EvidenceScript.of(Policies.with(gb, List.of(random)), MediumClass.MAGNETIC)
                .evidence();
        assertThat(VerdictRules.judge(onePass).level()).isEqualTo(Level.CLEARED);
        assertThat(ConformityRules.judge(onePass))
                .filteredOn(clause -> clause.clause().id().equals("overwrite"))
                .extracting(ClauseState::state)
                .containsExactly(ClauseState.State.NOT_SATISFIED);
    }

    /** A drive that confirms writes and makes none of them has had no pass, whatever it says. */
    @Test
    void aPassThatIsReadBackAsSomethingElseIsNoPass() {
        Evidence lied = EvidenceScript.of(PolicyCatalogue.find("nist-clear").orElseThrow(), MediumClass.MAGNETIC)
                .changing(readBack(v -> new Event.VerificationFinished(
                        v.pass(), v.end(), v.path(), CAPACITY, CAPACITY, 512, List.of(), List.of(), 1, v.at())))
                .evidence();
        assertThat(ConformityRules.judge(lied))
                .filteredOn(clause -> clause.state() == ClauseState.State.SATISFIED)
                .extracting(clause -> clause.clause().id())
                .containsExactly("hidden-areas");
    }

    /** 1 TB/s is possible as far as anyone is concerned; and a small medium takes no time at all. */
    @ParameterizedTest
    @CsvSource({
        "1048576,0,true", "999999999,0,true", "1000000000,0,false",
        "2000000000000,2000,true", "2000000000000,1999,false", "0,0,true"
    })
    void bytesCanNotMoveFasterThanAnyDriveMovesThem(long bytes, long durationMillis, boolean possible) {
        assertThat(Pace.possible(bytes, durationMillis)).isEqualTo(possible);
    }

    @Test
    void aPassOrAReadBackThatTookNoTimeAtAllIsUnproven() {
        long large = 1L << 40;
        for (String event : List.of("pass-finished", "verification-finished")) {
            String bytes = event.equals("pass-finished") ? "bytesWritten" : "bytesRead";
            Evidence evidence = EvidenceScript.of("nist-clear", MediumClass.MAGNETIC)
                    .changing(EventEdit.set("medium", "medium.capacityBytes", large))
                    .changing(EventEdit.set("pass-finished", "bytesWritten", large))
                    .changing(EventEdit.set("verification-finished", "bytesPlanned", large))
                    .changing(EventEdit.set("verification-finished", "bytesRead", large))
                    .changing(EventEdit.set("pass-finished", "durationMillis", 10_000))
                    .changing(EventEdit.set("verification-finished", "durationMillis", 10_000))
                    .changing(EventEdit.set(event, "durationMillis", 100))
                    .evidence();
            assertThat(VerdictRules.judge(evidence).level()).as(bytes).isEqualTo(Level.UNPROVEN);
            assertThat(VerdictRules.judge(evidence).reasons()).containsExactly(Reason.IMPOSSIBLE_PACE);
            assertThat(ConformityRules.judge(evidence))
                    .filteredOn(clause -> clause.state() == ClauseState.State.NOT_SATISFIED)
                    .hasSize(2);
        }
    }

    /** Clocks are set right while machines work, by as much as a time zone. */
    @ParameterizedTest
    @CsvSource({"2026-11-24T11:59:58Z", "2026-11-23T22:00:00Z", "2026-11-23T12:00:00Z"})
    void aClockThatIsSetRightChangesNothing(String closedAt) {
        assertThat(judge(EventEdit.set("closed", "at", closedAt)).level()).isEqualTo(Level.CLEARED);
    }

    @ParameterizedTest
    @CsvSource({
        "closed,2026-11-23T11:59:59Z",
        "opened,2030-01-01T00:00:00Z",
        "verification-started,2026-12-24T12:00:00Z",
        "verification-finished,2000-01-01T00:00:00Z",
        "pass-started,1970-01-01T00:00:00Z"
    })
    void aClockThatWentBackByMoreThanADayIsUnproven(String event, String at) {
        Verdict verdict = judge(EventEdit.set(event, "at", at));
        assertThat(verdict.level()).isEqualTo(Level.UNPROVEN);
        assertThat(verdict.reasons()).containsExactly(Reason.CLOCK_WENT_BACK);
    }

    @Test
    void aPassThatTookDaysAndEndedWhenItBeganIsUnproven() {
        assertThat(judge(EventEdit.set("pass-finished", "durationMillis", 3 * 86_400_000L))
                        .reasons())
                .containsExactly(Reason.CLOCK_WENT_BACK);
    }

    /** Each attempt has a plan of its own, and its size differs a little from seed to seed. */
    @Test
    void aSampleThatIsDrawnAgainAfterAnInterruptionIsHeldAgainstItsOwnPlan() {
        for (int i = 0; i < 30; i++) {
            String beacon = "%02x".formatted(i);
            List<Event> events = EvidenceScript.of("nist-clear", MediumClass.MAGNETIC, VerifyMode.SAMPLE)
                    .changing(EventEdit.set("committed", "beacon", beacon))
                    .events();
            int committed = events.indexOf(events.stream()
                    .filter(Event.Committed.class::isInstance)
                    .findFirst()
                    .orElseThrow());
            List<Event> again = new ArrayList<>(events.subList(0, committed + 3));
            again.add(new Event.Resumed(1, Event.Phase.VERIFY, 0, 0, "2026-11-24T12:00:00Z"));
            again.addAll(events.subList(committed, events.size()));
            Verdict verdict = VerdictRules.judge(read(again));
            // It adds up; and after a break a sample is too little.
            assertThat(verdict.reasons()).as("beacon %s", beacon).containsExactly(Reason.VERIFIED_TOO_LITTLE);
        }
    }

    @Test
    void aReadBackThatPlannedLessThanTheModeAsksForSatisfiesNoClause() {
        Evidence evidence = EvidenceScript.of("gb-46864-2025", MediumClass.MAGNETIC)
                .changing(EventEdit.set("verification-finished", "bytesRead", 512))
                .changing(EventEdit.set("verification-finished", "bytesPlanned", 512))
                .evidence();
        assertThat(ConformityRules.judge(evidence))
                .filteredOn(clause -> clause.clause().id().contains("verif"))
                .isNotEmpty()
                .allMatch(clause -> clause.state() == ClauseState.State.NOT_SATISFIED);
    }

    private static Evidence read(List<Event> events) {
        try {
            return Evidence.read(SealedRecord.of(events));
        } catch (EvidenceException e) {
            throw new AssertionError(e);
        }
    }

    private static Verdict judge(UnaryOperator<Event> change) {
        return VerdictRules.judge(EvidenceScript.of("gb-46864-2025", MediumClass.MAGNETIC)
                .changing(change)
                .evidence());
    }

    private static UnaryOperator<Event> readBack(UnaryOperatorOfReadBack change) {
        return event -> event instanceof Event.VerificationFinished v ? change.apply(v) : event;
    }

    private interface UnaryOperatorOfReadBack {
        Event apply(Event.VerificationFinished readBack);
    }

    private static UnaryOperator<Event> mismatch(ByteRange range) {
        return readBack(v -> new Event.VerificationFinished(
                v.pass(), v.end(), v.path(), CAPACITY, CAPACITY, range.length(), List.of(range), List.of(), 1, v.at()));
    }

    private static UnaryOperator<Event> unwritten(int pass, List<ErrorRange> ranges, long bytesWritten) {
        return event -> event instanceof Event.PassFinished p && p.pass() == pass
                ? new Event.PassFinished(pass, p.end(), bytesWritten, ranges, 1, 0, 0, p.at())
                : event;
    }
}
