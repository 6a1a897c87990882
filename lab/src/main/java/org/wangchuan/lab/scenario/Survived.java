package org.wangchuan.lab.scenario;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wangchuan.lab.drive.EraseCourse;

/**
 * What was left of a job on the station's disk when the power came back, before anybody went on with it.
 *
 * @param place the folder of the station in which it was: {@code jobs}, {@code ended} or {@code finished}
 * @param events what its record tells, by name
 */
record Survived(String place, List<String> events) {
    private static final Pattern EVENT = Pattern.compile("\"event\":\"([a-z-]+)\"");

    Survived {
        events = List.copyOf(events);
    }

    /** All of a drive's. */
    static List<Survived> of(Path folder, String serial) throws IOException {
        List<Survived> out = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return out;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path ticket : files.filter(one -> one.toString().endsWith(".ticket"))
                    .sorted()
                    .toList()) {
                if (Files.readString(ticket).contains('"' + serial + '"')) {
                    String name = String.valueOf(ticket.getFileName());
                    Path record = ticket.resolveSibling(name.replace(".ticket", ".record"));
                    out.add(new Survived(name.substring(0, name.indexOf('.')), events(record)));
                }
            }
        }
        return out;
    }

    /** Whether the station's disk had a receipt of a drive. */
    static boolean hasReceipt(Path folder, String serial) throws IOException {
        Path names = folder.resolve("receipts");
        return Files.exists(names)
                && Files.readAllLines(names).stream()
                        .anyMatch(name -> name.startsWith(serial + "-") && name.endsWith(".receipt.json"));
    }

    private static List<String> events(Path record) throws IOException {
        List<String> out = new ArrayList<>();
        if (Files.exists(record)) {
            String text = new String(Files.readAllBytes(record), StandardCharsets.UTF_8);
            for (String line : text.lines().toList()) {
                Matcher event = EVENT.matcher(line);
                if (event.find()) {
                    out.add(event.group(1));
                }
            }
        }
        return out;
    }

    /** Whether it can be gone on with. */
    boolean isOpen() {
        return place.equals("jobs");
    }

    /** The last of it. */
    String last() {
        return events.isEmpty() ? "nothing" : events.getLast();
    }

    /**
     * Whether somebody was at work on it since the power came back: its record is longer, or its drive was told or written something.
     *
     * @param before what was left of it at the last loss of power; empty if there was none, or nothing of it
     * @param earlier what the drive had been told by then
     */
    boolean wentOn(Optional<Survived> before, DriveHistory.View earlier, DriveHistory.View now) {
        return before.isEmpty()
                || events.size() > before.get().events().size()
                || now.orders() > earlier.orders()
                || now.writtenNow() > 0;
    }

    /** Where in the job it was, together with what the drive shows. */
    Moment moment(PowerCuts.Erased erased, CutSwitch.Stood stood) {
        return switch (erased) {
            case BY_ITSELF -> byItself(stood);
            case BY_THE_HOST -> byTheHost(stood);
            case BY_THE_HOST_AT_LAST -> events.contains("pass-started") ? byTheHost(stood) : beforeThePass(stood);
        };
    }

    /** A look that is on record is not the last of such a drive. */
    private Moment beforeThePass(CutSwitch.Stood stood) {
        Moment moment = byItself(stood);
        return moment == Moment.CLOSING ? Moment.LOOKING : moment;
    }

    private Moment byItself(CutSwitch.Stood stood) {
        DriveHistory.View view = stood.view();
        boolean running = stood.state().phase() == EraseCourse.Phase.RUNNING;
        if (isLater("sampling-finished", "sampling-started") && isLater("sampling-finished", "native-started")) {
            return Moment.CLOSING;
        }
        if (running || view.inHand()) {
            return Moment.NATIVE;
        }
        if (view.orders() == 0 || view.writtenSinceOrder() > 0) {
            return view.touched() ? Moment.PLANTING : Moment.BEFORE;
        }
        return view.readSince() == 0 ? Moment.BETWEEN : Moment.LOOKING;
    }

    private Moment byTheHost(CutSwitch.Stood stood) {
        if (isLater("verification-finished", "verification-started")
                && isLater("verification-finished", "pass-started")) {
            return Moment.CLOSING;
        }
        if (isLater("verification-started", "pass-started")) {
            return Moment.VERIFYING;
        }
        return stood.view().touched() ? Moment.OVERWRITING : Moment.BEFORE;
    }

    private boolean isLater(String one, String other) {
        return events.lastIndexOf(one) > events.lastIndexOf(other);
    }

    /**
     * What is missing of a drive's when its power is back; empty if nothing is.
     *
     * @param touched whether anything was done to the drive that can't be undone
     * @param hasReceipt whether there is a receipt of it
     */
    static Optional<String> missing(List<Survived> all, boolean touched, boolean hasReceipt) {
        if (all.size() > 1) {
            return Optional.of(all.size() + " jobs on record");
        }
        if (!touched) {
            return Optional.empty();
        }
        if (all.isEmpty()) {
            return Optional.of("no job is on record");
        }
        Survived only = all.getFirst();
        return only.isOpen() || hasReceipt
                ? Optional.empty()
                : Optional.of("its job is among those " + only.place() + ", and there is no receipt");
    }

    /** The only one, if a drive has one. */
    static Optional<Survived> open(List<Survived> all) {
        return all.stream().filter(Survived::isOpen).reduce((_, newest) -> newest);
    }
}
