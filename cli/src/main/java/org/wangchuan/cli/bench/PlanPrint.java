package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.ShellWord;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.told.DriveFacts;
import org.wangchuan.engine.plan.LeftOut;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.plan.Technique;
import org.wangchuan.engine.policy.Clause;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.PassSpec;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.paper.Figures;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.Psids;
import org.wangchuan.station.erase.Thawing;
import org.wangchuan.station.home.StationHome;

/** {@code plan}: what an erasure would do, and why; nothing is touched. */
public final class PlanPrint implements PlanService {
    private final String tool;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public PlanPrint(String tool) {
        this.tool = tool;
    }

    /** What the words of a request mean. */
    static EraseOrder order(Request request) throws UserError {
        return new EraseOrder(
                        request.targets().stream().map(Path::of).toList(),
                        Choices.policy(request.policy(), request.policyVersion()),
                        request.medium().map(Choices::mediumClass),
                        VerifyMode.FULL,
                        Path.of(""),
                        Optional.empty(),
                        false,
                        false,
                        JobOptions.DEFAULTS,
                        request.also())
                .with(request.psid() ? Psids.offered() : Psids.none());
    }

    @Override
    public ExitCode plan(Request request, Context context) throws UserError {
        EraseOrder order = order(request);
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue> results = new ArrayList<>();
        List<Candidate> candidates = examine(order, context);
        Iterator<Optional<DriveFacts>> answers = DriveAnswers.of(candidates).iterator();
        StationHome home = new StationHome(context.home());
        Suspension suspension =
                new Suspension(new Thawing(home, new Bench(home, InstantSource.system(), tool)), context);
        for (Candidate candidate : candidates) {
            Optional<DriveFacts> told = answers.next();
            Optional<Thawing.Outlook> outlook = outlook(suspension, candidate, context);
            switch (candidate) {
                case Candidate.Ready ready -> {
                    codes.add(ExitCode.OK);
                    results.add(withSuspend(json(ready, told), candidate, outlook));
                    if (!request.json()) {
                        print(ready, context.console());
                    }
                }
                case Candidate.Rejected rejected -> {
                    codes.add(RefusalText.exit(rejected.refusals()));
                    results.add(withSuspend(
                            withDrive(
                                    with(
                                            RefusalText.json(rejected.path(), rejected.refusals()),
                                            "leftOut",
                                            leftOut(rejected.leftOut())),
                                    told),
                            candidate,
                            outlook));
                    RefusalText.print(rejected.path(), rejected.refusals(), context.console());
                    if (!request.json()) {
                        print(rejected.leftOut(), context.console());
                    }
                }
            }
            if (!request.json()) {
                outlook.ifPresent(found -> suspension.print(candidate, found));
                told.ifPresent(facts -> DriveText.print(facts, context.console()));
            }
        }
        if (request.json()) {
            context.console()
                    .result(CanonicalJson.writeText(Json.object()
                            .put("results", new JsonValue.Array(results))
                            .build()));
        }
        return ExitCode.worstOf(codes);
    }

