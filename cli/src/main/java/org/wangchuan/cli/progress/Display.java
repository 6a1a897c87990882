package org.wangchuan.cli.progress;

import java.util.List;
import org.wangchuan.cli.service.LaneSnapshot;

/** One way to show lanes. Called by one thread at a time. */
sealed interface Display permits LiveDisplay, PlainDisplay {
    /** Milliseconds between two looks. */
    long intervalMillis();

    /** Shows what the lanes look like at {@code nowNanos}. */
    void show(List<LaneSnapshot> lanes, long nowNanos);

    /** Makes room for a line of another kind; the next {@link #show} puts the lanes below it. */
    void makeRoom();
}
