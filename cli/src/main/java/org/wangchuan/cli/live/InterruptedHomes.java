package org.wangchuan.cli.live;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.wangchuan.cli.service.Console;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.live.LiveOrder;
import org.wangchuan.station.live.LiveOrderFolder;
import org.wangchuan.station.live.OrderMarks;

/** The stations of this stick: one for each order, and one for each erasure that somebody at the screen has asked for (decision 0183). */
final class InterruptedHomes {
    private static final String TICKET = "job.json";

    private InterruptedHomes() {}

    /** The station of an order. */
    static StationHome ofOrder(Path state, String order) {
        return new StationHome(orders(state).resolve(order));
    }

    /** A new one for what is erased at the screen from now on; nothing is there yet. Its keys sign nothing else, and are destroyed when that is over. */
    static StationHome newOfScreen(Path state) {
        return new StationHome(screen(state).resolve(UUID.randomUUID().toString()));
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

    /**
     * The stations of orders in which an erasure was cut off and that can go on with it. One whose jobs can't be read, or whose keys count no more by this computer's
     * clock, is said and left as it is.
     */
    static List<StationHome> ofOrders(Path state, Instant now, Console console) {
        List<StationHome> out = new ArrayList<>();
        for (Path folder : saidFolders(orders(state), "live.resume.unread", console)) {
            StationHome home = new StationHome(folder);
            try {
                if (isInterrupted(home) && LiveOrderFolder.canSign(home) && isInTime(home, now, console)) {
                    out.add(home);
                }
            } catch (IOException e) {
                console.error(console.messages().text("live.resume.unread", folder, KeysLeft.reason(e)));
            }
        }
        return out;
    }

    /** The same of what was begun at the screen: no clock ends that. */
    static List<StationHome> ofScreen(Path state, Console console) {
        List<StationHome> out = new ArrayList<>();
        for (Path folder : saidFolders(screen(state), "live.resume.unread", console)) {
            StationHome home = new StationHome(folder);
            try {
                if (isInterrupted(home) && LiveOrderFolder.canSign(home)) {
                    out.add(home);
                }
            } catch (IOException e) {
                console.error(console.messages().text("live.resume.unread", folder, KeysLeft.reason(e)));
            }
        }
        return out;
    }

    private static boolean isInTime(StationHome home, Instant now, Console console) throws IOException {
        Optional<LiveOrder> over = over(home, now);
        over.ifPresent(order -> console.note(console.messages()
                .text(
                        "live.resume.over",
                        order.id(),
                        Instant.ofEpochSecond(order.delegated().endSeconds()),
                        now)));
        return over.isEmpty();
    }

    /** The order of a station, if what it signs counts no more. */
    static Optional<LiveOrder> over(StationHome home, Instant now) throws IOException {
        return LiveOrderFolder.kept(home)
                .filter(order -> now.getEpochSecond() > order.delegated().endSeconds());
    }

    static Path orders(Path state) {
        return state.resolve("orders");
    }

    /** Apart from those of orders, whose folders are called as they are. */
    static Path screen(Path state) {
        return state.resolve("screen");
    }

    /** Whether an erasure of this station was, or may have been, cut off. Where its jobs can't be read it is an error, and no answer. */
    static boolean isInterrupted(StationHome home) throws IOException {
        for (Path folder : folders(home.jobs())) {
            if (mayHoldJob(folder)) {
                return true;
            }
        }
        return false;
    }

    /** A folder without a ticket never came to writing anything; only one that can be listed to its end surely has none. */
    private static boolean mayHoldJob(Path folder) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.anyMatch(file -> file.endsWith(TICKET));
        } catch (NoSuchFileException _) {
            return false; // it has come to its end meanwhile
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** None only where there is no such folder; one that can't be read is an error, and an entry that can't be looked at counts as a folder. */
    static List<Path> folders(Path parent) throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(InterruptedHomes::mayBeFolder).sorted().toList();
        } catch (NoSuchFileException _) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** The same, where one that can't be read is said in these words. */
    static List<Path> saidFolders(Path parent, String words, Console console) {
        try {
            return folders(parent);
        } catch (IOException e) {
            console.error(console.messages().text(words, parent, KeysLeft.reason(e)));
            return List.of();
        }
    }

    private static boolean mayBeFolder(Path entry) {
        try {
            return Files.readAttributes(entry, BasicFileAttributes.class).isDirectory();
        } catch (NoSuchFileException _) {
            return false; // gone since, or a link to nothing
        } catch (IOException _) {
            return true; // whoever looks into it meets the same, and says it
        }
    }
}
