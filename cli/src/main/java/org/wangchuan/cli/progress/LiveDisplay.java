package org.wangchuan.cli.progress;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

/** A line per lane that is drawn over again in place. Uses no colour, so NO_COLOR changes nothing. */
final class LiveDisplay implements Display {
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream err;
    private final Messages messages;
    private final LaneLine line;
    private final TerminalSize size;
    private final Map<Integer, Speed> speeds = new HashMap<>();
    private int drawnLines;

    LiveDisplay(PrintStream err, Messages messages, TerminalSize size) {
        this.err = err;
        this.messages = messages;
        this.line = new LaneLine(messages);
        this.size = size;
    }

    @Override
    public long intervalMillis() {
        return 150;
    }

    @Override
    public void show(List<LaneSnapshot> lanes, long nowNanos) {
        size.refresh();
        // The last column stays free: a character there makes some terminals wrap.
        int cells = size.columns() - 1;
        int shown = lanes.size() < size.lines() ? lanes.size() : Math.max(1, size.lines() - 2);
        int nameCells = lanes.stream().mapToInt(LaneLine::nameCells).max().orElse(0);

        StringBuilder frame = new StringBuilder(back());
        for (int i = 0; i < lanes.size(); i++) {
            LaneSnapshot lane = lanes.get(i);
            double speed = Speeds.observe(speeds, i, lane, nowNanos);
            if (i < shown) {
                frame.append(line.live(lane, speed, nameCells, cells))
                        .append(CLEAR_LINE)
                        .append('\n');
            }
        }
        drawnLines = shown;
        if (shown < lanes.size()) {
            frame.append(TextWidth.cut(messages.text("progress.more", lanes.size() - shown), cells))
                    .append(CLEAR_LINE)
                    .append('\n');
            drawnLines++;
        }
        err.print(frame.append(CLEAR_BELOW));
        err.flush();
    }

    @Override
    public void makeRoom() {
        err.print(back() + CLEAR_BELOW);
        err.flush();
        drawnLines = 0;
    }

    private String back() {
        return drawnLines == 0 ? "\r" : "\r\u001b[" + drawnLines + "A";
    }
}
