package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.verdict.PhoneConformityRules;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.phone.verdict.PhoneVerdictRules;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.ClauseState;

/** What the record of a phone says, for people and for programs. */
public final class PhoneEvidenceReport {
    private final PhoneVerdict verdict;
    private final List<ClauseState> conformity;
    private final Policy policy;
    private final boolean policyIsOurs;

    /** Judges the record. */
    public PhoneEvidenceReport(PhoneEvidence evidence) {
        this.verdict = PhoneVerdictRules.judge(evidence);
        this.conformity = PhoneConformityRules.judge(evidence);
        this.policy = evidence.policy();
        this.policyIsOurs = PolicyCatalogue.find(policy.id(), policy.version())
                .filter(ours -> ours.digest().equals(policy.digest()))
                .isPresent();
    }

    /**
     * OK if the verdict is good, and every clause of a policy that this program knows is satisfied. The lock is an answer of its own. No maker's word plays a
     * part: that takes a certificate, which there is none of yet.
     */
    public ExitCode exit() {
        boolean green = isGood()
                && policyIsOurs
                && !conformity.isEmpty()
                && conformity.stream().allMatch(clause -> clause.state() == ClauseState.State.SATISFIED);
        return green ? ExitCode.OK : ExitCode.NOT_SATISFIED;
    }

    private boolean isGood() {
        return switch (verdict.level()) {
            case PURGED, CLEARED -> true;
            case PARTIAL, UNPROVEN, FAILED -> false;
        };
    }

    /** The members that every finished result of a phone has. */
    public Json.Builder json() {
        List<JsonValue> clauses = new ArrayList<>();
        for (ClauseState clause : conformity) {
            clauses.add(Json.object()
                    .put("clause", clause.clause().id())
                    .put("state", Json.wireName(clause.state()))
                    .put("source", clause.clause().source())
                    .build());
        }
        return Json.object()
                .put("verdict", Json.wireName(verdict.level()))
                .put("tier", Json.wireName(verdict.tier()))
                .put("lock", Json.wireName(verdict.lock()))
                .put("reasons", words(verdict.reasons()))
                .put("lockReasons", words(verdict.lockReasons()))
                .put("notProved", words(verdict.notProved()))
                .put("conformity", new JsonValue.Array(clauses))
                .put("policy", policy.id())
                .put("policyKnown", policyIsOurs)
                .put("policySatisfied", exit() == ExitCode.OK);
    }

    private static JsonValue words(List<? extends Enum<?>> some) {
        return Json.texts(some.stream().map(Json::wireName).toList());
    }

    /** The lines for people, the verdict first and the lock with it. */
    public void print(String name, Console console) {
        Messages messages = console.messages();
        String level = Json.wireName(verdict.level());
        String means = messages.text(isGood() ? "phone.means-cleared" : "verdict." + level + ".means");
        console.result(OneLine.of(name) + ": " + messages.text("verdict." + level) + " · " + means);
        verdict.reasons().forEach(reason -> console.result("  " + PhoneWords.of("reason", reason, messages)));
        console.result("  " + messages.text("phone.rests-on", PhoneWords.of("tier", verdict.tier(), messages)));
        console.result("  " + messages.text("phone.lock", PhoneWords.of("lock", verdict.lock(), messages)));
        verdict.lockReasons()
                .forEach(reason -> console.result("    " + PhoneWords.of("lock-reason", reason, messages)));
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
                                PhoneWords.in(clause.clause().text(), messages)));
            }
        }
        console.result("  " + messages.text("phone.not-proved"));
        verdict.notProved()
                .forEach(open -> console.result("    " + messages.text("phone.open." + Json.wireName(open))));
    }
}
