package org.wangchuan.cli.live;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.EraseRequest;
import org.wangchuan.cli.service.PlanService;
import org.wangchuan.cli.service.PsidSource;
import org.wangchuan.station.live.LiveOrder;

/** What an order says of the plan and of the erasure, by the very version of its rule set: nothing of it is chosen at the start. */
record OrderedErasure(LiveOrder order) {
    private static final int PATIENCE_SECONDS = 180;

    /** How it is told: the rule set and its version. */
    String rules() {
        return order.policy() + "/" + order.rulesVersion();
    }

    PlanService.Request plan(List<String> paths) {
        return new PlanService.Request(paths, order.policy(), Optional.empty(), false, false).by(order.rulesVersion());
    }

    /**
     * The erasure.
     *
     * @param confirmed what would be typed for each of these drives
     * @param also what goes with them
     */
    EraseRequest of(List<String> paths, List<String> confirmed, List<String> also, Path out, boolean isResumed) {
        return new EraseRequest(
                        paths,
                        order.policy(),
                        Optional.empty(),
                        VerifyModes.asked(order.verify()),
                        Optional.of(out),
                        confirmed,
                        also,
                        Optional.empty(),
                        isResumed,
                        order.bestEffort(),
                        PATIENCE_SECONDS,
                        0,
                        new PsidSource.None(),
                        false)
                .by(order.rulesVersion());
    }
}
