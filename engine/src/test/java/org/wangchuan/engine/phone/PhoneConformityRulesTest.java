package org.wangchuan.engine.phone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wangchuan.engine.phone.PhoneRecord.at;
import static org.wangchuan.engine.phone.PhoneRecord.known;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.phone.technique.TechniqueCatalogue;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdict.Reason;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.Requirement;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ClauseState.State;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.Verdict.Level;

class PhoneConformityRulesTest {
    private static final int POLICY = 1;
    private static final int FILLED = 10;

    static Stream<Policy> policies() {
        return PolicyCatalogue.IDS.stream().flatMap(id -> PolicyCatalogue.versions(id).stream());
    }

    private static PhoneRecord under(PhoneRecord record, Policy policy) {
        return record.with(POLICY, new PhoneEvent.PolicyChosen(policy.document()));
    }

    private static Map<String, State> states(PhoneRecord record) throws Exception {
        Map<String, State> out = new LinkedHashMap<>();
        for (ClauseState clause : PhoneConformityRules.judge(record.read())) {
            out.put(clause.clause().id(), clause.state());
        }
        return out;
    }

    @Test
    void whatAPhoneDidByItselfAPersonDecides() throws Exception {
        assertThat(states(PhoneRecord.android()))
                .isEqualTo(Map.of(
                        "overwrite", State.UNDETERMINED,
                        "verification", State.UNDETERMINED,
                        "hidden-areas", State.UNDETERMINED,
                        "level", State.SATISFIED));
    }

    /** All of it is read by the phone, and compared here in a part of each file: whoever asks for all of it has a person decide. */
    @Test
    void aWholeFillIsThePassThatFlashNeedsAndIsReadBackInSamples() throws Exception {
        for (Map.Entry<String, State> readBack : Map.of(
                        "gb-46864-2025", State.UNDETERMINED, // asks for all of it
                        "nist-clear", State.SATISFIED,
                        "r2v3", State.SATISFIED)
                .entrySet()) {
            PhoneRecord record = under(
                    PhoneRecord.filled(),
                    PolicyCatalogue.find(readBack.getKey()).orElseThrow());
            assertThat(states(record))
                    .as(readBack.getKey())
                    .isEqualTo(Map.of(
                            "overwrite", State.SATISFIED,
                            "verification", readBack.getValue(),
                            "hidden-areas", State.UNDETERMINED,
                            "level", State.SATISFIED));
        }
    }

    /** What was judged by the document of before is judged by it still: to the full, if anything was compared. */
    @ParameterizedTest
    @MethodSource("policies")
    void aRecordOfBeforeIsJudgedAsItWas(Policy policy) throws Exception {
        PhoneRecord record = under(PhoneRecord.filledBefore(), policy);
        assertThat(record.read().technique().orElseThrow().version()).isEqualTo(1);
        assertThat(record.judged().level()).isEqualTo(Level.CLEARED);
        assertThat(states(record)).containsEntry("verification", State.SATISFIED);
        FillOutcome nothing =
                new FillOutcome(1_000_000, 1_000, 0, 990_000, 990_000, 0, List.of(), true, OptionalLong.of(1_200_000));
        assertThat(states(record.with(FILLED, new PhoneEvent.Filled(nothing, at(20)))))
                .containsEntry("verification", State.UNDETERMINED);
    }

    /** So many bytes that were compared may all be of one file. */
    @Test
    void aFileOfWhichNothingWasComparedLeavesItOpen() throws Exception {
        Policy sampled = PolicyCatalogue.find("nist-clear").orElseThrow();
        for (Map.Entry<Optional<FillOutcome.ReadBack>, State> told : Map.of(
                        PhoneRecord.compared(12, 12), State.SATISFIED,
                        PhoneRecord.compared(1, 1), State.SATISFIED,
                        PhoneRecord.compared(12, 11), State.UNDETERMINED,
                        PhoneRecord.compared(12, 0), State.UNDETERMINED,
                        PhoneRecord.compared(0, 0), State.UNDETERMINED,
                        Optional.<FillOutcome.ReadBack>empty(), State.UNDETERMINED)
                .entrySet()) {
            FillOutcome outcome = new FillOutcome(
                    1_000_000,
                    1_000,
                    0,
                    990_000,
                    990_000,
                    50_000,
                    List.of(),
                    true,
                    OptionalLong.of(1_200_000),
                    told.getKey());
            PhoneRecord record =
                    under(PhoneRecord.filled(), sampled).with(FILLED, new PhoneEvent.Filled(outcome, at(20)));
            assertThat(record.read().filled()).contains(outcome);
            assertThat(states(record)).as("%s", told).containsEntry("verification", told.getValue());
            assertThat(states(record)).containsEntry("overwrite", State.SATISFIED);
        }
    }

