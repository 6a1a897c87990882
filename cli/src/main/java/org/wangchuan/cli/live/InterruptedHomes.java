package org.wangchuan.cli.live;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.wangchuan.station.home.StationHome;

/** The stations of this stick: one for whoever stands at the screen, and one for each order. */
final class InterruptedHomes {
    private InterruptedHomes() {}

    /** The station of an order. */
    static StationHome ofOrder(Path state, String order) {
        return new StationHome(orders(state).resolve(order));
    }

    /** What was begun, by the names of orders, apart from what their folders say. */
    static Path begun(Path state) {
        return state.resolve("begun");
    }

    /** Those in which an erasure was cut off, the one of the screen first. */
    static List<StationHome> find(Path state, StationHome screen) throws IOException {
        List<StationHome> out = new ArrayList<>();
        if (isInterrupted(screen)) {
            out.add(screen);
        }
        for (Path folder : folders(orders(state))) {
            StationHome home = new StationHome(folder);
            if (isInterrupted(home)) {
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