    private List<Candidate> examine(EraseOrder order, Context context) throws UserError {
        try {
            return new Bench(new StationHome(context.home()), InstantSource.system(), tool).examine(order);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    private static Optional<Thawing.Outlook> outlook(Suspension suspension, Candidate candidate, Context context)
            throws UserError {
        try {
            return suspension.outlook(candidate);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    private static JsonValue.Obj withSuspend(
            JsonValue.Obj result, Candidate candidate, Optional<Thawing.Outlook> outlook) {
        return outlook.isEmpty() ? result : with(result, "suspend", Suspension.json(candidate, outlook.get()));
    }

    private static JsonValue.Obj withDrive(JsonValue.Obj result, Optional<DriveFacts> told) {
        return told.isEmpty() ? result : with(result, "drive", DriveText.json(told.get()));
    }

    private static JsonValue.Obj with(JsonValue.Obj result, String name, JsonValue value) {
        Json.Builder out = Json.object();
        result.members().forEach(out::put);
        return out.put(name, value).build();
    }

    private static JsonValue.Array leftOut(List<LeftOut> plan) {
        return new JsonValue.Array(plan.stream()
                .<JsonValue>map(left -> Json.object()
                        .put("id", left.id())
                        .put("reason", left.reason().en())
                        .build())
                .toList());
    }

    private static JsonValue.Obj json(Candidate.Ready target, Optional<DriveFacts> told) {
        Plan plan = target.plan();
        List<JsonValue> techniques = new ArrayList<>();
        for (Technique technique : plan.techniques()) {
            Json.Builder item = Json.object()
                    .put("id", technique.id())
                    .put("reason", technique.reason().en())
                    .put("reaches", Json.wireName(technique.reaches()))
                    .put(
                            "passes",
                            new JsonValue.Array(passes(plan, technique).stream()
                                    .<JsonValue>map(PassSpec::toJson)
                                    .toList()));
            technique
                    .time()
                    .ifPresent(time -> item.put("estimatedSeconds", time.seconds())
                            .put("timeBasis", time.basis().id()));
            techniques.add(item.build());
        }
        List<JsonValue> hiddenAreas = new ArrayList<>();
        for (Plan.HiddenAreaStep step : plan.hiddenAreas()) {
            hiddenAreas.add(Json.object()
                    .put("id", step.kind().id())
                    .put("hiddenBytes", step.hiddenBytes())
                    .put("reason", step.reason().en())
                    .build());
        }
        List<JsonValue> parts = new ArrayList<>();
        for (Plan.PartStep step : plan.parts()) {
            parts.add(Json.object()
                    .put("name", step.part().name())
                    .put("bytes", step.part().capacityBytes())
                    .put("reason", step.reason().en())
                    .build());
        }
        Json.Builder out = Json.object()
                .put("path", target.path().toString())
                .put("state", "planned")
                .put("policy", plan.policy().id())
                .put("mediumClass", Json.wireName(plan.effectiveClass()))
                .put("hiddenAreas", new JsonValue.Array(hiddenAreas))
                .put("parts", new JsonValue.Array(parts))
                .put("techniques", new JsonValue.Array(techniques))
                .put("leftOut", leftOut(plan.leftOut()))
                .put(
                        "openClauses",
                        Json.texts(plan.openClauses().stream().map(Clause::id).toList()))
                .put(
                        "notes",
                        new JsonValue.Array(target.notes().stream()
                                .<JsonValue>map(note -> Json.object()
                                        .put("code", note.code().id())
                                        .put("detail", note.detail())
                                        .build())
                                .toList()))
                .put("interruptedJob", target.open().map(LeftToResume::options))
                .put("confirm", target.confirmName());
        return withDrive(out.build(), told);
    }

    private static void print(Candidate.Ready target, Console console) {
        Plan plan = target.plan();
        var messages = console.messages();
        console.result(OneLine.of(target.path() + ": "
                        + LoopText.called(target.medium(), target.facts().model(), console))
                + ", "
                + Figures.size(target.facts().capacityBytes()) + ", "
                + messages.named("class", Json.wireName(plan.effectiveClass())) + ", "
                + plan.policy().id());
        int number = 1;
        for (Plan.HiddenAreaStep step : plan.hiddenAreas()) {
            console.result("  "
                    + messages.text(
                            "plan.hidden-area",
                            number,
                            step.kind().id(),
                            RefusalText.inLanguage(step.reason(), console)));
            number++;
        }
        for (Plan.PartStep step : plan.parts()) {
            console.result("  "
                    + messages.text(
                            "plan.part", number, step.part().name(), RefusalText.inLanguage(step.reason(), console)));
            number++;
        }
        for (Technique technique : plan.techniques()) {
            String time = technique
                    .time()
                    .map(told -> messages.text("plan.time." + told.basis().id(), duration(told.seconds())))
                    .orElseGet(() -> messages.text("plan.time-unknown"));
            console.result("  "
                    + messages.text(
                            "plan.technique",
                            number,
                            technique.id(),
                            RefusalText.inLanguage(technique.reason(), console),
                            messages.text("plan.reaches", messages.named("level", Json.wireName(technique.reaches()))),
                            time));
            for (PassSpec pass : passes(plan, technique)) {
                console.result("       " + messages.named("pattern", Json.wireName(pass.pattern()))
                        + (pass.verify() ? messages.text("plan.then-verified") : ""));
            }
            number++;
        }
        printOpen(plan, console);
        target.open()
                .ifPresent(ticket -> console.result("  ! "
                        + messages.text(
                                "plan.open-job",
                                ShellWord.quoted(target.path().toString()),
                                LeftToResume.options(ticket))));
        for (Obstacle note : target.notes()) {
            console.result("  ! " + note.code().id() + ": " + OneLine.of(RefusalText.inLanguage(note, console)));
        }
        print(plan.leftOut(), console);
    }

    private static void print(List<LeftOut> plan, Console console) {
        for (LeftOut left : plan) {
            console.result("  – " + left.id() + ": " + LeftOutText.of(left, console));
        }
    }

    static void printOpen(Plan plan, Console console) {
        plan.leftOpen().ifPresent(open -> console.result("  ? " + RefusalText.inLanguage(open, console)));
    }

    /** What a drive does by itself has none. */
    private static List<PassSpec> passes(Plan plan, Technique technique) {
        return NativeTechnique.of(technique.id()).isPresent() ? List.of() : plan.passes();
    }

    private static String duration(long seconds) {
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        return hours > 0
                ? hours + " h " + minutes + " min"
                : minutes > 0 ? minutes + " min" : Math.max(1, seconds) + " s";
    }
}