    @Test
    void accountsOfAReadingThatCanNotBeAreNone() {
        assertThatThrownBy(() -> new FillOutcome.ReadBack(3, 4, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FillOutcome.ReadBack(3, -1, false)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FillOutcome(
                        1_000,
                        0,
                        0,
                        1_000,
                        1_000,
                        5,
                        List.of(),
                        true,
                        OptionalLong.empty(),
                        PhoneRecord.compared(6, 6)))
                .as("six parts of five bytes")
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** It is one pass, and its block is the same over and over. */
    @Test
    void aSchemeOfPassesIsNotMetByOne() throws Exception {
        for (String id : List.of("dod-short", "hmg-is5-enhanced", "bmb21-2019")) {
            PhoneRecord record =
                    under(PhoneRecord.filled(), PolicyCatalogue.find(id).orElseThrow());
            assertThat(states(record)).as(id).containsEntry("overwrite", State.UNDETERMINED);
        }
        Policy random = policy("\"passes\":{\"magnetic\":1,\"flash\":1,\"unknown\":1,\"image\":1}", 1);
        assertThat(states(under(PhoneRecord.filled(), random))).containsEntry("overwrite", State.UNDETERMINED);
        Policy twice = policy("\"passes\":{\"magnetic\":1,\"flash\":2,\"unknown\":1,\"image\":1}", 0);
        assertThat(states(under(PhoneRecord.filled(), twice))).containsEntry("overwrite", State.UNDETERMINED);
        Policy none = policy("\"passes\":{\"magnetic\":1,\"flash\":1,\"unknown\":1,\"image\":1}", 0);
        assertThat(states(under(PhoneRecord.filled(), none))).containsEntry("overwrite", State.SATISFIED);
    }

    @Test
    void noPhoneReachesPurge() throws Exception {
        Policy purge = PolicyCatalogue.find("nist-purge").orElseThrow();
        assertThat(states(under(PhoneRecord.filled(), purge)))
                .isEqualTo(Map.of(
                        "verification", State.SATISFIED,
                        "hidden-areas", State.UNDETERMINED,
                        "cryptographic-erase", State.UNDETERMINED,
                        "level", State.NOT_SATISFIED));
    }

    /** Nothing is green without a good verdict, under any policy, for whatever kept it from being good. */
    @ParameterizedTest
    @MethodSource("policies")
    void withoutAGoodVerdictNoClauseIsSatisfied(Policy policy) throws Exception {
        PhoneRecord android = under(PhoneRecord.android(), policy);
        PhoneRecord filled = under(PhoneRecord.filled(), policy);
        PhoneEvent.Seen after = (PhoneEvent.Seen) android.events().get(9);
        int tried = 0;
        for (PhoneRecord less : List.of(
                under(PhoneRecord.iphone(), policy), // UNPROVEN
                android.without(PhoneEvent.Back.class::isInstance).without(event -> event.equals(after)), // UNPROVEN
                android.with(9, new PhoneEvent.Seen(known(PhoneRecord.OTHER), after.facts(), at(9))), // FAILED
                filled.without(PhoneEvent.Filled.class::isInstance),
                filled.with(9, new PhoneEvent.Seen(known(PhoneRecord.SERIAL), Facts.NONE, at(9))),
                filled.with(FILLED, new PhoneEvent.Filled(bad(List.of(7), true), at(20))), // FAILED
                filled.with(FILLED, new PhoneEvent.Filled(bad(List.of(), false), at(20))),
                android.without(event -> android.events().indexOf(event) > 5
                        && !(event instanceof PhoneEvent.Closed)))) { // FAILED, nothing was set off
            assertThat(less.judged().level()).isIn(Level.UNPROVEN, Level.FAILED);
            assertThat(states(less).values()).as("%s", less.judged()).containsOnly(State.NOT_SATISFIED);
            tried++;
        }
        assertThat(tried).isEqualTo(8);
    }

    private static FillOutcome bad(List<Integer> wrong, boolean isFull) {
        return new FillOutcome(1_000_000, 1_000, 0, 990_000, 980_000, 0, wrong, isFull);
    }

    /** The second version is about drives: of a phone it asks what the first asked. */
    @Test
    void thatDrivesMayEraseTheirBlocksChangesNothingOfAPhone() throws Exception {
        Policy first = PolicyCatalogue.find("gb-46864-2025", 1).orElseThrow();
        Policy second = PolicyCatalogue.find("gb-46864-2025", 2).orElseThrow();
        for (PhoneRecord record : List.of(PhoneRecord.android(), PhoneRecord.filled())) {
            assertThat(states(under(record, second))).isEqualTo(states(under(record, first)));
        }
    }

    /** No policy that is shipped is met by a phone without a person's word, and none says otherwise. */
    @ParameterizedTest
    @MethodSource("policies")
    void noShippedPolicyIsSatisfiedWithoutAPerson(Policy policy) throws Exception {
        for (PhoneRecord record : List.of(PhoneRecord.android(), PhoneRecord.filled())) {
            List<ClauseState> states =
                    PhoneConformityRules.judge(under(record, policy).read());
            assertThat(states).extracting(ClauseState::clause).isEqualTo(policy.clauses());
            assertThat(ConformityRules.satisfied(states)).isFalse();
            for (ClauseState state : states) {
                if (state.clause().needs() instanceof Requirement.HiddenAreasExamined
                        || state.clause().needs() instanceof Requirement.CryptographicEraseConditions) {
                    assertThat(state.state()).isEqualTo(State.UNDETERMINED);
                }
            }
        }
    }

    /** What a file system keeps back was not written over. */
    @Test
    void aFileSystemThatKeepsMuchBackLeavesItOpen() throws Exception {
        for (Map.Entry<Long, State> kept : Map.of(
                        0L, State.SATISFIED,
                        50_000L, State.SATISFIED,
                        50_001L, State.UNDETERMINED,
                        900_000L, State.UNDETERMINED)
                .entrySet()) {
            FillOutcome outcome = new FillOutcome(
                    1_000_000,
                    1_000,
                    kept.getKey(),
                    990_000,
                    990_000,
                    50_000,
                    List.of(),
                    true,
                    OptionalLong.of(1_200_000),
                    Optional.of(new FillOutcome.ReadBack(3, 3, false)));
            PhoneRecord record = PhoneRecord.filled().with(FILLED, new PhoneEvent.Filled(outcome, at(20)));
            assertThat(record.judged().level()).isEqualTo(Level.CLEARED);
            assertThat(states(record)).as("%s", kept).containsEntry("overwrite", kept.getValue());
        }
    }

    /** What lay there when the fill began was not written over either. */
    @Test
    void aFileSystemThatWasMoreThanHalfFullLeavesItOpen() throws Exception {
        for (Map.Entry<OptionalLong, State> size : Map.of(
                        OptionalLong.of(0), State.UNDETERMINED,
                        OptionalLong.of(999_999), State.UNDETERMINED,
                        OptionalLong.of(1_000_000), State.SATISFIED,
                        OptionalLong.of(2_000_000), State.SATISFIED,
                        OptionalLong.of(2_000_001), State.UNDETERMINED,
                        OptionalLong.of((1L << 53) - 1), State.UNDETERMINED,
                        OptionalLong.empty(), State.UNDETERMINED)
                .entrySet()) {
            FillOutcome outcome = new FillOutcome(
                    1_000_000,
                    1_000,
                    0,
                    990_000,
                    990_000,
                    50_000,
                    List.of(),
                    true,
                    size.getKey(),
                    Optional.of(new FillOutcome.ReadBack(3, 3, false)));
            PhoneRecord record = PhoneRecord.filled().with(FILLED, new PhoneEvent.Filled(outcome, at(20)));
            assertThat(record.read().filled()).contains(outcome);
            assertThat(record.judged().level()).isEqualTo(Level.CLEARED);
            assertThat(states(record)).as("%s", size).containsEntry("overwrite", size.getValue());
        }
    }

    /** The accounts of a fill are of what hung there then. */
    @Test
    void aFillOfNobodyKnowsWhichPhoneIsNone() throws Exception {
        PhoneRecord swapped = PhoneRecord.filled()
                .into(
                        FILLED,
                        new PhoneEvent.Gone(at(20)),
                        new PhoneEvent.Back(at(20)),
                        new PhoneEvent.Seen(PhoneIdentity.NONE, Facts.NONE, at(20)));
        assertThat(swapped.judged().level()).isEqualTo(Level.UNPROVEN);
        assertThat(swapped.judged().reasons()).containsExactly(Reason.IDENTITY_UNKNOWN);
        assertThat(states(swapped).values()).containsOnly(State.NOT_SATISFIED);
    }

    /** The plan promises no more than the judgement gives when all goes well, and no less. */
    @ParameterizedTest
    @MethodSource("policies")
    void thePlanSaysWhatTheBestRecordGives(Policy policy) throws Exception {
        Map<String, PhoneRecord> best = Map.of(
                "android-reset-read-again", PhoneRecord.android(),
                "android-reset-fill-reset", PhoneRecord.filled(),
                "ios-erase-device", PhoneRecord.iphone());
        for (Map.Entry<String, PhoneRecord> one : best.entrySet()) {
            PhoneTechnique technique = TechniqueCatalogue.find(one.getKey()).orElseThrow();
            assertThat(PhoneConformityRules.atBest(technique, policy))
                    .as(one.getKey())
                    .isEqualTo(PhoneConformityRules.judge(
                            under(one.getValue(), policy).read()));
        }
    }

    /** GB 46864-2025 with another clause on overwriting, under a name of its own. */
    private static Policy policy(String passes, int random) throws Exception {
        JsonValue.Obj shipped =
                PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow().document();
        JsonValue.Obj needs = CanonicalJson.readLenientObject(("{\"kind\":\"overwritten\","
                        + passes + ",\"randomPasses\":{\"magnetic\":" + random + ",\"flash\":" + random
                        + ",\"unknown\":" + random + ",\"image\":" + random + "}}")
                .getBytes(StandardCharsets.UTF_8));
        Json.Fields first = Json.in(shipped).objects("clauses").getFirst();
        Map<String, JsonValue> clause = new LinkedHashMap<>(first.object().members());
        clause.put("needs", needs);
        Map<String, JsonValue> members = new LinkedHashMap<>(shipped.members());
        members.put("id", new JsonValue.Text("mine"));
        members.put("clauses", new JsonValue.Array(List.of(new JsonValue.Obj(clause))));
        return Policy.fromJson(new JsonValue.Obj(members));
    }
}
