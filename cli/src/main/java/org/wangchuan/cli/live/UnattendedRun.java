package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.bench.BenchErase;
import org.wangchuan.cli.bench.PlanPrint;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LiveService.StartRequest;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyMode;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrder;
import org.wangchuan.station.live.LiveOrderFolder;
import org.wangchuan.station.live.LiveOrderRefusedException;

/**
 * Carries out the one order of the stick that is for this computer, and asks nobody. All that can be known beforehand is looked at before the
 * order is begun: what is refused then leaves it as it was.
 */
final class UnattendedRun {
    private static final int PATIENCE_SECONDS = 180;

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

    ExitCode run() throws UserError {
        try {
            Path stick = request.stick()
                    .orElseThrow(() -> UserError.of(ExitCode.REFUSED, "LIVE_ORDER_NONE", request.state()));
            List<Medium> free = Drives.look().free();
            Pending pending = theOne(pending(stick), free);
            List<Medium> drives = drives(pending.order(), free);
            return erase(pending, drives);
        } catch (LiveOrderRefusedException e) {
            throw refused(e);
        } catch (IOException e) {
            throw Failures.ofState(e, request.state());
        }
    }

    /** Those that hold. What is wrong with the others is said; if none holds, that is the answer. */
    private List<Pending> pending(Path stick) throws IOException, LiveOrderRefusedException, UserError {
        Optional<String> station = request.station().or(() -> stationOf(stick));
        if (station.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_ORDER_STATION.none", StickStation.file(stick));
        }
        List<Pending> out = new ArrayList<>();
        Optional<LiveOrderRefusedException> last = Optional.empty();
        for (Path path : InterruptedHomes.folders(StickStation.orders(stick))) {
            LiveOrderFolder folder = new LiveOrderFolder(path);
            if (!folder.isThere()) {
                continue;
            }
            try {
                out.add(new Pending(
                        folder,
                        folder.require(station.get(), InterruptedHomes.begun(request.state()), clock.instant())
                                .order()));
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

    private ExitCode erase(Pending pending, List<Medium> drives)
            throws IOException, LiveOrderRefusedException, UserError {
        LiveOrder order = pending.order();
        Console console = context.console();
        List<String> paths =
                drives.stream().map(medium -> medium.realPath().toString()).toList();
        StationHome home = InterruptedHomes.ofOrder(request.state(), order.id().toString());
        Context at = new Context(home.root(), console, context.cancellation());
        ExitCode planned =
                new PlanPrint(tool).plan(new PlanService.Request(paths, order.policy(), Optional.empty(), false), at);
        if (planned != ExitCode.OK && !(planned == ExitCode.NOT_SATISFIED && order.bestEffort())) {
            return planned;
        }
        pending.folder().begin(order, InterruptedHomes.begun(request.state()), home, clock.instant());
        console.note(console.messages().text("live.begun", order.id()));
        return new BenchErase(tool)
                .erase(
                        new EraseRequest(
                                paths,
                                order.policy(),
                                Optional.empty(),
                                switch (order.verify()) {
                                    case FULL -> VerifyMode.FULL;
                                    case SAMPLE -> VerifyMode.SAMPLE;
                                },
                                Optional.of(request.out()),
                                drives.stream().map(Medium::confirmation).toList(),
                                Optional.empty(),
                                false,
                                order.bestEffort(),
                                PATIENCE_SECONDS,
                                0,
                                false),
                        at);
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
