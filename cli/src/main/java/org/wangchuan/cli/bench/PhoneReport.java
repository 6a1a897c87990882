package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.phone.evidence.PhoneEvidence;
import org.wangchuan.engine.phone.verdict.PhoneVerdict;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.ConformityRules;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.station.phone.PhoneEnd;

/**
 * How the erasure of one phone ended, for people and for programs.
 *
 * @param place where it hung
 */
record PhoneReport(UsbPlace place, PhoneEnd end) {

    /** {@link ExitCode#OK} if the verdict is good, every clause is satisfied, and the rule set is one that this program ships. */
    ExitCode exit() {
        return switch (end) {
            case PhoneEnd.Finished finished -> isGreen(finished) ? ExitCode.OK : ExitCode.NOT_SATISFIED;
            case PhoneEnd.NotBegun _, PhoneEnd.Refused _ -> ExitCode.REFUSED;
            case PhoneEnd.Interrupted _ -> ExitCode.INTERRUPTED;
            case PhoneEnd.Unrecorded _, PhoneEnd.Broken _ -> ExitCode.INTERNAL;
        };
    }

    private static boolean isGreen(PhoneEnd.Finished finished) {
        boolean isGood = switch (finished.verdict().level()) {
            case PURGED, CLEARED -> true;
            case PARTIAL, UNPROVEN, FAILED -> false;
        };
        return isGood && isOurs(finished.evidence()) && ConformityRules.satisfied(finished.conformity());
    }

    private static boolean isOurs(PhoneEvidence evidence) {
        Policy policy = evidence.policy();
        return PolicyCatalogue.find(policy.id(), policy.version())
                .filter(ours -> ours.digest().equals(policy.digest()))
                .isPresent();
    }

    /** Whether what is printed is no result. */
    boolean onlyOnStandardError() {
        return !(end instanceof PhoneEnd.Finished);
    }

    void print(Console console) {
        Messages messages = console.messages();
        switch (end) {
            case PhoneEnd.Finished finished -> print(finished, console);
            case PhoneEnd.NotBegun(PhoneEnd.Reason reason) ->
                console.error(messages.text(
                        "phone.not-begun", place, messages.text("phone.not-begun." + Json.wireName(reason))));
            case PhoneEnd.Refused refused ->
                console.error(messages.text(
                        "phone.refused", place, refused.code(), PhoneWords.in(refused.reason(), messages)));
            case PhoneEnd.Interrupted interrupted ->
                console.note(messages.text("phone.interrupted", place, interrupted.cause()));
            case PhoneEnd.Unrecorded unrecorded ->
                console.error(
                        messages.text("phone.unrecorded", place, unrecorded.cause(), unrecorded.folder()));
            case PhoneEnd.Broken(Throwable cause) ->
                console.error(
                        messages.text("phone.broken", place, cause.getClass().getSimpleName()));
        }
    }

    private void print(PhoneEnd.Finished finished, Console console) {
        Messages messages = console.messages();
        lines(finished, messages).forEach(console::result);
        console.result("  " + messages.text("erase.file.receipt", finished.files().receipt()));
        console.result("  " + messages.text("erase.file.paper", finished.files().paper()));
        console.result("  " + messages.text("erase.file.evidence", finished.files().evidence()));
        console.result("  " + messages.text(finished.isTest() ? "phone.test" : "phone.not-witnessed"));
    }

