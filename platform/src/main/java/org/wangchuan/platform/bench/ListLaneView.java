package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.BatchSummary;

/**
 * A list at the bench: whether its lanes are chosen by themselves, how far it is, and what waits for a person.
 *
 * @param said what was said for it, the latest first
 * @param results how many of its devices are what by the evidence; those that are none are left out
 * @param busy how many of its orders are in a lane
 * @param toCome how many are begun as soon as their drives lie in a lane
 * @param waits orders that a person has to look at
 * @param lanes what is left alone in the lanes
 * @param stations that it can be said for
 * @param isWorking whether this visitor chooses lanes, or only looks and ends
 */
public record ListLaneView(
        Batch list,
        Site site,
        List<Said> said,
        Map<BatchSummary.Result, Integer> results,
        int busy,
        int toCome,
        List<Wait> waits,
        List<Left> lanes,
        List<Stations.Station> stations,
        boolean isWorking) {
    /** How many hours it can be said for. */
    public static final List<Long> HOURS =
            ListWords.TIMES.stream().map(Duration::toHours).toList();

    /** Most lines of one kind on the page. */
    public static final int SHOWN_MAX = 100;

    /** What is proposed: a shift, as most are. */
    public static final long HOURS_USUAL = 8;

    public ListLaneView {
        said = List.copyOf(said);
        results = Map.copyOf(results);
        waits = List.copyOf(waits);
        lanes = List.copyOf(lanes);
        stations = List.copyOf(stations);
    }

    /**
     * What somebody has said.
     *
     * @param by their name at work
     * @param station the name of the one that it is for; empty for all
     * @param isOn whether lanes are chosen by it now
     * @param off the key of the words for why not
     * @param offAt since when; empty if nothing has ended it for good
     * @param offBy the name at work of who ended it
     * @param chosen how many lanes were chosen by it
     */
    public record Said(
            UUID id,
            String by,
            Optional<String> station,
            Instant at,
            Instant until,
            boolean isOn,
            Optional<String> off,
            Optional<Instant> offAt,
            Optional<String> offBy,
            int chosen) {}

    /**
     * An order that a person has to look at.
     *
     * @param why the key of the words
     * @param areCardsOpen whether somebody has to account for the phone's SIM and memory card as well
     */
    public record Wait(
            UUID order,
            String code,
            String label,
            String device,
            Optional<String> tail,
            String why,
            boolean areCardsOpen) {}

    /**
     * A lane that is left alone.
     *
     * @param order the code of the one that its number leads to
     * @param why the key of the words
     */
    public record Left(String station, Lane lane, Optional<String> order, String why) {}

    /**
     * A list on the page of the bench.
     *
     * @param forLanes how many of its orders wait for a lane
     * @param states how many of its orders are in which state
     * @param said what goes on for it
     */
    public record Line(Batch list, int forLanes, Map<OrderState, Integer> states, Optional<Said> said) {
        public Line {
            states = Map.copyOf(states);
        }

        /** How many are in one of these states. */
        public int count(OrderState... some) {
            return Arrays.stream(some)
                    .mapToInt(state -> states.getOrDefault(state, 0))
                    .sum();
        }
    }

    /** The first of those that wait; there may be a thousand. */
    public List<Wait> firstWaits() {
        return waits.subList(0, Math.min(SHOWN_MAX, waits.size()));
    }

    /** The first of the lanes that are left alone. */
    public List<Left> firstLanes() {
        return lanes.subList(0, Math.min(SHOWN_MAX, lanes.size()));
    }

    /** Whether lanes are chosen for it by themselves now. */
    public boolean isOn() {
        return said.stream().anyMatch(Said::isOn);
    }

    /** What is over. */
    public List<Said> past() {
        return said.stream().filter(one -> one.offAt().isPresent()).toList();
    }

    /** What has to be ended before it can be said anew: it goes on, or would again. */
    public Optional<Said> toEnd() {
        return said.stream().filter(one -> one.offAt().isEmpty()).findFirst();
    }
}
