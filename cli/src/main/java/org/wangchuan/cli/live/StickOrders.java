package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.station.erase.Bench;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrder;
import org.wangchuan.station.live.LiveOrderFolder;
import org.wangchuan.station.live.LiveOrderPlace;
import org.wangchuan.station.live.LiveOrderRefusedException;

/**
 * The orders on a stick, and which of them is this computer's.
 *
 * @param state what survives a loss of power
 * @param stick what people see
 */
record StickOrders(Path state, Path stick, LiveOrderPlace here, String tool, InstantSource clock, Console console) {
    /** An order that may be carried out, and its folder. */
    record Pending(LiveOrderFolder folder, LiveOrder order) {}

    /** An order that the plug was pulled from, and the drives that can be gone on with. */
    record CutOff(Pending pending, List<Medium> drives) {}

    /** The station of an order. */
    StationHome home(LiveOrder order) {
        return InterruptedHomes.ofOrder(state, order.id().toString());
    }

    /** Also those that have no order. */
    private List<LiveOrderFolder> folders() throws IOException {
        return InterruptedHomes.folders(StickStation.orders(stick)).stream()
                .map(LiveOrderFolder::new)
                .toList();
    }

    /** Those that hold. What is wrong with the others is said; if none holds, that is the answer. */
    List<Pending> pending() throws IOException, LiveOrderRefusedException, UserError {
        List<Pending> out = new ArrayList<>();
        List<LiveOrderRefusedException> refused = new ArrayList<>();
        List<IOException> unread = new ArrayList<>();
        for (LiveOrderFolder folder : folders()) {
            try {
                if (folder.isThere()) {
                    out.add(new Pending(folder, folder.require(here)));
                }
            } catch (LiveOrderRefusedException e) {
                refused.add(e);
            } catch (IOException e) {
                console.error(console.messages().text("live.order-unread", folder.path(), KeysLeft.reason(e)));
                unread.add(e);
            }
        }
        if (out.isEmpty() && !refused.isEmpty()) {
            refused.subList(0, refused.size() - 1).forEach(this::tell);
            throw refused.getLast();
        }
        refused.forEach(this::tell);
        if (out.isEmpty() && !unread.isEmpty()) {
            throw unread.getFirst();
        }
        if (out.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_ORDER_NONE", StickStation.orders(stick));
        }
        return out;
    }

    private void tell(LiveOrderRefusedException e) {
        console.note(console.messages()
                .text(
                        "live.not-this",
                        console.messages().text("live.refused." + e.code().name()),
                        e.expected(),
                        e.found()));
    }

    /**
     * The one that the plug was pulled from, with those of its drives that are here and have a job that is open. A drive without one is left: whether it was
     * erased, or never begun, only its receipt says.
     */
    Optional<CutOff> cutOff(List<Medium> free) throws IOException {
        for (LiveOrderFolder folder : folders()) {
            Optional<LiveOrder> order = cutOff(folder);
            List<Medium> open = order.isPresent() ? open(order.get(), free) : List.of();
            if (order.isPresent() && !open.isEmpty()) {
                return Optional.of(new CutOff(new Pending(folder, order.get()), open));
            }
        }
        return Optional.empty();
    }

    private Optional<LiveOrder> cutOff(LiveOrderFolder folder) {
        try {
            return folder.isThere() ? folder.cutOff(here) : Optional.empty();
        } catch (LiveOrderRefusedException | IOException _) {
            // It is said of it where orders that were not begun are looked for.
            return Optional.empty();
        }
    }

    private List<Medium> open(LiveOrder order, List<Medium> free) throws IOException {
        return new Bench(home(order), clock, tool).interrupted(OrderedDrives.among(free, order));
    }

    /** The drives that are waited for: of each order that may be begun or gone on with. */
    List<List<String>> awaited() throws IOException {
        List<List<String>> out = new ArrayList<>();
        for (LiveOrderFolder folder : folders()) {
            try {
                Optional<LiveOrder> cutOff = cutOff(folder);
                if (cutOff.isPresent() || folder.isThere()) {
                    out.add((cutOff.isPresent() ? cutOff.get() : folder.require(here)).serials());
                }
            } catch (LiveOrderRefusedException | IOException _) {
                // Nobody waits for the drives of such an order.
            }
        }
        return out;
    }

    /** One stick can bring orders to several computers: the one whose drives are all here is meant. */
    static Pending theOne(List<Pending> pending, List<Medium> free) throws UserError {
        List<String> here = OrderedDrives.serials(free);
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
}
