package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.ErasureInHand;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.RecheckService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobProgress;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.recheck.Looked;
import org.wangchuan.station.recheck.RecheckOrder;
import org.wangchuan.station.recheck.SecondLook;

/** {@code recheck}: check the files, look, report. */
public final class RecheckRun implements RecheckService {
    private final String tool;

    /**
     * The command's body.
     *
     * @param tool name and version of this program
     */
    public RecheckRun(String tool) {
        this.tool = tool;
    }

    @Override
    public ExitCode recheck(Request request, Context context) throws UserError {
        ErasureInHand erasure = ErasureInHand.require(request.of(), request.evidence(), request.key(), context);
        Path out = out(request, context);
        RecheckOrder order = new RecheckOrder(
                Path.of(request.target()),
                _ -> Optional.empty(),
                erasure.clearing(),
                Optional.empty(),
                erasure.evidence().medium(),
                erasure.left(),
                request.full() ? VerifyMode.FULL : VerifyMode.SAMPLE,
                request.patienceSeconds() * 1000L,
                out,
                erasure.base());
        try {
            return report(look(order, context), erasure.verdict(), request, context.console());
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    /** Beside the receipt, wherever that is: a platform's receipts lie in the state folder. */
    private static Path out(Request request, Context context) throws UserError {
        Optional<Path> given = request.out().map(Path::toAbsolutePath);
        if (given.isPresent()) {
            OutFolder.requireOutsideOfState(given.get(), context.home());
        }
        Path out = given.orElse(request.of().toAbsolutePath().resolveSibling(""));
        OutFolder.requireWritable(out);
        return out;
    }

    private Looked look(RecheckOrder order, Context context) throws IOException {
        SecondLook look = new SecondLook(new StationHome(context.home()), InstantSource.system(), tool);
        AtomicReference<Console.@Nullable Watch> watch = new AtomicReference<>();
        context.cancellation().promise(Cancellation.Promise.ENDING);
        try {
            return look.look(order, control -> {
                watch.set(context.console().watch(() -> List.of(snapshot(order, control))));
                context.cancellation().onRequest(control::stop);
            });
        } finally {
            Console.@Nullable Watch opened = watch.get();
            if (opened != null) {
                opened.close();
            }
        }
    }

    private static LaneSnapshot snapshot(RecheckOrder order, JobControl control) {
        JobProgress progress = control.progress();
        String phase = switch (progress.phase()) {
            case WAITING, RECOGNISE -> LaneSnapshot.WAITING;
            case WRITE, NATIVE -> throw new IllegalStateException("a recheck writes nothing");
            case VERIFY -> LaneSnapshot.VERIFY;
            case ENDED -> LaneSnapshot.ENDED;
        };
        return new LaneSnapshot(
                String.valueOf(order.target().getFileName()),
                phase,
                0,
                0,
                progress.doneBytes(),
                progress.totalBytes(),
                0,
                (int) Math.min(Integer.MAX_VALUE, progress.errors()),
                progress.idleMillis());
    }

    private static ExitCode report(Looked looked, Verdict verdict, Request request, Console console) throws UserError {
        return switch (looked) {
            case Looked.Interrupted _ -> throw UserError.of(ExitCode.INTERRUPTED, "RECHECK_INTERRUPTED");
            case Looked.Refused(var refusals) -> {
                Path target = Path.of(request.target());
                RefusalText.print(target, refusals, console);
                console.note(console.messages().text("recheck.nothing-read"));
                if (request.json()) {
                    printJson(RefusalText.json(target, refusals), console);
                }
                yield RefusalText.exit(refusals);
            }
            case Looked.Signed signed -> {
                RecheckReport report =
                        new RecheckReport(request, verdict, signed.claims(), signed.target(), signed.isTest());
                if (request.json()) {
                    printJson(report.json(signed), console);
                } else {
                    report.print(signed.path(), console);
                }
                yield report.exit();
            }
            case Looked.Unwritten unwritten -> {
                RecheckReport report =
                        new RecheckReport(request, verdict, unwritten.claims(), unwritten.target(), unwritten.isTest());
                if (request.json()) {
                    printJson(report.json(unwritten), console);
                } else {
                    report.print(console);
                }
                throw UserError.of(ExitCode.INTERRUPTED, "OUT_FOLDER.recheck", unwritten.path(), unwritten.cause())
                        .afterResults();
            }
        };
    }

    private static void printJson(JsonValue.Obj result, Console console) {
        console.result(CanonicalJson.writeText(Json.object()
                .put("results", new JsonValue.Array(List.of(result)))
                .build()));
    }
}
