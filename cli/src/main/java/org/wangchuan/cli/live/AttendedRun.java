package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.wangchuan.cli.bench.BenchErase;
import org.wangchuan.cli.bench.Choices;
import org.wangchuan.cli.bench.PlanPrint;
import org.wangchuan.cli.bench.Suspension;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.StartRequest;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.job.JobOptions;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.EraseOrder;
import org.wangchuan.station.erase.JobTicket;
import org.wangchuan.station.erase.Thawing;
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
    private final InstantSource clock;
    private final Context context;
    private final Console console;
    private final WithoutStick withoutStick;
    private final CutOffErasures cutOff;

    AttendedRun(StartRequest request, String tool, InstantSource clock, Context context) {
        this.request = request;
        this.tool = tool;
        this.clock = clock;
        this.context = context;
        this.console = context.console();
        this.withoutStick = new WithoutStick(request.stick().isEmpty(), console);
        this.cutOff = new CutOffErasures(request.state(), tool, clock, console);
    }

    /** Returns when the computer may be turned off. */
    ExitCode run() throws UserError {
        try {
            boolean first = true;
            while (true) {
                Drives drives = Drives.look();
                console.result("");
                console.result(text("live.title"));
                drives.show(CutOffDrives.look(request.state(), clock, tool, drives.free()), console);
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
                List<Medium> chosen =
                        isOff || answer.get().isBlank() ? List.of() : drives.chosen(answer.get(), console);
                if (!chosen.isEmpty() && withoutStick.mayErase()) {
                    eraseAndShow(chosen);
                }
            }
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    private void eraseAndShow(List<Medium> chosen) throws IOException {
        Receipts receipts = new Receipts(request.out());
        List<Path> before = receipts.list();
        Optional<StationHome> resumed = cutOff.toResume(chosen);
        StationHome home = resumed.orElseGet(() -> InterruptedHomes.newOfScreen(request.state()));
        try {
            erase(chosen, home, resumed.isPresent());
        } catch (UserError e) {
            e.lines(console.messages()).forEach(console::error);
        }
        putTrustList(receipts, home);
        List<Path> added = new ArrayList<>(receipts.list());
        added.removeAll(before);
        cutOff.giveUpOthers(chosen, home, resumed.isPresent());
        new KeysLeft(request.state(), request.stick(), console).destroy(clock.instant());
        receipts.show(added, context);
    }

    private void putTrustList(Receipts receipts, StationHome home) throws IOException {
        Optional<UUID> order = InterruptedHomes.order(request.state(), home);
        if (order.isEmpty()) {
            receipts.putTrustList(home);
            return;
        }
        Optional<SignedTrustList> came = request.stick().isPresent()
                ? new LiveOrderFolder(StickStation.orders(request.stick().get())
                                .resolve(order.get().toString()))
                        .trust()
                : Optional.empty();
        if (came.isPresent()) {
            receipts.putTrustList(came.get());
        } else {
            console.note(text("live.trust-of-order", order.get()));
        }
    }

    private void erase(List<Medium> chosen, StationHome home, boolean resume) throws IOException, UserError {
        Context at = new Context(home.root(), console, context.cancellation());
        Optional<JobTicket> open = resume ? new Bench(home, clock, tool).openOn(chosen) : Optional.empty();
        // By the rule set and the reading back that it began with: with others it would not be the same job.
        String policy = open.isPresent() ? open.get().policy() : policy();
        VerifyMode verify = open.map(JobTicket::verify).orElse(VerifyMode.FULL);
        // What is gone on with was planned when it began; a drive that is at it would not offer it now.
        ExitCode planned = resume ? ExitCode.OK : plan(chosen, policy, at);
        if (!resume) {
            Optional<List<Candidate>> woken = slept(chosen, home, policy, at);
            if (woken.isPresent()) {
                planned = plan(chosen, policy, at);
            }
        }
        boolean bestEffort = resume || (planned == ExitCode.NOT_SATISFIED && isYes(text("live.best-effort")));
        if (planned != ExitCode.OK && !bestEffort) {
            return;
        }
        Targets targets = Targets.look(home, tool, chosen, chosen, Choices.policy(policy), verify, resume);
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
                                Optional.empty(),
                                VerifyModes.asked(verify),
                                Optional.of(request.out()),
                                List.of(),
                                targets.also(),
                                Optional.empty(),
                                resume,
                                bestEffort,
                                PATIENCE_SECONDS,
                                0,
                                new PsidSource.None(),
                                false,
                                EraseRequest.Suspend.NEVER), // asked already
                        at);
    }

    private ExitCode plan(List<Medium> chosen, String policy, Context at) throws UserError {
        return new PlanPrint(tool)
                .plan(new PlanService.Request(paths(chosen), policy, Optional.empty(), false, false), at);
    }

    /** Where a drive is frozen, the computer may be put to sleep for a moment; what is found afterwards is what was chosen, or nothing is begun. */
    private Optional<List<Candidate>> slept(List<Medium> chosen, StationHome home, String policy, Context at)
            throws IOException, UserError {
        Bench bench = new Bench(home, InstantSource.system(), tool);
        EraseOrder order = new EraseOrder(
                chosen.stream().map(Medium::realPath).toList(),
                Choices.policy(policy),
                Optional.empty(),
                VerifyMode.FULL,
                Path.of(""),
                Optional.empty(),
                false,
                false,
                JobOptions.DEFAULTS);
        Optional<List<Candidate>> woken = new Suspension(new Thawing(home, bench), at).ask(order, bench.examine(order));
        if (woken.isPresent()) {
            Suspension.requireSame(woken.get());
        }
        return woken;
    }

    private static List<String> paths(List<Medium> media) {
        return media.stream().map(medium -> medium.realPath().toString()).toList();
    }

    /** The one that holds for what is sold, unless another is named. */
    private String policy() {
        String others =
                PolicyCatalogue.IDS.stream().filter(id -> !id.equals(POLICY)).collect(Collectors.joining(", "));
        String said = console.ask(text("live.policy", POLICY, others)).orElse("");
        return said.isBlank() ? POLICY : said;
    }

    private boolean isYes(String question) {
        return console.ask(question).filter(answer -> answer.equals("y")).isPresent();
    }

    private String text(String key, Object... arguments) {
        return console.messages().text(key, arguments);
    }
}
