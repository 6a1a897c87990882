package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.bench.BenchErase;
import org.wangchuan.cli.bench.Choices;
import org.wangchuan.cli.bench.PlanPrint;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.StartRequest;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrderFolder;

/**
 * The conversation with whoever stands at the screen: drives, plan, confirmation by serial number, progress, result, code. What it does is what
 * the commands {@code plan} and {@code erase} do.
 */
final class AttendedRun {
    private static final String POLICY = "gb-46864-2025";
    private static final int PATIENCE_SECONDS = 180;

    private final StartRequest request;
    private final String tool;
    private final Context context;
    private final Console console;
    private final WithoutStick withoutStick;

    AttendedRun(StartRequest request, String tool, Context context) {
        this.request = request;
        this.tool = tool;
        this.context = context;
        this.console = context.console();
        this.withoutStick = new WithoutStick(request.stick().isEmpty(), console);
    }

    /** Returns when the computer may be turned off. */
    ExitCode run() throws UserError {
        try {
            boolean first = true;
            while (true) {
                Drives drives = Drives.look();
                console.result("");
                console.result(text("live.title"));
                drives.show(console);
                withoutStick.warn();
                if (first) {
                    StickNotes.reached(request.stick(), "drives listed");
                    first = false;
                }
                Optional<String> answer = console.ask(text("live.choose"));
                if (answer.isEmpty() || context.cancellation().isRequested()) {
                    return ExitCode.INTERRUPTED;
                }
                boolean isOff = answer.get().equals("q");
                if (isOff && withoutStick.mayTurnOff(new Receipts(request.out()))) {
                    return ExitCode.OK;
                }
                List<Medium> chosen = isOff || answer.get().isBlank() ? List.of() : chosen(answer.get(), drives);
                if (!chosen.isEmpty() && withoutStick.mayErase()) {
                    eraseAndShow(chosen);
                }
            }
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    /** None for anything that is not numbers of the list, each once: then it is shown anew. */
    private List<Medium> chosen(String answer, Drives drives) {
        List<Medium> out = new ArrayList<>();
        for (String word : answer.split("[ ,，]+", -1)) {
            int number = word.matches("[1-9][0-9]?") ? Integer.parseInt(word) : 0;
            if (number < 1
                    || number > drives.free().size()
                    || out.contains(drives.free().get(number - 1))) {
                console.note(text("live.choose.again"));
                return List.of();
            }
            out.add(drives.free().get(number - 1));
        }
        return out;
    }

    private void eraseAndShow(List<Medium> chosen) throws IOException {
        Receipts receipts = new Receipts(request.out());
        List<Path> before = receipts.list();
        StationHome home = home();
        try {
            boolean resume = !home.equals(new StationHome(context.home())) || isToResume(home);
            erase(chosen, home, resume);
        } catch (UserError e) {
            e.lines(console.messages()).forEach(console::error);
        }
        receipts.putTrustList(home);
        if (!home.equals(new StationHome(context.home())) && !InterruptedHomes.isInterrupted(home)) {
            LiveOrderFolder.destroyKeys(home);
        }
        List<Path> added = new ArrayList<>(receipts.list());
        added.removeAll(before);
        receipts.show(added, context);
    }

    /** Where an erasure was cut off, the station that began it can go on, and no other. */
    private StationHome home() throws IOException {
        StationHome own = new StationHome(context.home());
        for (StationHome home : InterruptedHomes.find(request.state(), own)) {
            if (!home.equals(own) && isYes(text("live.resume"))) {
                return home;
            }
        }
        return own;
    }

    private boolean isToResume(StationHome own) throws IOException {
        return InterruptedHomes.find(request.state(), own).contains(own) && isYes(text("live.resume"));
    }

    private void erase(List<Medium> chosen, StationHome home, boolean resume) throws IOException, UserError {
        Context at = new Context(home.root(), console, context.cancellation());
        String policy = policy();
        // What is gone on with was planned when it began; a drive that is at it would not offer it now.
        ExitCode planned = resume
                ? ExitCode.OK
                : new PlanPrint(tool)
                        .plan(new PlanService.Request(paths(chosen), policy, Optional.empty(), false, false), at);
        boolean bestEffort = resume || (planned == ExitCode.NOT_SATISFIED && isYes(text("live.best-effort")));
        if (planned != ExitCode.OK && !bestEffort) {
            return;
        }
        Targets targets = Targets.look(
                home,
                tool,
                chosen,
                chosen,
                Choices.policy(policy),
                org.wangchuan.engine.policy.VerifyMode.FULL,
                resume);
        if (!targets.unnamed().isEmpty()) {
            console.error(text("live.namespaces", String.join(", ", targets.unnamed())));
            return;
        }
        ExitCode _ = new BenchErase(tool)
                .erase(
                        new EraseRequest(
                                paths(targets.among(chosen)),
                                policy,
                                Optional.empty(),
                                VerifyMode.FULL,
                                Optional.of(request.out()),
                                List.of(),
                                targets.also(),
                                Optional.empty(),
                                resume,
                                bestEffort,
                                PATIENCE_SECONDS,
                                0,
                                new PsidSource.None(),
                                false),
                        at);
    }

    private static List<String> paths(List<Medium> media) {
        return media.stream().map(medium -> medium.realPath().toString()).toList();
    }

    /** The one that holds for what is sold, unless another is named. */
    private String policy() {
        String said = console.ask(text("live.policy", POLICY, String.join(", ", PolicyCatalogue.IDS)))
                .orElse("");
        return said.isBlank() ? POLICY : said;
    }

    private boolean isYes(String question) {
        return console.ask(question).filter(answer -> answer.equals("y")).isPresent();
    }

    private String text(String key, Object... arguments) {
        return console.messages().text(key, arguments);
    }
}
