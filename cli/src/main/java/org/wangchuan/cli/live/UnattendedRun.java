package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.bench.BenchErase;
import org.wangchuan.cli.bench.OutFolder;
import org.wangchuan.cli.bench.PlanPrint;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.StartRequest;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrder;
import org.wangchuan.station.live.LiveOrderFolder;
import org.wangchuan.station.live.LiveOrderPlace;
import org.wangchuan.station.live.LiveOrderRefusedException;

/**
 * Carries out the one order of the stick that is for this computer, and asks nobody. All that can be known beforehand is looked at before the
 * order is begun: what is refused then leaves it as it was.
 */
final class UnattendedRun {
    private static final int PATIENCE_SECONDS = 180;

    /** Room that is asked for the receipt of a drive, its page and its evidence; the page is the largest, of some 210 kB. */
    private static final long RECEIPT_BYTES = 384L << 10;

    /** Room that is asked for the journal of a drive; a bound that was chosen, with which the state of a stick takes as many drives as an order. */
    private static final long JOB_BYTES = 256L << 10;

    private final StartRequest request;
    private final String tool;
    private final Context context;
    private final InstantSource clock = InstantSource.system();

    UnattendedRun(StartRequest request, String tool, Context context) {
        this.request = request;
        this.tool = tool;
        this.context = context;
    }

    /** An order that may be carried out, and its folder. */
    private record Pending(LiveOrderFolder folder, LiveOrder order) {}

    /** An order that the plug was pulled from, and the drives that can be gone on with. */
    private record CutOff(Pending pending, List<Medium> drives) {}

