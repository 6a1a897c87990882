package org.wangchuan.page.testing;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Pass.Pattern;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementType;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification.Mode;
import org.wangchuan.proof.verify.ClauseNeeds;
import org.wangchuan.proof.verify.RulePlan;

/** What statements say beside a clause that they call satisfied, with work that is shown and without: which of it denies the clause, by Java and by the page. */
public final class SaidClauses {
    private static final List<List<NotProved>> LIMITS = List.of(
            List.of(),
            List.of(NotProved.KEY_DESTRUCTION),
            List.of(NotProved.FIRMWARE_COPY, NotProved.DEVICES_WORD, NotProved.KEY_DESTRUCTION),
            List.of(NotProved.FIRMWARE_COPY, NotProved.DEVICES_WORD, NotProved.CELLS_NOT_READ));

    private SaidClauses() {}

    /** One clause of a rule set, called satisfied beside this verdict and these limits. */
    private record Said(
            RuleSet rules, RuleSet.Clause clause, Verdict verdict, List<NotProved> notProved, Disclosed shown) {
        String name() {
            return rules.id() + " " + rules.version() + " " + clause.id() + " " + verdict + " " + notProved + " "
                    + (shown.work().isPresent() ? shown.work() : "no work");
        }

        boolean isDenied() throws IOException, ShapeException {
            ClearingClaims claims = Bench.claims(UUID.randomUUID(), verdict, rules, List.of());
            StatementHead head = new StatementHead(
                    StatementType.CLEARING,
                    "made",
                    0,
                    UUID.randomUUID(),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
            Statement.Clearing clearing = new Statement.Clearing(
                    head,
                    new ClearingClaims(
                            claims.start(),
                            verdict,
                            claims.policy(),
                            claims.conformity(),
                            claims.evidence(),
                            notProved),
                    shown);
            RulePlan plan = DeniedClauses.plan(rules);
            return ClauseNeeds.read(Json.in(clause.needs())).isDeniedBy(clearing) || plan.isLeftBy(verdict, shown);
        }

        JsonValue.Obj json() {
            List<JsonValue> conformity = rules.clauses().stream()
                    .<JsonValue>map(one -> Json.object()
                            .put("clause", one.id())
                            .put("source", one.source())
                            .put("state", isSatisfied(one) ? "satisfied" : "not-satisfied")
                            .build())
                    .toList();
            JsonValue.Obj policy = Json.object()
                    .put("id", rules.id())
                    .put("version", rules.version())
                    .put("digest", rules.digest())
                    .build();
            JsonValue.Obj claims = Json.object()
                    .put("policy", policy)
                    .put("verdict", Json.wireName(verdict))
                    .put("conformity", new JsonValue.Array(conformity))
                    .put(
                            "notProved",
                            Json.texts(notProved.stream().map(Json::wireName).toList()))
                    .put("phone", new JsonValue.Null())
                    .build();
            return Json.object()
                    .put("name", name())
                    .put("claims", claims)
                    .put("shown", DeniedClauses.json(List.of(shown)).getFirst())
                    .build();
        }

        private boolean isSatisfied(RuleSet.Clause one) {
            return one.level()
                    .map(least ->
                            verdict == Verdict.PURGED || Json.wireName(verdict).equals(least))
                    .orElse(one.equals(clause));
        }
    }

    private static List<Disclosed> shown() {
        Target flash = DeniedClauses.target(Target.MediumClass.FLASH);
        Optional<NativeErase> block =
                Optional.of(Bench.erase(Technique.ATA_SANITIZE_BLOCK, NativeErase.Said.SUCCEEDED, 0));
        Optional<NativeErase> refused =
                Optional.of(Bench.erase(Technique.ATA_SANITIZE_CRYPTO, NativeErase.Said.REFUSED, 0));
        return List.of(
                Disclosed.NOTHING,
                new Disclosed(Optional.of(flash), Optional.empty(), Optional.empty()),
                Disclosed.ofClearing(
                        flash,
                        DeniedClauses.work(List.of(), Mode.SAMPLE, HiddenAreas.State.NONE, block),
                        Optional.empty()),
                Disclosed.ofClearing(
                        flash,
                        DeniedClauses.work(List.of(Pattern.RANDOM), Mode.FULL, HiddenAreas.State.NONE, refused),
                        Optional.empty()));
    }

    private static List<Said> said() {
        List<Said> out = new ArrayList<>();
        for (RuleSet rules : DeniedClauses.RULES) {
            for (RuleSet.Clause clause : rules.clauses()) {
                for (Verdict verdict : Verdict.values()) {
                    for (List<NotProved> notProved : LIMITS) {
                        for (Disclosed shown : shown()) {
                            out.add(new Said(rules, clause, verdict, notProved, shown));
                        }
                    }
                }
            }
        }
        return List.copyOf(out);
    }

    /** What Java denies, by name. */
    public static List<String> byJava() throws IOException, ShapeException {
        List<String> out = new ArrayList<>();
        for (Said one : said()) {
            if (one.isDenied()) {
                out.add(one.name());
            }
        }
        return List.copyOf(out);
    }

    /** The same as an expression for the page. */
    public static String byPage() {
        List<JsonValue> all = said().stream().<JsonValue>map(Said::json).toList();
        return "((all) => all.filter(({ claims, shown }) => { if (shown.work) { shown.work.native = shown.work.native || null; }"
                + " return w.Rules.judge(claims, shown) !== 'known'; }).map(({ name }) => name))("
                + CanonicalJson.writeText(
                        Json.object().put("all", new JsonValue.Array(all)).build())
                + ".all)";
    }
}
