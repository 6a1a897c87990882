package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LeftKeys;
import org.wangchuan.station.live.LiveOrderFolder;
import org.wangchuan.station.live.OrderMarks;

/** The stations of this stick: one for whoever stands at the screen, and one for each order. */
final class InterruptedHomes {
    private InterruptedHomes() {}

    /** The station of an order. */
    static StationHome ofOrder(Path state, String order) {
        return new StationHome(orders(state).resolve(order));
    }

    /** What was begun, by the names of orders, apart from what their folders say. */
    static OrderMarks begun(Path state) {
        return new OrderMarks(state.resolve("begun"));
    }

    /** The order of a station; empty for the one of the screen. */
    static Optional<UUID> order(Path state, StationHome home) {
        return orders(state).equals(home.root().getParent())
                ? id(String.valueOf(home.root().getFileName()))
                : Optional.empty();
    }

    private static Optional<UUID> id(String name) {
        try {
            return Optional.of(UUID.fromString(name));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Destroys keys of orders that have nothing more to sign, wherever a start was cut off. */
    static void destroyLeftKeys(Path state, Optional<Path> stick, Instant now) throws IOException {
        LeftKeys left = new LeftKeys(begun(state), now);
        if (stick.isPresent()) {
            left.destroyIn(folders(StickStation.orders(stick.get())).stream()
                    .map(LiveOrderFolder::new)
                    .filter(LiveOrderFolder::isThere)
                    .toList());
        }
        for (Path folder : folders(orders(state))) {
            StationHome home = new StationHome(folder);
            Optional<UUID> order = order(state, home);
            if (order.isPresent()) {
                left.destroyOf(order.get(), home, !isInterrupted(home));
            }
        }
    }

    /** Those in which an erasure was cut off and that can go on with it, the one of the screen first. */
    static List<StationHome> find(Path state, StationHome screen) throws IOException {
        List<StationHome> out = new ArrayList<>();
        if (isInterrupted(screen)) {
            out.add(screen);
        }
        for (Path folder : folders(orders(state))) {
            StationHome home = new StationHome(folder);
            if (isInterrupted(home) && LiveOrderFolder.canSign(home)) {
                out.add(home);
            }
        }
        return out;
    }

    private static Path orders(Path state) {
        return state.resolve("orders");
    }

    /** Whether an erasure of this station was cut off. */
    static boolean isInterrupted(StationHome home) throws IOException {
        return !folders(home.jobs()).isEmpty();
    }

    static List<Path> folders(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(Files::isDirectory).sorted().toList();
        }
    }
}
