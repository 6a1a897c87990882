package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.certify.PublicLogs;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.CrashReport;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.EraseService;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.plan.Plan;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.LaneEnd;
import org.wangchuan.station.erase.Psids;
import org.wangchuan.station.erase.Thawing;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;

/** {@code erase}: examine, confirm, erase, report. */
public final class BenchErase implements EraseService {
    private final String tool;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public BenchErase(String tool) {
        this.tool = tool;
    }

    @Override
    public ExitCode erase(EraseRequest request, Context context) throws UserError {
        try (Psids psids = LabelSecrets.offered(request.psid())) {
            return erase(request, order(request).with(psids), context);
        }
    }

    private ExitCode erase(EraseRequest request, EraseOrder order, Context context) throws UserError {
        OutFolder.requireOutsideOfState(order.out(), context.home());
        StationHome home = new StationHome(context.home());
        Bench bench = new Bench(home, InstantSource.system(), tool, new ForPlatform(home));
        try {
            List<Candidate> candidates =
                    new Suspension(new Thawing(home, bench), context).offered(order, bench.examine(order), request);
            List<Candidate.Ready> ready = ready(candidates);
            if (ready.size() < candidates.size()) {
                return refuse(candidates, request, context.console());
            }
            LabelSecrets.requireLabels(ready, request.psid());
            tellBefore(ready, order, context.console());
            Confirmation.ofOthers(ready, request.also(), request.resume());
            Confirmation.of(ready, request.confirm(), context.console(), context.cancellation());
            OutFolder.requireWritable(order.out());
            LabelSecrets.get(ready, request.psid(), order.psids(), context);
            List<LaneEnd> ends = run(bench, order, ready, request.witnessSeconds(), context);
            LeftToResume.tell(ready, ends, context.cancellation());
            reportMistakes(ends, context);
            return report(ready, ends, request, context.console());
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    /** What the words of a request mean. */
    static EraseOrder order(EraseRequest request) throws UserError {
        Choices.requireAsset(request.asset());
        return new EraseOrder(
                request.targets().stream().map(Path::of).toList(),
                Choices.policy(request.policy(), request.policyVersion()),
                request.medium().map(Choices::mediumClass),
                switch (request.verify()) {
                    case FULL -> VerifyMode.FULL;
                    case SAMPLE -> VerifyMode.SAMPLE;
                },
                request.out().orElse(Path.of("")).toAbsolutePath(),
                request.asset(),
                request.resume(),
                request.bestEffort(),
                new JobOptions(request.patienceSeconds() * 1000L, JobOptions.DEFAULTS.checkpointMillis()),
                request.also());
    }

    private static List<Candidate.Ready> ready(List<Candidate> candidates) {
        List<Candidate.Ready> out = new ArrayList<>();
        for (Candidate candidate : candidates) {
            switch (candidate) {
                case Candidate.Ready ready -> out.add(ready);
                case Candidate.Rejected _ -> {}
            }
        }
        return out;
    }

    /** One target that may not be touched stops all: a mistyped line is more likely than a half-meant one. */
    private static ExitCode refuse(List<Candidate> candidates, EraseRequest request, Console console) {
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue.Obj> results = new ArrayList<>();
        for (Candidate candidate : candidates) {
            switch (candidate) {
                case Candidate.Rejected rejected -> {
                    codes.add(RefusalText.exit(rejected.refusals()));
                    results.add(RefusalText.json(rejected.path(), rejected.refusals()));
                    RefusalText.print(rejected.path(), rejected.refusals(), console);
                }
                case Candidate.Ready ready -> results.add(RefusalText.notStarted(ready.path()));
            }
        }
        console.note(console.messages().text("erase.nothing-touched"));
        if (request.json()) {
            printJson(results, console);
        }
        return ExitCode.worstOf(codes);
    }

    /** All that bears on the answer stands before the question. */
    private static void tellBefore(List<Candidate.Ready> targets, EraseOrder order, Console console) {
        for (Candidate.Ready target : targets) {
            LoopText.of(target.medium(), console).ifPresent(console::note);
            tellBefore(target.path(), target.plan(), console);
            note(target, order, console);
            for (Obstacle note : target.notes()) {
                console.note(
                        console.messages().text("erase.note", note.code().id(), RefusalText.inLanguage(note, console)));
            }
        }
    }

    /** What whoever confirms has to know of a plan: what it changes for good, and what it leaves open. */
    static void tellBefore(Path target, Plan plan, Console console) {
        for (Plan.HiddenAreaStep step : plan.hiddenAreas()) {
            console.note(console.messages()
                    .text("erase.hidden-area", target, RefusalText.inLanguage(step.reason(), console)));
        }
        for (Plan.PartStep step : plan.parts()) {
            console.note(console.messages()
                    .text("erase.part", step.part().name(), RefusalText.inLanguage(step.reason(), console)));
        }
        plan.leftOpen()
                .ifPresent(open -> console.note(
                        console.messages().text("erase.left-open", target, RefusalText.inLanguage(open, console))));
    }

    private static void note(Candidate.Ready target, EraseOrder order, Console console) {
        if (!order.resume()) {
            target.open()
                    .ifPresent(ticket -> console.note(
                            console.messages().text("erase.open-job", target.path(), LeftToResume.options(ticket))));
        }
        if (!target.plan().satisfiable()) {
            console.note(console.messages()
                    .text("erase.best-effort", target.path(), order.policy().id()));
        }
    }

    private static List<LaneEnd> run(
            Bench bench, EraseOrder order, List<Candidate.Ready> targets, int witnessSeconds, Context context)
            throws IOException {
        List<JobControl> controls = new ArrayList<>();
        context.cancellation().promise(Cancellation.Promise.RESUMABLE);
        LaneView view = new LaneView(targets, controls);
        PublicLogs logs = new PublicLogs(new StationHome(context.home()), context.cancellation());
        Optional<Bench.Certifying> certifying = witnessSeconds == 0
                ? Optional.empty()
                : Optional.of(new Bench.Certifying(logs::of, Duration.ofSeconds(witnessSeconds)));
        List<LaneEnd> ends = bench.erase(
                order,
                targets,
                started -> {
                    controls.addAll(started);
                    view.open(context.console());
                    context.cancellation().onRequest(() -> started.forEach(JobControl::stop));
                },
                certifying);
        view.close();
        return ends;
    }

    private void reportMistakes(List<LaneEnd> ends, Context context) {
        for (LaneEnd end : ends) {
            if (end instanceof LaneEnd.Broken(Throwable cause)) {
                Console console = context.console();
                console.error(CrashReport.write(cause, context.home(), tool, console.messages()));
            }
        }
    }

    private static ExitCode report(
            List<Candidate.Ready> targets, List<LaneEnd> ends, EraseRequest request, Console console) throws UserError {
        List<ExitCode> codes = new ArrayList<>();
        List<JsonValue.Obj> results = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            LaneReport report = LaneReport.of(targets.get(i), ends.get(i));
            codes.add(report.exit());
            results.add(report.json());
            if (!request.json() || report.onlyOnStandardError()) {
                report.print(console);
            }
        }
        if (request.json()) {
            printJson(results, console);
        }
        ExitCode worst = ExitCode.worstOf(codes);
        if (worst == ExitCode.INTERRUPTED && ends.stream().anyMatch(BenchErase::needsAnotherFolder)) {
            // The command as it was typed would meet the same folder again.
            throw UserError.of(worst, "OUT_FOLDER.later").afterResults();
        }
        return worst;
    }

    private static boolean needsAnotherFolder(LaneEnd end) {
        return end instanceof LaneEnd.Interrupted interrupted && interrupted.receiptOnly();
    }

    private static void printJson(List<JsonValue.Obj> said, Console console) {
        List<JsonValue> results = new ArrayList<>();
        said.forEach(one -> results.add(Members.all(one, Members.OF_RESULT)));
        console.result(CanonicalJson.writeText(
                Json.object().put("results", new JsonValue.Array(results)).build()));
    }
}
