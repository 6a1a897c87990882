package org.wangchuan.station.agent;

import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.policy.BilingualText;

/**
 * What lies in a place of the bench.
 *
 * @param lane the station's name for the place; where the medium has no serial, for the place with this very medium in it
 * @param medium {@code flash}, {@code magnetic} or {@code unknown}
 * @param bus how the medium is reached, as evidence names it; absent for an empty place
 * @param isReady whether it can be erased now
 * @param obstacles why not
 * @param plan what would be done, under the rule set that counts by default
 * @param estimateSeconds how long that takes; 0 if unknown
 */
public record LaneState(
        String lane,
        Optional<String> model,
        Optional<String> serial,
        long capacityBytes,
        String medium,
        Optional<String> bus,
        boolean isReady,
        List<Obstacle> obstacles,
        List<BilingualText> plan,
        long estimateSeconds) {
    /** Longest name of a lane. */
    public static final int NAME_CHARS_MAX = 200;

    public LaneState {
        obstacles = List.copyOf(obstacles);
        plan = plan.stream().map(Lines::of).toList();
    }

    /** One reason why not. */
    public record Obstacle(String code, BilingualText text) {
        public Obstacle {
            text = Lines.of(text);
        }
    }

    /** The same lane while something is being done in it. */
    LaneState busy() {
        return new LaneState(
                lane,
                model,
                serial,
                capacityBytes,
                medium,
                bus,
                false,
                List.of(new Obstacle("BUSY", new BilingualText("正在清除或读取", "an erasure or a reading is under way"))),
                plan,
                estimateSeconds);
    }
}
