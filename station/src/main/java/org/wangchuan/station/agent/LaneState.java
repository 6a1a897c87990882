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
 * @param isReady whether it can be erased now, by the rule set that counts by default or by one of {@code rules}
 * @param obstacles why not; of a lane that is ready, why not by the rule set that counts by default
 * @param plan what would be done, under the rule set that counts by default
 * @param estimateSeconds how long that takes; 0 if unknown
 * @param rules what each rule set that the platform names comes to here; one of which nothing is known yet is not among them
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
        long estimateSeconds,
        List<Rules> rules) {
    /** Longest name of a lane. */
    public static final int NAME_CHARS_MAX = 200;

    public LaneState {
        obstacles = List.copyOf(obstacles);
        plan = plan.stream().map(Lines::of).toList();
        rules = List.copyOf(rules);
    }

    /** One for which no rule set is named. */
    LaneState(
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
        this(lane, model, serial, capacityBytes, medium, bus, isReady, obstacles, plan, estimateSeconds, List.of());
    }

    /** One reason why not. */
    public record Obstacle(String code, BilingualText text) {
        public Obstacle {
            text = Lines.of(text);
        }
    }

    /**
     * What a rule set comes to on the medium.
     *
     * @param policy its id, as the platform names it
     * @param versions of which versions of it this is told, the oldest first; none of one that the station does not know
     * @param isMet whether it can be met here
     * @param obstacles why not; of one that can be met, what a person has to answer for afterwards
     * @param plan what would be done; empty if it can't be met
     * @param estimateSeconds how long that takes; 0 if unknown
     * @param earlier what its earlier versions come to, where that is something else; a version of which nothing is known yet is nowhere
     */
    public record Rules(
            String policy,
            List<Long> versions,
            boolean isMet,
            List<Obstacle> obstacles,
            List<BilingualText> plan,
            long estimateSeconds,
            List<Rules> earlier) {
        /** Among the reasons: nothing but what may pass by itself, or by a hand, is in the way. */
        static final String MAY_PASS = "MAY_PASS";

        public Rules {
            versions = List.copyOf(versions);
            obstacles = List.copyOf(obstacles);
            plan = plan.stream().map(Lines::of).toList();
            earlier = List.copyOf(earlier);
        }

        /** Whether it, or an earlier version, can't be met as the drive is now, and may be in a while. */
        boolean mayPass() {
            return obstacles.stream().anyMatch(one -> one.code().equals(MAY_PASS))
                    || earlier.stream().anyMatch(Rules::mayPass);
        }

        /** Whether it can be met, or an earlier version: an order may have been agreed to under that. */
        boolean isMetByAny() {
            return isMet || earlier.stream().anyMatch(Rules::isMet);
        }
    }

    /** The same with what these rule sets come to; it was examined, and nothing but rules stood in the way. */
    LaneState with(List<Rules> named) {
        boolean ready = obstacles.isEmpty() || named.stream().anyMatch(Rules::isMetByAny);
        return new LaneState(
                lane, model, serial, capacityBytes, medium, bus, ready, obstacles, plan, estimateSeconds, named);
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
                estimateSeconds,
                rules);
    }
}
