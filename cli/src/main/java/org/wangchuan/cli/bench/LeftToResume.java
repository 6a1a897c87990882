package org.wangchuan.cli.bench;

import java.util.ArrayList;
import java.util.List;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.station.erase.Candidate;
import org.wangchuan.station.erase.JobTicket;
import org.wangchuan.station.erase.LaneEnd;

/** Tells what the command that resumes has to name: not the targets that are through, which it would refuse. */
final class LeftToResume {
    private LeftToResume() {}

    /** What is typed beside the target to go on with a job that is there. */
    static String options(JobTicket interrupted) {
        return "--resume " + interrupted.options();
    }

    static void tell(List<Candidate.Ready> targets, List<LaneEnd> ends, Cancellation cancellation) {
        List<Cancellation.Settled> settled = new ArrayList<>();
        boolean interrupted = false;
        for (int i = 0; i < ends.size(); i++) {
            switch (ends.get(i)) {
                case LaneEnd.Interrupted _ -> interrupted = true;
                case LaneEnd.Finished _, LaneEnd.Refused _ -> {
                    Candidate.Ready target = targets.get(i);
                    settled.add(new Cancellation.Settled(target.path().toString(), target.confirmName()));
                }
                case LaneEnd.Broken _, LaneEnd.Unrecorded _ -> {}
            }
        }
        if (interrupted) {
            cancellation.leaveToResume(settled);
        }
    }
}
