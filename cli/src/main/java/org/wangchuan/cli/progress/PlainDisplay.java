package org.wangchuan.cli.progress;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.cli.service.Messages;

/** Lines for a log file: one when a lane changes its phase, and else at most one in ten seconds, after ten minutes one in a minute. */
final class PlainDisplay implements Display {
    private static final long BETWEEN_NANOS = 10_000_000_000L;

    /** A pass that takes hours is as well told by fewer lines, and a log may have little room: in the live image it is memory. */
    private static final long BETWEEN_LATER_NANOS = 60_000_000_000L;

    private static final long LATER_NANOS = 600_000_000_000L;

    private final PrintStream err;
    private final LaneLine line;
    private final Map<Integer, Speed> speeds = new HashMap<>();
    private final Map<Integer, Last> lasts = new HashMap<>();

    /** What was last written of a lane, and when its phase was first. */
    private record Last(String phase, int pass, long nanos, long since) {
        boolean isDue(long now) {
            return now - nanos >= (now - since < LATER_NANOS ? BETWEEN_NANOS : BETWEEN_LATER_NANOS);
        }
    }

    PlainDisplay(PrintStream err, Messages messages) {
        this.err = err;
        this.line = new LaneLine(messages);
    }

    @Override
    public long intervalMillis() {
        return 500;
    }

    @Override
    public void show(List<LaneSnapshot> lanes, long nowNanos) {
        for (int i = 0; i < lanes.size(); i++) {
            LaneSnapshot lane = lanes.get(i);
            double speed = Speeds.observe(speeds, i, lane, nowNanos);
            Last last = lasts.get(i);
            boolean changed = last == null || !last.phase.equals(lane.phase()) || last.pass != lane.pass();
            boolean due = last != null && last.isDue(nowNanos) && !lane.phase().equals(LaneSnapshot.ENDED);
            if (changed || due) {
                err.println(line.plain(lane, speed));
                lasts.put(
                        i,
                        new Last(
                                lane.phase(),
                                lane.pass(),
                                nowNanos,
                                (last == null || changed) ? nowNanos : last.since));
            }
        }
        err.flush();
    }

    @Override
    public void makeRoom() {
        // Lines below lines: there is always room.
    }
}
