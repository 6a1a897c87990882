package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.DriveCondition;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.engine.verdict.VerdictRules;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.station.receipt.ClaimsOfEvidence;

/** What evidence says, for people and for programs. */
public final class EvidenceReport {
    private final Verdict verdict;
    private final List<ClauseState> conformity;
    private final Policy policy;
    private final boolean policyIsOurs;
    private final boolean isTest;
    private final boolean byItself;
    private final Disclosed shown;
    private final Optional<DriveCondition> condition;

    /** Judges the evidence. */
    public EvidenceReport(Evidence evidence) {
        this.verdict = VerdictRules.judge(evidence);
        this.conformity = ConformityRules.judge(evidence);
        this.policy = VerdictRules.policyOf(evidence);
        this.policyIsOurs = PolicyCatalogue.find(policy.id(), policy.version())
                .filter(ours -> ours.digest().equals(policy.digest()))
                .isPresent();
        this.isTest = evidence.medium().isTest();
        this.byItself = evidence.plan().passes().isEmpty();
        this.shown = ClaimsOfEvidence.disclosed(evidence, Optional.empty());
        this.condition = DriveCondition.of(evidence);
    }

    /** OK if the verdict is good, and every clause of a policy that this program knows is satisfied. */
    public ExitCode exit() {
        boolean good = switch (verdict.level()) {
            case PURGED, CLEARED -> true;
            case PARTIAL, UNPROVEN, FAILED -> false;
        };
        boolean green = good && policyIsOurs && ConformityRules.satisfied(conformity);
        return green ? ExitCode.OK : ExitCode.NOT_SATISFIED;
    }

    /** The members that every finished result has. */
    public Json.Builder json() {
        Target target = shown.target().orElseThrow();
        Work work = shown.work().orElseThrow();
        JsonValue.Obj workJson = work.json();
        List<JsonValue> clauses = new ArrayList<>();
        for (ClauseState clause : conformity) {
            clauses.add(Json.object()
                    .put("clause", clause.clause().id())
                    .put("state", Json.wireName(clause.state()))
                    .put("source", clause.clause().source())
                    .build());
        }
        Json.Builder out = Json.object()
                .put("verdict", Json.wireName(verdict.level()))
                .put(
                        "reasons",
                        Json.texts(
                                verdict.reasons().stream().map(Json::wireName).toList()))
                .put(
                        "notProved",
                        Json.texts(
                                verdict.notProved().stream().map(Json::wireName).toList()))
                .put("scope", Json.wireName(verdict.scope()))
                .put("conformity", new JsonValue.Array(clauses))
                .put("policySatisfied", exit() == ExitCode.OK)
                .put("policyKnown", policyIsOurs)
                .put("test", isTest)
                .put("policy", policy.id())
                .put("target", Members.all(target.json(), Members.OF_TARGET));
        for (String member :
                List.of("passes", "verification", "unreachableRanges", "residue", "interruptions", "hiddenAreas")) {
            JsonValue value = workJson.members().getOrDefault(member, new JsonValue.Null());
            boolean isVerification = member.equals("verification") && value instanceof JsonValue.Obj;
            out.put(member, isVerification ? Members.all((JsonValue.Obj) value, Members.OF_VERIFICATION) : value);
        }
        JsonValue byItself = workJson.members().get("native");
        if (byItself != null) {
            out.put("native", byItself);
        }
        condition.ifPresent(found -> out.put("driveCounts", ConditionText.json(found)));
        return out;
    }

    /**
     * The message that says what a verdict means.
     *
     * @param byItself whether the device erased itself, and nothing was overwritten
     */
    static String meaning(Verdict.Level level, boolean byItself) {
        String means = "verdict." + Json.wireName(level) + ".means";
        return switch (level) {
            case CLEARED, PARTIAL -> byItself ? means + "-by-itself" : means;
            case PURGED, UNPROVEN, FAILED -> means;
        };
    }

    /** The lines for people, the verdict first. */
    public void print(String name, Console console) {
        var messages = console.messages();
        String level = Json.wireName(verdict.level());
        console.result(OneLine.of(name) + ": " + messages.text("verdict." + level) + " · "
                + messages.text(meaning(verdict.level(), byItself)));
        if (isTest) {
            console.result("  " + messages.text("erase.test"));
        }
        for (Verdict.Reason reason : verdict.reasons()) {
            console.result("  " + messages.text("reason." + Json.wireName(reason)));
        }
        if (!verdict.unreachable().isEmpty()) {
            long bytes = org.wangchuan.engine.evidence.Ranges.bytes(verdict.unreachable());
            console.result("  "
                    + messages.text("erase.unreachable", verdict.unreachable().size(), bytes));
        }
        condition.ifPresent(found -> ConditionText.print(found, console));
        if (!policyIsOurs) {
            console.result("  " + messages.text("erase.policy-unknown", policy.id(), policy.version()));
        }
        String answer = exit() == ExitCode.OK ? "erase.policy-satisfied" : "erase.policy-not-satisfied";
        console.result("  " + messages.text(answer, policy.id()));
        for (ClauseState clause : conformity) {
            if (clause.state() != ClauseState.State.SATISFIED) {
                console.result("    "
                        + messages.text(
                                "clause." + Json.wireName(clause.state()),
                                RefusalText.inLanguage(clause.clause().text(), console)));
            }
        }
    }
}
