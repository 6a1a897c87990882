package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.sleep.ComputerSleep;
import org.wangchuan.engine.sleep.SleepEnd;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.Refusal;
import org.wangchuan.station.erase.Thawing;

/** Offers to put the computer to sleep for a moment where that could thaw a drive, and does it once somebody agreed; before anything is begun. */
public final class Suspension {
    private static final String YES = "y";

    private final Thawing thawing;
    private final Context context;
    private final Console console;

    /** With whoever is at this console. */
    public Suspension(Thawing thawing, Context context) {
        this.thawing = thawing;
        this.context = context;
        this.console = context.console();
    }

    /** The targets as they are to be erased: as they were, or as they were found after a sleep. */
    List<Candidate> offered(EraseOrder order, List<Candidate> candidates, EraseRequest request)
            throws IOException, UserError {
        if (order.resume() || request.suspend() == EraseRequest.Suspend.NEVER) {
            return candidates;
        }
        Thawing.Outlook outlook = thawing.look(candidates);
        if (request.suspend() == EraseRequest.Suspend.AGREED) {
            if (outlook.frozen().isEmpty()) {
                console.note(text("suspend.nothing-frozen"));
                return candidates;
            }
            if (!outlook.against().isEmpty()) {
                throw UserError.of(ExitCode.REFUSED, "SUSPEND_IMPOSSIBLE", reasons(outlook.against()));
            }
            return sleep(order, candidates);
        }
        if (!request.confirm().isEmpty()) {
            tellOf(outlook);
            return candidates;
        }
        return ask(order, candidates, outlook).orElse(candidates);
    }

    /**
     * Asks at the screen, if a sleep could bring back a way of a drive that has none of its own left; what was found afterwards. Empty if the
     * computer did not sleep.
     */
    public Optional<List<Candidate>> ask(EraseOrder order, List<Candidate> candidates) throws IOException, UserError {
        return ask(order, candidates, thawing.look(candidates));
    }

    private Optional<List<Candidate>> ask(EraseOrder order, List<Candidate> candidates, Thawing.Outlook outlook)
            throws IOException, UserError {
        if (outlook.lacking().isEmpty() || !outlook.against().isEmpty()) {
            tellOf(outlook);
            return Optional.empty();
        }
        Optional<String> answer =
                console.ask(text("suspend.question", paths(outlook.lacking()), ComputerSleep.SECONDS));
        if (context.cancellation().isRequested()) {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION.stopped");
        }
        return answer.filter(YES::equals).isPresent() ? Optional.of(sleep(order, candidates)) : Optional.empty();
    }

    private void tellOf(Thawing.Outlook outlook) {
        if (outlook.lacking().isEmpty()) {
            return;
        }
        console.note(OneLine.of(
                outlook.against().isEmpty()
                        ? text("suspend.could", paths(outlook.lacking()))
                        : text("suspend.impossible", paths(outlook.lacking()), reasons(outlook.against()))));
    }

    private List<Candidate> sleep(EraseOrder order, List<Candidate> candidates) throws IOException, UserError {
        if (context.cancellation().isRequested()) {
            throw UserError.of(ExitCode.REFUSED, "CONFIRMATION.stopped");
        }
        console.note(text("suspend.sleeping", ComputerSleep.SECONDS));
        return switch (thawing.sleep(order, candidates)) {
            case Thawing.LeftAwake(List<Refusal> against) ->
                throw UserError.of(ExitCode.REFUSED, "SUSPEND_IMPOSSIBLE", reasons(against));
            case Thawing.Woken woken -> told(woken);
        };
    }

    private List<Candidate> told(Thawing.Woken woken) throws UserError {
        switch (woken.end()) {
            case SleepEnd.Failed(SleepEnd.Step step, String why) ->
                throw UserError.of(ExitCode.REFUSED, "SUSPEND_FAILED", step.file(), why);
            case SleepEnd.Slept(long millis) -> console.note(text("suspend.woke", Math.round(millis / 1000.0)));
        }
        for (Path path : woken.thawed()) {
            console.note(text("suspend.thawed", path));
        }
        for (Path path : woken.frozen()) {
            console.note(text("suspend.frozen", path));
        }
        return woken.candidates();
    }

    /** Refuses all if a target is not, after a sleep, what was chosen before it. */
    public static void requireSame(List<Candidate> woken) throws UserError {
        for (Candidate candidate : woken) {
            if (candidate instanceof Candidate.Rejected rejected) {
                Optional<Refusal> strange = rejected.refusals().stream()
                        .filter(refusal -> refusal.kind() == Refusal.Kind.SAFETY)
                        .findFirst();
                if (strange.isPresent()) {
                    throw UserError.coded(
                            ExitCode.REFUSED,
                            strange.get().code(),
                            "SUSPEND_ANOTHER",
                            rejected.path(),
                            strange.get().reason().en());
                }
            }
        }
    }

    /** What a plan says of a target of which a freeze alone is in the way of something; empty of any other. */
    Optional<Thawing.Outlook> outlook(Candidate candidate) throws IOException {
        return Optional.of(thawing.look(List.of(candidate)))
                .filter(outlook -> !outlook.frozen().isEmpty());
    }

    /** For people, below the plan of a target. */
    void print(Candidate candidate, Thawing.Outlook outlook) {
        String ways = String.join(", ", candidate.told().frozen());
        console.result("  ~ "
                + OneLine.of(
                        outlook.against().isEmpty()
                                ? text("plan.suspend", ways)
                                : text("plan.suspend-impossible", ways, reasons(outlook.against()))));
    }

    /** For programs. */
    static JsonValue.Obj json(Candidate candidate, Thawing.Outlook outlook) {
        return Json.object()
                .put("thaws", Json.texts(candidate.told().frozen()))
                .put("possible", outlook.against().isEmpty())
                .put(
                        "against",
                        new JsonValue.Array(outlook.against().stream()
                                .<JsonValue>map(refusal -> Json.object()
                                        .put("code", refusal.code())
                                        .put("reason", refusal.reason().en())
                                        .build())
                                .toList()))
                .build();
    }

    private String reasons(List<Refusal> against) {
        return against.stream()
                .map(refusal -> refusal.code() + ": " + inLanguage(refusal))
                .collect(Collectors.joining("; "));
    }

    private String inLanguage(Refusal refusal) {
        return RefusalText.inLanguage(refusal, console);
    }

    private static String paths(List<Path> paths) {
        return paths.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private String text(String key, Object... arguments) {
        return console.messages().text(key, arguments);
    }
}
