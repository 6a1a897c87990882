package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.LaneSnapshot;
import org.wangchuan.engine.job.JobControl;
import org.wangchuan.engine.job.JobProgress;
import org.wangchuan.station.erase.Candidate;

/** Shows running lanes. */
final class LaneView {
    private final List<Candidate.Ready> targets;
    private final List<JobControl> controls;
    private Console.@Nullable Watch watch;

    LaneView(List<Candidate.Ready> targets, List<JobControl> controls) {
        this.targets = targets;
        this.controls = controls;
    }

    void open(Console console) {
        watch = console.watch(this::snapshots);
    }

    void close() {
        if (watch != null) {
            watch.close();
        }
    }

    private List<LaneSnapshot> snapshots() {
        List<LaneSnapshot> out = new ArrayList<>();
        for (int i = 0; i < controls.size(); i++) {
            JobProgress progress = controls.get(i).progress();
            String phase = switch (progress.phase()) {
                case WAITING, RECOGNISE -> LaneSnapshot.WAITING;
                case WRITE -> progress.pattern();
                case NATIVE -> LaneSnapshot.NATIVE;
                case VERIFY -> LaneSnapshot.VERIFY;
                case ENDED -> LaneSnapshot.ENDED;
            };
            out.add(new LaneSnapshot(
                    targets.get(i).medium().name(),
                    phase,
                    progress.pass(),
                    progress.passes(),
                    progress.doneBytes(),
                    progress.totalBytes(),
                    progress.laterBytes(),
                    (int) Math.min(Integer.MAX_VALUE, progress.errors()),
                    progress.idleMillis()));
        }
        return out;
    }
}