    private List<String> lines(PhoneEnd.Finished finished, Messages messages) {
        PhoneVerdict verdict = finished.verdict();
        String level = Json.wireName(verdict.level());
        List<String> out = new ArrayList<>();
        boolean isGood = verdict.level() == Verdict.Level.CLEARED || verdict.level() == Verdict.Level.PURGED;
        out.add(place + ": " + messages.text("verdict." + level) + " · "
                + (isGood ? messages.text("phone.means-cleared") : messages.text("verdict." + level + ".means")));
        for (PhoneVerdict.Reason reason : verdict.reasons()) {
            out.add("  " + PhoneWords.of("reason", reason, messages));
        }
        out.add("  " + messages.text("phone.rests-on", PhoneWords.of("tier", verdict.tier(), messages)));
        out.add("  " + messages.text("phone.lock", PhoneWords.of("lock", verdict.lock(), messages)));
        for (PhoneVerdict.LockReason reason : verdict.lockReasons()) {
            out.add("    " + PhoneWords.of("lock-reason", reason, messages));
        }
        String id = finished.evidence().policy().id();
        if (!isOurs(finished.evidence())) {
            out.add("  " + messages.text("erase.policy-unknown", id, finished.evidence().policy().version()));
        }
        out.add("  " + messages.text(isGreen(finished) ? "erase.policy-satisfied" : "erase.policy-not-satisfied", id));
        for (ClauseState clause : finished.conformity()) {
            if (clause.state() != ClauseState.State.SATISFIED) {
                out.add("    "
                        + messages.text(
                                "clause." + Json.wireName(clause.state()),
                                PhoneWords.in(clause.clause().text(), messages)));
            }
        }
        out.add("  " + messages.text("phone.not-proved"));
        for (PhoneVerdict.NotProved open : verdict.notProved()) {
            out.add("    " + messages.text("phone.open." + Json.wireName(open)));
        }
        return out;
    }

    /** One document, as that of {@code erase}. */
    String json() {
        Json.Builder out = Json.object()
                .put("place", place.toString())
                .put("exitCode", exit().number());
        switch (end) {
            case PhoneEnd.Finished finished -> add(out, finished);
            case PhoneEnd.NotBegun(PhoneEnd.Reason reason) ->
                out.put("state", "not-begun").put("reason", Json.wireName(reason));
            case PhoneEnd.Refused refused ->
                out.put("state", "refused")
                        .put("code", refused.code())
                        .put("cause", refused.reason().en());
            case PhoneEnd.Interrupted interrupted ->
                out.put("state", "interrupted")
                        .put("step", Json.wireName(interrupted.step()))
                        .put("cause", interrupted.cause())
                        .put("receiptOnly", interrupted.receiptOnly());
            case PhoneEnd.Unrecorded unrecorded ->
                out.put("state", "unrecorded").put("cause", unrecorded.cause());
            case PhoneEnd.Broken(Throwable cause) ->
                out.put("state", "internal-error")
                        .put("cause", cause.getClass().getSimpleName());
        }
        return CanonicalJson.writeText(Json.object()
                .put("results", new JsonValue.Array(List.of(out.build())))
                .build());
    }

    private void add(Json.Builder out, PhoneEnd.Finished finished) {
        PhoneVerdict verdict = finished.verdict();
        List<JsonValue> clauses = new ArrayList<>();
        for (ClauseState clause : finished.conformity()) {
            clauses.add(Json.object()
                    .put("clause", clause.clause().id())
                    .put("state", Json.wireName(clause.state()))
                    .put("source", clause.clause().source())
                    .build());
        }
        out.put("state", "finished")
                .put("verdict", Json.wireName(verdict.level()))
                .put("tier", Json.wireName(verdict.tier()))
                .put("lock", Json.wireName(verdict.lock()))
                .put("reasons", words(verdict.reasons()))
                .put("lockReasons", words(verdict.lockReasons()))
                .put("notProved", words(verdict.notProved()))
                .put("conformity", new JsonValue.Array(clauses))
                .put("policy", finished.evidence().policy().id())
                .put("policySatisfied", exit() == ExitCode.OK)
                .put("test", finished.isTest())
                .put("receipt", finished.files().receipt().toString())
                .put("paper", finished.files().paper().toString())
                .put("evidence", finished.files().evidence().toString());
    }

    private static JsonValue words(List<? extends Enum<?>> some) {
        return Json.texts(some.stream().map(Json::wireName).toList());
    }
}
