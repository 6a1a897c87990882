package org.wangchuan.page.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.page.build.RuleSet;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Pass.Pattern;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Verification.Mode;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.verify.ClauseNeeds;
import org.wangchuan.proof.verify.RulePlan;

/** What drives show, and which clauses of the shipped rule sets that denies, by Java and by the page. */
public final class DeniedClauses {
    /** All that are shipped. */
    public static final List<RuleSet> RULES = rules();

    private DeniedClauses() {}

    /** Passes that are whole, read back to this extent. */
    public static Work work(List<Pattern> passes, Mode mode, HiddenAreas.State hidden, Optional<NativeErase> byItself) {
        return work(
                passes.stream()
                        .map(one -> new Pass(one, Bench.CAPACITY, 500_000, List.of()))
                        .toList(),
                mode,
                switch (mode) {
                    case FULL -> Bench.CAPACITY;
                    case SAMPLE -> Bench.CAPACITY / 10;
                    case NONE -> 0;
                },
                0,
                hidden,
                byItself);
    }

    private static Work work(
            List<Pass> passes,
            Mode mode,
            long bytesRead,
            long mismatched,
            HiddenAreas.State hidden,
            Optional<NativeErase> byItself) {
        Work like = Bench.work(Bench.CAPACITY);
        return new Work(
                like.tool(),
                like.startedAt(),
                like.finishedAt(),
                passes,
                new Verification(mode, Verification.Path.DIRECT, bytesRead, List.of(), mismatched, Optional.empty()),
                List.of(),
                new HiddenAreas(hidden, Optional.empty()),
                0,
                Work.Residue.NOT_RUN,
                byItself);
    }

    /** Each work on each kind of medium, and what shows less. */
    public static List<Disclosed> shown() {
        List<Disclosed> out = new ArrayList<>();
        for (Target.MediumClass medium : Target.MediumClass.values()) {
            for (Work work : works()) {
                out.add(Disclosed.ofClearing(target(medium), work, Optional.empty()));
            }
        }
        out.add(new Disclosed(out.getFirst().target(), Optional.empty(), Optional.empty()));
        out.add(new Disclosed(Optional.empty(), out.getFirst().work(), Optional.empty()));
        out.add(Disclosed.NOTHING);
        return out;
    }

    private static List<Work> works() {
        List<Work> out = new ArrayList<>();
        for (List<Pattern> passes : List.of(
                List.<Pattern>of(),
                List.of(Pattern.STAMPED),
                List.of(Pattern.RANDOM),
                List.of(Pattern.ZERO, Pattern.RANDOM),
                List.of(Pattern.ZERO, Pattern.ONE, Pattern.STAMPED),
                List.of(Pattern.ZERO, Pattern.ONE, Pattern.RANDOM),
                List.of(Pattern.ZERO, Pattern.ONE, Pattern.FIXED, Pattern.RANDOM, Pattern.RANDOM, Pattern.RANDOM))) {
            for (Mode mode : Mode.values()) {
                out.add(work(passes, mode, HiddenAreas.State.NONE, Optional.empty()));
            }
        }
        for (Technique technique : Technique.values()) {
            Optional<NativeErase> ended = Optional.of(Bench.erase(technique, NativeErase.Said.ENDED, 0));
            out.add(work(List.of(), Mode.SAMPLE, HiddenAreas.State.NONE, ended));
            out.add(work(List.of(Pattern.ZERO), Mode.FULL, HiddenAreas.State.NONE, ended));
        }
        for (NativeErase.Said said : NativeErase.Said.values()) {
            Optional<NativeErase> block = Optional.of(Bench.erase(Technique.ATA_SANITIZE_BLOCK, said, 0));
            out.add(work(List.of(), Mode.SAMPLE, HiddenAreas.State.NONE, block));
            out.add(work(List.of(Pattern.RANDOM), Mode.FULL, HiddenAreas.State.NONE, block));
        }
        out.add(work(List.of(), Mode.SAMPLE, HiddenAreas.State.NONE, found(512)));
        out.add(work(
                List.of(),
                Mode.SAMPLE,
                HiddenAreas.State.NONE,
                Optional.of(
                        new NativeErase(Technique.ATA_SANITIZE_BLOCK, 1, NativeErase.Said.SUCCEEDED, 60_000, 0, 0))));
        Pass less = new Pass(Pattern.RANDOM, Bench.CAPACITY - 512, 500_000, List.of());
        Pass torn = new Pass(Pattern.RANDOM, Bench.CAPACITY, 500_000, List.of(new Pass.WriteError(0, 512, 5)));
        Pass whole = new Pass(Pattern.RANDOM, Bench.CAPACITY, 500_000, List.of());
        for (HiddenAreas.State hidden : HiddenAreas.State.values()) {
            out.add(work(List.of(less), Mode.FULL, Bench.CAPACITY - 512, 0, hidden, Optional.empty()));
            out.add(work(List.of(torn, whole), Mode.FULL, Bench.CAPACITY, 0, hidden, Optional.empty()));
            out.add(work(List.of(whole), Mode.SAMPLE, 0, 0, hidden, Optional.empty()));
        }
        out.add(work(List.of(whole), Mode.FULL, Bench.CAPACITY, 512, HiddenAreas.State.NONE, Optional.empty()));
        return out;
    }

    private static Optional<NativeErase> found(long bytes) {
        return Optional.of(Bench.erase(Technique.ATA_SANITIZE_BLOCK, NativeErase.Said.SUCCEEDED, bytes));
    }

    /** A drive of this kind. */
    public static Target target(Target.MediumClass medium) {
        return target(medium, Bench.target(Bench.SERIAL).bus());
    }

