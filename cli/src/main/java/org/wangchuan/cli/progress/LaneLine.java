package org.wangchuan.cli.progress;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

/** Puts one lane into one line. Errors come before speed, speed before time left; without room the bar goes first, then the last facts. */
final class LaneLine {
    /** A lane that has been idle for this long is called stalled. */
    static final long STALLED_MILLIS = 3_000;

    /** A drive that erases itself counts whole percents, each of which may take minutes. */
    static final long UNCHANGED_MILLIS = 60_000;

    private static final int NAME_CELLS_MAX = 20;
    private static final int PHASE_CELLS = 18;
    /** "  [] 100%  3 errors  1000 MB/s  1:00:00 left" around and after the bar. */
    private static final int FACTS_CELLS = 46;

    private static final int BAR_CELLS_MIN = 8;
    private static final int BAR_CELLS_MAX = 40;

    private final Messages messages;

    LaneLine(Messages messages) {
        this.messages = messages;
    }

    /**
     * The line, at most {@code cells} wide.
     *
     * @param nameCells how wide the column of names is
     */
    String live(LaneSnapshot lane, double bytesPerSecond, int nameCells, int cells) {
        StringBuilder line = new StringBuilder(TextWidth.pad(name(lane), nameCells))
                .append("  ")
                .append(TextWidth.pad(phase(lane), PHASE_CELLS));
        if (isMoving(lane)) {
            // The same room for the facts of every lane, so that the bars stand below each other.
            int room = cells - nameCells - PHASE_CELLS - FACTS_CELLS;
            if (room >= BAR_CELLS_MIN) {
                line.append("  [")
                        .append(bar(lane, Math.min(room, BAR_CELLS_MAX)))
                        .append(']');
            }
            line.append(String.format(Locale.ROOT, " %3d%%", percent(lane)));
        }
        for (String fact : facts(lane, bytesPerSecond)) {
            if (TextWidth.of(line.toString()) + 2 + TextWidth.of(fact) > cells) {
                break;
            }
            line.append("  ").append(fact);
        }
        return TextWidth.cut(line.toString(), cells).stripTrailing();
    }

    /** The line for a log file: no bar, no padding. */
    String plain(LaneSnapshot lane, double bytesPerSecond) {
        List<String> words = new ArrayList<>();
        words.add(name(lane) + ": " + phase(lane));
        if (isMoving(lane)) {
            words.add(percent(lane) + "%");
        }
        facts(lane, bytesPerSecond).forEach(fact -> words.add(fact.strip()));
        return String.join(", ", words);
    }

    /** The width that the name takes. */
    static int nameCells(LaneSnapshot lane) {
        return TextWidth.of(name(lane));
    }

    private List<String> facts(LaneSnapshot lane, double bytesPerSecond) {
        List<String> facts = new ArrayList<>();
        if (lane.errors() > 0) {
            facts.add(messages.text("progress.errors", lane.errors()));
        }
        if (!isMoving(lane)) {
            return facts;
        }
        if (lane.phase().equals(LaneSnapshot.NATIVE)) {
            if (lane.idleMillis() >= UNCHANGED_MILLIS) {
                facts.add(messages.text("progress.unchanged", duration(lane.idleMillis() / 1000)));
            }
            return facts;
        }
        if (lane.idleMillis() >= STALLED_MILLIS) {
            facts.add(messages.text("progress.stalled", duration(lane.idleMillis() / 1000)));
            return facts;
        }
        if (bytesPerSecond > 0) {
            facts.add(String.format(Locale.ROOT, "%9s", speed(bytesPerSecond)));
            long left = lane.totalBytes() - lane.doneBytes() + lane.laterBytes();
            if (left > 0) {
                facts.add(messages.text("progress.left", duration(Math.round(left / bytesPerSecond))));
            }
        }
        return facts;
    }

    private String phase(LaneSnapshot lane) {
        return switch (lane.phase()) {
            case LaneSnapshot.NATIVE -> messages.text("progress.native");
            case LaneSnapshot.VERIFY -> messages.text("progress.verify");
            case LaneSnapshot.WAITING -> messages.text("progress.waiting");
            case LaneSnapshot.ENDED -> messages.text("progress.ended");
            default ->
                lane.passes() > 0
                        ? messages.text(
                                "progress.pass", lane.pass(), lane.passes(), messages.named("pattern", lane.phase()))
                        : messages.named("pattern", lane.phase());
        };
    }

    private static boolean isMoving(LaneSnapshot lane) {
        return !lane.phase().equals(LaneSnapshot.ENDED) && !lane.phase().equals(LaneSnapshot.WAITING);
    }

    private static String name(LaneSnapshot lane) {
        // A file name may hold anything, also what a terminal would obey.
        String name = lane.name().replaceAll("\\p{Cntrl}", "?");
        if (TextWidth.of(name) <= NAME_CELLS_MAX) {
            return name;
        }
        return "…" + name.substring(name.length() - endThatFits(name));
    }

    private static int endThatFits(String name) {
        int chars = Math.min(name.length(), NAME_CELLS_MAX - 1);
        while (TextWidth.of(name.substring(name.length() - chars)) > NAME_CELLS_MAX - 1
                || Character.isLowSurrogate(name.charAt(name.length() - chars))) {
            chars--;
        }
        return chars;
    }

    /** Rounded down: 100 % is said only of what is complete. */
    private static int percent(LaneSnapshot lane) {
        if (lane.totalBytes() == 0) {
            return 100;
        }
        return (int) Math.min(100, Math.floor(100.0 * lane.doneBytes() / lane.totalBytes()));
    }

    private static String bar(LaneSnapshot lane, int cells) {
        int full = (int) ((long) cells * percent(lane) / 100);
        return "#".repeat(full) + "-".repeat(cells - full);
    }

    private static String speed(double bytesPerSecond) {
        double mega = bytesPerSecond / 1e6;
        return mega >= 10
                ? String.format(Locale.ROOT, "%.0f MB/s", mega)
                : String.format(Locale.ROOT, "%.1f MB/s", mega);
    }

    private static String duration(long seconds) {
        if (seconds >= 100L * 3600) {
            return seconds / 86_400 + " d";
        }
        return seconds >= 3600
                ? String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }
}
