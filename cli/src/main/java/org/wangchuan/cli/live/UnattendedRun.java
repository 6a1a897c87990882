package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.wangchuan.cli.bench.BenchErase;
import org.wangchuan.cli.bench.OutFolder;
import org.wangchuan.cli.bench.PlanPrint;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.live.StickOrders.CutOff;
import org.wangchuan.cli.live.StickOrders.Pending;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.StartRequest;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrder;
import org.wangchuan.station.live.LiveOrderPlace;
import org.wangchuan.station.live.LiveOrderRefusedException;

/**
 * Carries out the one order of the stick that is for this computer, and asks nobody. All that can be known beforehand is looked at before the
 * order is begun: what is refused then leaves it as it was.
 */
final class UnattendedRun {
    /** Room that is asked for the receipt of a drive, its page and its evidence; the page is the largest, of some 210 kB. */
    private static final long RECEIPT_BYTES = 384L << 10;

    /** Room that is asked for the journal of a drive; a bound that was chosen, with which the state of a stick takes as many drives as an order. */
    private static final long JOB_BYTES = 256L << 10;

    private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

    /** What a target needs of them at least: a start and a clearing. */
    private static final int STATEMENTS_PER_TARGET = 2;

    private final StartRequest request;
    private final String tool;
    private final Context context;
    private final InstantSource clock;
    private final Duration patience;
    private final Supplier<Drives> look;

    /** Drives of which it was told how they ended: one that gives no answer afterwards is none of those that nothing was done with. */
    private final List<Drives.Told> seenTo = new ArrayList<>();

    /** @param patience how long an order's drives are waited for */
    UnattendedRun(StartRequest request, String tool, InstantSource clock, Duration patience, Context context) {
        this(request, tool, clock, patience, Drives::look, context);
    }

    /**
     * On a computer with these drives.
     *
     * @param look tells them anew each time
     */
    UnattendedRun(
            StartRequest request,
            String tool,
            InstantSource clock,
            Duration patience,
            Supplier<Drives> look,
            Context context) {
        this.request = request;
        this.tool = tool;
        this.clock = clock;
        this.patience = patience;
        this.look = look;
        this.context = context;
    }

    ExitCode run() throws UserError {
        try {
            Path stick = request.stick()
                    .orElseThrow(() -> UserError.of(ExitCode.REFUSED, "LIVE_ORDER_NONE", request.state()));
            LiveOrderPlace here = here(stick);
            StickOrders orders = new StickOrders(request.state(), stick, here, tool, clock, context.console());
            List<Medium> free = awaited(orders.awaited());
            Optional<CutOff> cutOff = orders.cutOff(free);
            return cutOff.isPresent()
                    ? goOn(cutOff.get(), here)
                    : begin(StickOrders.theOne(orders.pending(), free), here);
        } catch (LiveOrderRefusedException e) {
            throw refused(e);
        } catch (IOException e) {
            throw Failures.ofState(e, request.state());
        } finally {
            tellUnseen();
        }
    }

    /**
     * Its end is that of the order's drives: what else is here, and cannot be seen by an order, is said beside it, and changes nothing of it, also
     * where it can't be looked at.
     */
    private void tellUnseen() {
        try {
            look.get().tellUnseen(seenTo, context.console());
        } catch (RuntimeException _) { // whatever a drive makes of a look at it
            context.console().note(context.console().messages().text("live.unseen.unknown"));
        }
    }