    /** A drive of this kind that hangs there. */
    public static Target target(Target.MediumClass medium, String bus) {
        Target like = Bench.target(Bench.SERIAL);
        return new Target(
                like.kind(),
                like.name(),
                like.model(),
                like.serial(),
                like.firmware(),
                like.wwn(),
                like.capacityBytes(),
                like.blockBytes(),
                bus,
                medium,
                like.mediumClassSource());
    }

    /** What is denied: rule set, version, clause, and which of the shown. */
    public static List<String> byJava(List<Disclosed> shown) throws ShapeException {
        List<String> out = new ArrayList<>();
        for (RuleSet rules : RULES) {
            for (RuleSet.Clause clause : rules.clauses()) {
                ClauseNeeds needs = ClauseNeeds.read(Json.in(clause.needs()));
                for (int i = 0; i < shown.size(); i++) {
                    if (needs.isDeniedBy(shown.get(i))) {
                        out.add(rules.id() + " " + rules.version() + " " + clause.id() + " " + i);
                    }
                }
            }
        }
        return out;
    }

    /** The same as an expression for the page: of a bad verdict, by which no other clause contradicts. */
    public static String byPage(List<Disclosed> shown) {
        List<JsonValue> rules =
                RULES.stream().<JsonValue>map(DeniedClauses::json).toList();
        return "((all, rules) => { const out = []; for (const one of all) { if (one.work) { one.work.native = one.work.native || null; } }"
                + " for (const { id, version, digest, clauses } of rules) { for (const asked of clauses) { all.forEach((shown, i) => {"
                + " const conformity = clauses.map(({ clause, source }) => ({ clause, source, state: clause === asked.clause && !asked.isOfVerdict"
                + " ? 'satisfied' : 'not-satisfied' })); const said = w.Rules.judge({ policy: { id, version, digest }, conformity,"
                + " verdict: 'failed', phone: null }, shown); if (said !== 'known') { out.push(said === 'contradictory' ? id + ' ' + version + ' ' +"
                + " asked.clause + ' ' + i : said); } }); } } return out; })("
                + listOf(json(shown)) + ".all, " + listOf(rules) + ".all)";
    }

    /** The good verdicts, and one that promises nothing. */
    private static final List<Verdict> VERDICTS = List.of(Verdict.CLEARED, Verdict.PURGED, Verdict.UNPROVEN);

    /** What a rule set plans, as Java reads it from its file. */
    public static RulePlan plan(RuleSet rules) throws IOException {
        Path file = Bench.POLICIES.resolve(rules.id() + ".v" + rules.version() + ".json");
        try {
            return RulePlan.read(Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(file))));
        } catch (MalformedJsonException | ShapeException e) {
            throw new IOException(e);
        }
    }

    /** What is not planned: rule set, version, verdict, and which of the shown. */
    public static List<String> leftByJava(List<Disclosed> shown) throws IOException {
        List<String> out = new ArrayList<>();
        for (RuleSet rules : RULES) {
            RulePlan plan = plan(rules);
            for (Verdict verdict : VERDICTS) {
                for (int i = 0; i < shown.size(); i++) {
                    if (plan.isLeftBy(verdict, shown.get(i))) {
                        out.add(rules.id() + " " + rules.version() + " " + Json.wireName(verdict) + " " + i);
                    }
                }
            }
        }
        return out;
    }

    /** The same as an expression for the page: no clause but that of the verdict is called satisfied. */
    public static String leftByPage(List<Disclosed> shown) {
        JsonValue verdicts =
                Json.texts(VERDICTS.stream().<String>map(Json::wireName).toList());
        return "((all, rules, verdicts) => { const out = []; for (const one of all) { if (one.work) { one.work.native = one.work.native || null; } }"
                + " for (const { id, version, digest, clauses } of rules) { for (const verdict of verdicts) { all.forEach((shown, i) => {"
                + " const conformity = clauses.map(({ clause, source, level }) => ({ clause, source, state: level !== undefined &&"
                + " (verdict === 'purged' || verdict === level) ? 'satisfied' : 'not-satisfied' })); const said = w.Rules.judge({ policy: { id,"
                + " version, digest }, conformity, verdict, phone: null }, shown); if (said !== 'known') { out.push(said === 'contradictory' ?"
                + " id + ' ' + version + ' ' + verdict + ' ' + i : said); } }); } } return out; })("
                + listOf(json(shown)) + ".all, "
                + listOf(RULES.stream().<JsonValue>map(DeniedClauses::json).toList()) + ".all, "
                + CanonicalJson.writeText(Json.object().put("all", verdicts).build()) + ".all)";
    }

    private static String listOf(List<JsonValue> all) {
        return CanonicalJson.writeText(
                Json.object().put("all", new JsonValue.Array(all)).build());
    }

    static List<JsonValue> json(List<Disclosed> shown) {
        return shown.stream()
                .<JsonValue>map(one -> Json.object()
                        .put("target", one.target().<JsonValue>map(Target::json).orElse(new JsonValue.Null()))
                        .put("work", one.work().<JsonValue>map(Work::json).orElse(new JsonValue.Null()))
                        .build())
                .toList();
    }

    private static JsonValue.Obj json(RuleSet rules) {
        List<JsonValue> clauses = rules.clauses().stream()
                .<JsonValue>map(clause -> Json.object()
                        .put("clause", clause.id())
                        .put("source", clause.source())
                        .put("isOfVerdict", clause.level().isPresent())
                        .put("level", clause.level())
                        .build())
                .toList();
        return Json.object()
                .put("id", rules.id())
                .put("version", rules.version())
                .put("digest", rules.digest())
                .put("clauses", new JsonValue.Array(clauses))
                .build();
    }

    private static List<RuleSet> rules() {
        try {
            return RuleSet.all(Bench.POLICIES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
