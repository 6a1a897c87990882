package org.wangchuan.platform.bench;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.process.Recently;

/**
 * Chooses lanes by the words for lists: what shows the very number that was noted for one device of such a list, and nothing that anybody would
 * be asked about. Everything else is left to a person, and it is said why. The questions to the database are as many for a hundred lanes as for
 * one, and one alone where no word is open. Thread-safe.
 */
@Component
class ListLanes {
    /** For so long what was refused is not tried again: it is shown meanwhile. */
    static final Duration REFUSED_FOR = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ListLanes.class);

    private final ListWordTable table;
    private final ListWords words;
    private final ListTries tries;
    private final BenchLanes bench;
    private final BenchTasks tasks;
    private final DeviceMedia media;
    private final Orders orders;
    private final InstantSource clock;

    ListLanes(
            ListWordTable table,
            ListWords words,
            ListTries tries,
            BenchLanes bench,
            BenchTasks tasks,
            DeviceMedia media,
            Orders orders,
            InstantSource clock) {
        this.table = table;
        this.words = words;
        this.tries = tries;
        this.bench = bench;
        this.tasks = tasks;
        this.media = media;
        this.orders = orders;
        this.clock = clock;
    }

    /**
     * What a lane is to the words for lists.
     *
     * @param word the one that its medium's order is covered by; empty where it is of none
     * @param order of the medium, with {@code word}
     * @param why nothing is begun by itself; empty if nothing is known that keeps it from it
     * @param refused why it was not begun when that was tried
     */
    record Finding(
            BenchLanes.Place place,
            Optional<ListWord> word,
            Optional<WorkOrder> order,
            Optional<ListWait> why,
            Optional<ListWordTable.Refused> refused) {
        boolean isReady(Instant now) {
            return word.isPresent()
                    && why.isEmpty()
                    && refused.filter(last -> Recently.isWithin(last.at(), REFUSED_FOR, now))
                            .isEmpty();
        }

        /** Whether somebody has to look, or would do well to. */
        boolean isToBeSeen() {
            return why.isPresent() ? why.get() != ListWait.BUSY : refused.isPresent();
        }
    }

    /** A station has told its lanes: what can be begun there is. */
    void told(Stations.Station station) {
        List<ListWord> all = table.unendedAt(station.site());
        if (all.isEmpty()) {
            return; // as a rule
        }
        Instant now = clock.instant();
        all.stream().filter(word -> !word.isOpen(now)).forEach(table::lapsed);
        List<ListWord> open = all.stream().filter(word -> word.isOpen(now)).toList();
        choose(station.site(), open, Set.of(station.id()));
    }

    /** Somebody has said a word: what lies there already is begun. */
    void said(ListWord word) {
        List<ListWord> open = table.openAt(word.site());
        choose(
                word.site(),
                open,
                bench.of(word.site()).stream()
                        .map(place -> place.station().id())
                        .collect(Collectors.toSet()));
    }

    private void choose(UUID site, List<ListWord> open, Set<UUID> stations) {
        Instant now = clock.instant();
        Map<ListWord, List<Finding>> ready = look(site, open).stream()
                .filter(one -> stations.contains(one.place().station().id()) && one.isReady(now))
                .collect(Collectors.groupingBy(one -> one.word().orElseThrow()));
        ready.forEach((word, findings) -> {
            Optional<ListWord.Why> against = words.againstActing(word);
            if (against.isPresent()) {
                words.end(word, against.get(), Optional.empty());
                return;
            }
            Set<UUID> begun = new HashSet<>();
            for (Finding one : findings) {
                // Of a device with several drives one after the other.
                if (begun.add(one.order().orElseThrow().id())) {
                    choose(word, one);
                }
            }
        });
    }

    private void choose(ListWord word, Finding one) {
        UUID order = one.order().orElseThrow().id();
        try {
            UUID _ = tasks.queue(
                    order, one.place().station().id(), one.place().lane().name(), word);
            if (one.refused().isPresent()) {
                table.chosen(word.id(), order);
            }
        } catch (BenchException e) {
            table.refused(word.id(), order, e.code().name());
        } catch (RuntimeException e) {
            // One order keeps neither the others from it nor the station from telling its lanes: it stays where it is,
            // and says so.
            LOG.warn(
                    "order {} could not be begun by the word for its list: {}",
                    order,
                    e.getClass().getSimpleName());
            table.refused(word.id(), order, "FAULT");
        }
    }

    /** What the lanes of a site are to these words; lanes in which something is chosen or under way are left out, and empty ones. */
    List<Finding> look(UUID site, List<ListWord> open) {
        if (open.isEmpty()) {
            return List.of();
        }
        Map<UUID, ListWord> byList = open.stream().collect(Collectors.toMap(ListWord::batch, Function.identity()));
        List<BenchLanes.Place> places = bench.of(site);
        List<DeviceMedia.Noted> noted = media.notedHere(
                site,
                places.stream().flatMap(place -> place.lane().serial().stream()).collect(Collectors.toSet()));
        Map<UUID, WorkOrder> byDevice = orders.ofDevices(
                noted.stream().map(DeviceMedia.Noted::device).distinct().toList());
        List<WorkOrder> covered = byDevice.values().stream()
                .filter(order -> order.batch().filter(byList::containsKey).isPresent())
                .toList();
        Seen seen = new Seen(
                byList,
                byDevice,
                noted.stream().collect(Collectors.groupingBy(DeviceMedia.Noted::serial)),
                places.stream().collect(Collectors.groupingBy(Seen::number, Collectors.counting())),
                covered.isEmpty() ? ListTries.Known.NOTHING : tries.of(covered),
                covered.isEmpty()
                        ? Map.of()
                        : table.refusals(open.stream().map(ListWord::id).toList()));
        List<Finding> out = new ArrayList<>();
        for (BenchLanes.Place place : places) {
            boolean isAnybodys =
                    open.stream().anyMatch(word -> word.isFor(place.station().id()));
            if (isAnybodys && !place.isTaken() && !place.lane().isSystemDisk()) {
                seen.finding(place).ifPresent(out::add);
            }
        }
        return out;
    }

    /** All that was asked about the lanes of a site, at once. */
    private record Seen(
            Map<UUID, ListWord> byList,
            Map<UUID, WorkOrder> byDevice,
            Map<String, List<DeviceMedia.Noted>> noted,
            Map<String, Long> lanesByNumber,
            ListTries.Known known,
            Map<UUID, ListWordTable.Refused> refusals) {
        /** As numbers are compared; empty for a medium without one. */
        static String number(BenchLanes.Place place) {
            return place.lane().serial().map(DeviceMedia::compared).orElse("");
        }

        Optional<Finding> finding(BenchLanes.Place place) {
            if (place.lane().serial().isEmpty()) {
                return Optional.of(of(place, ListWait.NO_SERIAL));
            }
            List<DeviceMedia.Noted> its =
                    noted.getOrDefault(place.lane().serial().get(), List.of());
            if (its.isEmpty()) {
                return Optional.of(of(place, ListWait.NOT_NOTED));
            }
            return its.stream()
                    .flatMap(one -> Optional.ofNullable(byDevice.get(one.device())).stream())
                    .flatMap(order -> order
                            .batch()
                            .flatMap(list -> Optional.ofNullable(byList.get(list)))
                            .filter(word -> word.isFor(place.station().id()))
                            .map(word -> of(place, word, order, its))
                            .stream())
                    .findFirst();
        }

        /** A station that was asked too early answers no, and then a person has to look: what by passes alone can be done is not kept waiting. */
        private static Optional<ListWait> byRules(Lane lane, WorkOrder order) {
            String policy = order.policy();
            Optional<Lane.Rules> told = lane.under(policy, order.carriedOutBy());
            if (told.isPresent()) {
                return told.filter(one -> !one.isMet())
                        .map(one -> one.isBeyond() ? ListWait.RULES : ListWait.RULES_FOR_NOW);
            }
            boolean isByTheDrive = IntakeForm.BY_THE_DRIVE.contains(policy);
            if (lane.isUntold(policy)) {
                return isByTheDrive ? Optional.of(ListWait.RULES_UNTOLD) : Optional.empty();
            }
            // It may say yes all the same; where it does not, a person has to look. What it can by another version and
            // by passes alone, it
            // will as a rule by this one.
            return lane.other(policy, order.carriedOutBy())
                    .filter(_ -> isByTheDrive || lane.isUnmet(policy))
                    .map(_ -> ListWait.RULES_OF_ANOTHER_VERSION);
        }

        private static Finding of(BenchLanes.Place place, ListWait wait) {
            return new Finding(place, Optional.empty(), Optional.empty(), Optional.of(wait), Optional.empty());
        }

        private Finding of(BenchLanes.Place place, ListWord word, WorkOrder order, List<DeviceMedia.Noted> its) {
            Optional<ListWait> wait = its.size() > 1
                    ? Optional.of(ListWait.TWO_DEVICES)
                    : known.why(order, its.getFirst())
                            .or(() -> lanesByNumber.getOrDefault(number(place), 0L) > 1
                                    ? Optional.of(ListWait.TWO_LANES)
                                    : Optional.empty())
                            .or(() -> place.lane().isReady() ? Optional.empty() : Optional.of(ListWait.NOT_READY))
                            .or(() -> byRules(place.lane(), order));
            return new Finding(
                    place, Optional.of(word), Optional.of(order), wait, Optional.ofNullable(refusals.get(order.id())));
        }
    }
}