    ExitCode run() throws UserError {
        try {
            Path stick = request.stick()
                    .orElseThrow(() -> UserError.of(ExitCode.REFUSED, "LIVE_ORDER_NONE", request.state()));
            LiveOrderPlace here = here(stick);
            List<Medium> free = Drives.look().free();
            Optional<CutOff> cutOff = cutOff(stick, here, free);
            return cutOff.isPresent() ? goOn(cutOff.get(), here) : begin(theOne(pending(stick, here), free), here);
        } catch (LiveOrderRefusedException e) {
            throw refused(e);
        } catch (IOException e) {
            throw Failures.ofState(e, request.state());
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

    /** Those that hold. What is wrong with the others is said; if none holds, that is the answer. */
    private static List<Pending> pending(Path stick, LiveOrderPlace here)
            throws IOException, LiveOrderRefusedException, UserError {
        List<Pending> out = new ArrayList<>();
        Optional<LiveOrderRefusedException> last = Optional.empty();
        for (LiveOrderFolder folder : folders(stick)) {
            try {
                out.add(new Pending(folder, folder.require(here)));
            } catch (LiveOrderRefusedException e) {
                last = Optional.of(e);
            }
        }
        if (out.isEmpty() && last.isPresent()) {
            throw last.get();
        }
        if (out.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_ORDER_NONE", StickStation.orders(stick));
        }
        return out;
    }

    private static List<LiveOrderFolder> folders(Path stick) throws IOException {
        return InterruptedHomes.folders(StickStation.orders(stick)).stream()
                .map(LiveOrderFolder::new)
                .filter(LiveOrderFolder::isThere)
                .toList();
    }

    /**
     * The one that the plug was pulled from, with those of its drives that are here and have a job that is open. A drive without one is left: whether it was
     * erased, or never begun, only its receipt says.
     */
    private Optional<CutOff> cutOff(Path stick, LiveOrderPlace here, List<Medium> free) throws IOException {
        for (LiveOrderFolder folder : folders(stick)) {
            try {
                folder.destroyKeysIfBegun(here);
                Optional<LiveOrder> order = folder.cutOff(here);
                List<Medium> open = order.isPresent() ? open(order.get(), free) : List.of();
                if (order.isPresent() && !open.isEmpty()) {
                    return Optional.of(new CutOff(new Pending(folder, order.get()), open));
                }
            } catch (LiveOrderRefusedException _) {
                // It is said of it where orders that were not begun are looked for.
            }
        }
        return Optional.empty();
    }

    private List<Medium> open(LiveOrder order, List<Medium> free) throws IOException {
        List<Medium> ordered = free.stream()
                .filter(medium ->
                        medium.serial().filter(order.serials()::contains).isPresent())
                .toList();
        return new Bench(home(order), clock, tool).interrupted(ordered);
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

    /** One stick can bring orders to several computers: the one whose drives are all here is meant. */
    private static Pending theOne(List<Pending> pending, List<Medium> free) throws UserError {
        List<String> here =
                free.stream().map(Medium::serial).flatMap(Optional::stream).toList();
        List<Pending> fits = pending.stream()
                .filter(one -> here.containsAll(one.order().serials()))
                .toList();
        if (fits.size() != 1) {
            List<String> ordered = pending.stream()
                    .map(one -> String.join(" + ", one.order().serials()))
                    .toList();
            throw UserError.of(
                    ExitCode.REFUSED,
                    fits.isEmpty() ? "LIVE_ORDER_DRIVES" : "LIVE_ORDER_DRIVES.several",
                    String.join("; ", ordered),
                    String.join(", ", here));
        }
        return fits.getFirst();
    }

    private static List<Medium> drives(LiveOrder order, List<Medium> free) throws UserError {
        List<Medium> out = new ArrayList<>();
        for (String serial : order.serials()) {
            List<Medium> found = free.stream()
                    .filter(medium -> medium.serial().equals(Optional.of(serial)))
                    .toList();
            if (found.size() != 1) {
                throw UserError.of(ExitCode.REFUSED, "LIVE_ORDER_DRIVES", serial, found.size() + " × " + serial);
            }
            out.add(found.getFirst());
        }
        return out;
    }

    /** All that can be known is looked at before the order is used up: plan, room for receipts, and once more the drives. */
    private ExitCode begin(Pending pending, LiveOrderPlace here)
            throws IOException, LiveOrderRefusedException, UserError {
        LiveOrder order = pending.order();
        List<Medium> planned = drives(order, Drives.look().free());
        ExitCode plan = new PlanPrint(tool)
                .plan(new PlanService.Request(paths(planned), order.policy(), Optional.empty(), false), at(order));
        if (plan != ExitCode.OK && !(plan == ExitCode.NOT_SATISFIED && order.bestEffort())) {
            return plan;
        }
        requireRoom(order.serials().size());
        List<Medium> drives = drives(order, Drives.look().free());
        pending.folder().begin(order, here, home(order));
        note("live.begun", order.id());
        return erase(pending, drives, false, here);
    }

    private void requireRoom(int drives) throws UserError {
        OutFolder.requireWritable(request.out());
        OutFolder.requireRoom(request.out(), drives * RECEIPT_BYTES);
        OutFolder.requireRoom(request.state(), drives * JOB_BYTES);
    }

    /** What no job is open on is not said to be erased by this run. */
    private ExitCode goOn(CutOff cutOff, LiveOrderPlace here) throws IOException, UserError {
        LiveOrder order = cutOff.pending().order();
        note("live.cut-off", order.id());
        ExitCode code = erase(cutOff.pending(), cutOff.drives(), true, here);
        List<String> rest = new ArrayList<>(order.serials());
        rest.removeAll(cutOff.drives().stream()
                .map(Medium::serial)
                .flatMap(Optional::stream)
                .toList());
        if (rest.isEmpty()) {
            return code;
        }
        note("live.cut-off.rest", String.join(", ", rest));
        return ExitCode.worstOf(List.of(code, ExitCode.NOT_SATISFIED));
    }

    private ExitCode erase(Pending pending, List<Medium> drives, boolean isResumed, LiveOrderPlace here)
            throws IOException, UserError {
        LiveOrder order = pending.order();
        try {
            return new BenchErase(tool)
                    .erase(
                            new EraseRequest(
                                    paths(drives),
                                    order.policy(),
                                    Optional.empty(),
                                    switch (order.verify()) {
                                        case FULL -> VerifyMode.FULL;
                                        case SAMPLE -> VerifyMode.SAMPLE;
                                    },
                                    Optional.of(request.out()),
                                    drives.stream().map(Medium::confirmation).toList(),
                                    List.of(),
                                    Optional.empty(),
                                    isResumed,
                                    order.bestEffort(),
                                    PATIENCE_SECONDS,
                                    0,
                                    false),
                            at(order));
        } finally {
            boolean isOver = !InterruptedHomes.isInterrupted(home(order));
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