    /** Disks behind some controllers, or slow to spin up, come late; those of an order are waited for, all others not. */
    private List<Medium> awaited(List<List<String>> orders) {
        long end = System.nanoTime() + patience.toNanos();
        boolean isSaid = false;
        while (true) {
            List<Medium> free = look.get().free();
            List<String> here = OrderedDrives.serials(free);
            boolean isEnough = orders.isEmpty() || orders.stream().anyMatch(here::containsAll);
            if (isEnough
                    || System.nanoTime() - end >= 0
                    || context.cancellation().isRequested()) {
                return free;
            }
            if (!isSaid) {
                isSaid = true;
                note("live.waiting", patience.toSeconds());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private LiveOrderPlace here(Path stick) throws IOException, UserError {
        String station = request.station()
                .or(() -> stationOf(stick))
                .orElseThrow(() -> UserError.of(ExitCode.REFUSED, "LIVE_ORDER_STATION.none", StickStation.file(stick)));
        return new LiveOrderPlace(
                station,
                StickNumber.kept(request.state(), stick),
                InterruptedHomes.begun(request.state()),
                clock.instant(),
                NewestFile.of(request.state(), stick, request.out(), request.built()));
    }

    private StationHome home(LiveOrder order) {
        return InterruptedHomes.ofOrder(request.state(), order.id().toString());
    }

    private static Optional<String> stationOf(Path stick) {
        try {
            return StickStation.read(stick);
        } catch (IOException _) {
            return Optional.empty(); // which refuses every order
        }
    }

    /** Nothing is erased that is not ordered; and the key of this start is good for what is. */
    private Targets targets(LiveOrder order, List<Medium> drives, List<Medium> ordered, boolean isResumed)
            throws IOException, LiveOrderRefusedException, UserError {
        Targets targets = Targets.look(home(order), tool, drives, ordered, order.rules(), order.verify(), isResumed);
        if (!targets.unnamed().isEmpty()) {
            throw UserError.of(
                    ExitCode.REFUSED,
                    "OTHER_NAMESPACES",
                    String.join(", ", targets.unnamed()),
                    String.join(", ", targets.also()));
        }
        if ((long) targets.drives().size() * STATEMENTS_PER_TARGET > order.statementsMax()) {
            throw OrderedDrives.notOnce(
                    String.join(" + ", order.serials()), targets.drives().size());
        }
        return targets;
    }

    /** All that can be known is looked at before the order is used up: plan, room for receipts, and once more the drives. */
    private ExitCode begin(Pending pending, LiveOrderPlace here)
            throws IOException, LiveOrderRefusedException, UserError {
        LiveOrder order = pending.order();
        List<Medium> planned = OrderedDrives.require(order, look.get().free());
        OrderedErasure erasure = new OrderedErasure(order);
        ExitCode plan = new PlanPrint(tool).plan(erasure.plan(paths(planned)), at(order));
        if (plan != ExitCode.OK && !(plan == ExitCode.NOT_SATISFIED && order.bestEffort())) {
            // Not the plan's own code: that is what an erasure which was not satisfied ends with, and nothing was
            // begun.
            throw UserError.of(ExitCode.REFUSED, "LIVE_ORDER_PLAN", erasure.rules());
        }
        List<Medium> drives = OrderedDrives.require(order, look.get().free());
        requireRoom(drives.size());
        Targets targets = targets(order, drives, drives, false);
        pending.folder().begin(order, here, home(order));
        note("live.begun", order.id());
        note("live.begun.rules", erasure.rules());
        return erase(pending, targets.among(drives), targets.also(), false, here);
    }

    private void requireRoom(int drives) throws UserError {
        OutFolder.requireWritable(request.out());
        OutFolder.requireRoom(request.out(), drives * RECEIPT_BYTES);
        OutFolder.requireRoom(request.state(), drives * JOB_BYTES);
    }

    /** What no job is open on is not said to be erased by this run. */
    private ExitCode goOn(CutOff cutOff, LiveOrderPlace here) throws IOException, LiveOrderRefusedException, UserError {
        LiveOrder order = cutOff.pending().order();
        List<Medium> ordered = OrderedDrives.among(look.get().free(), order);
        Targets targets = targets(order, cutOff.drives(), ordered, true);
        note("live.cut-off", order.id());
        ExitCode code = erase(cutOff.pending(), targets.among(cutOff.drives()), targets.also(), true, here);
        List<String> rest = OrderedDrives.without(order, ordered, targets);
        if (rest.isEmpty()) {
            return code;
        }
        note("live.cut-off.rest", String.join(", ", rest));
        return ExitCode.worstOf(List.of(code, ExitCode.NOT_SATISFIED));
    }

    private ExitCode erase(
            Pending pending, List<Medium> drives, List<String> also, boolean isResumed, LiveOrderPlace here)
            throws IOException, UserError {
        LiveOrder order = pending.order();
        try {
            ExitCode code = new BenchErase(tool)
                    .erase(
                            new OrderedErasure(order)
                                    .of(
                                            paths(drives),
                                            drives.stream()
                                                    .map(Medium::confirmation)
                                                    .toList(),
                                            also,
                                            request.out(),
                                            isResumed),
                            at(order));
            seenTo.addAll(drives.stream().map(Drives.Told::of).toList());
            return code;
        } finally {
            boolean isOver = new KeysLeft(request.state(), request.stick(), context.console()).isOver(home(order));
            pending.folder().end(order, here.at(clock.instant()), home(order), isOver);
        }
    }

    private static List<String> paths(List<Medium> drives) {
        return drives.stream().map(medium -> medium.realPath().toString()).toList();
    }

    /** Where the station of an order is. */
    private Context at(LiveOrder order) {
        return new Context(home(order).root(), context.console(), context.cancellation());
    }

    private void note(String key, Object argument) {
        context.console().note(context.console().messages().text(key, argument));
    }

    private static UserError refused(LiveOrderRefusedException e) {
        return UserError.coded(
                ExitCode.REFUSED,
                e.code().name(),
                "LIVE_ORDER",
                new UserError.Phrase("live.refused." + e.code().name()),
                e.expected(),
                e.found());
    }
}
