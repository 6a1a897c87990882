package org.wangchuan.platform.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.identity.VisibleSites;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.cable.CablePhone;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.intake.travel.Travels;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.KeptEvidence;
import org.wangchuan.platform.ledger.Matches;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.access.Visitor;
import org.wangchuan.proof.encoding.Bytes32;

/** Gathers what the page of a bench shows. Thread-safe. */
@Component
class BenchViews {
    private static final int WAITING_MAX = 50;
    private static final int LOOSE_MAX = 20;

    private final VisibleSites sites;
    private final Stations stations;
    private final StationLanes lanes;
    private final StationPhones phones;
    private final PhoneTaskTable phonesOpen;
    private final TaskTable table;
    private final Orders orders;
    private final DeviceSearch devices;
    private final Travels travels;
    private final DeviceMedia media;
    private final Statements statements;
    private final KeptEvidence evidence;
    private final Conflicts conflicts;
    private final Matches matches;
    private final OpenErasures openErasures;
    private final ListLaneViews lists;
    private final InstantSource clock;

    BenchViews(
            VisibleSites sites,
            Stations stations,
            StationLanes lanes,
            StationPhones phones,
            PhoneTaskTable phonesOpen,
            TaskTable table,
            Orders orders,
            DeviceSearch devices,
            Travels travels,
            DeviceMedia media,
            Statements statements,
            KeptEvidence evidence,
            Conflicts conflicts,
            Matches matches,
            OpenErasures openErasures,
            ListLaneViews lists,
            InstantSource clock) {
        this.lists = lists;
        this.openErasures = openErasures;
        this.sites = sites;
        this.stations = stations;
        this.lanes = lanes;
        this.phones = phones;
        this.phonesOpen = phonesOpen;
        this.table = table;
        this.orders = orders;
        this.devices = devices;
        this.travels = travels;
        this.media = media;
        this.statements = statements;
        this.evidence = evidence;
        this.conflicts = conflicts;
        this.matches = matches;
        this.clock = clock;
    }

    BenchView of(Visitor visitor, Organisations.Site site) {
        List<BenchView.Rail> rails = rails(site.id());
        return new BenchView(
                sites.of(visitor),
                site,
                waiting(site.id(), rails),
                rails,
                matches.open(site.id(), 0, LOOSE_MAX),
                matches.count(site.id()),
                full(site.id()),
                lists.lines(site.id()),
                lists.notes(site.id()),
                visitor.hasAny(Role.TECHNICIAN),
                visitor.hasAny(Role.MANAGER));
    }

    /** Names of a site's stations of which no more that does not fit is kept today. */
    List<String> full(UUID site) {
        return conflicts.full(site).stream()
                .flatMap(station -> stations.find(station).stream())
                .map(Stations.Station::name)
                .sorted()
                .toList();
    }

    private List<BenchView.Rail> rails(UUID site) {
        Instant now = clock.instant();
        List<Stations.Station> active = stations.ofSite(site).stream()
                .filter(Stations.Station::isActive)
                .toList();
        List<UUID> ids = active.stream().map(Stations.Station::id).toList();
        Map<UUID, StationLanes.Told> all = lanes.all(ids);
        Map<UUID, List<CablePhone>> cables = phones.now(ids);
        Map<UUID, List<Task>> phoneTasks =
                phonesOpen.openOfSite(site).stream().collect(Collectors.groupingBy(Task::station));
        List<TaskTable.Named> named = all.entrySet().stream()
                .flatMap(told ->
                        told.getValue().lanes().stream().map(lane -> new TaskTable.Named(told.getKey(), lane.name())))
                .toList();
        // Of a lane that has both, what is open.
        Map<UUID, Map<String, Task>> tasks = table.latestOfLanes(site, named).stream()
                .collect(Collectors.groupingBy(
                        Task::station, Collectors.toMap(Task::lane, Function.identity(), (_, open) -> open)));
        Map<UUID, List<Spot>> spots = new HashMap<>();
        for (Stations.Station station : active) {
            spots.put(
                    station.id(),
                    spots(Optional.ofNullable(all.get(station.id())), tasks.getOrDefault(station.id(), Map.of())));
        }
        Known known = known(spots.values().stream().flatMap(List::stream).toList());
        return active.stream()
                .map(station -> {
                    Optional<StationLanes.Told> told = Optional.ofNullable(all.get(station.id()));
                    return new BenchView.Rail(
                            station.id(),
                            station.name(),
                            told.filter(one -> one.isFresh(now)).isPresent(),
                            told.map(StationLanes.Told::at),
                            spots.getOrDefault(station.id(), List.of()).stream()
                                    .map(known::place)
                                    .toList(),
                            cables.getOrDefault(station.id(), List.of()),
                            phoneTasks.getOrDefault(station.id(), List.of()));
                })
                .toList();
    }

    /**
     * A lane before anything was asked about what happens in it.
     *
     * @param task of the medium that is in it
     * @param last what ended in it, of a medium that may be gone
     */
    private record Spot(String name, Optional<Lane> lane, Optional<Task> task, Optional<Task> last) {
        Stream<Task> tasks() {
            return Stream.concat(task.stream(), last.stream());
        }
    }

    /** What is known of the tasks of all lanes, asked at once: a bench may have hundreds of lanes, and is looked at every few seconds. */
    private record Known(Map<Bytes32, Statements.Shown> said, Set<UUID> conflicting) {
        private Optional<Statements.Shown> of(Task task) {
            return task.receiptDigest().flatMap(digest -> Optional.ofNullable(said.get(digest)));
        }

        BenchView.Place place(Spot spot) {
            return new BenchView.Place(
                    spot.name(),
                    spot.lane(),
                    spot.task(),
                    spot.task().flatMap(this::of),
                    spot.task().filter(one -> conflicting.contains(one.order())).isPresent(),
                    spot.last().map(one -> new BenchView.Last(one.order(), one.orderCode(), of(one))));
        }
    }

    private Known known(List<Spot> spots) {
        Set<Bytes32> digests = spots.stream()
                .flatMap(Spot::tasks)
                .flatMap(task -> task.receiptDigest().stream())
                .collect(Collectors.toSet());
        Set<UUID> asked = spots.stream()
                .flatMap(spot -> spot.task().stream())
                .map(Task::order)
                .collect(Collectors.toSet());
        return new Known(statements.ofReceipts(digests), conflicts.counts(asked).keySet());
    }

    private static List<Spot> spots(Optional<StationLanes.Told> told, Map<String, Task> tasks) {
        Set<String> names = new LinkedHashSet<>();
        told.ifPresent(one -> one.lanes().forEach(lane -> names.add(lane.name())));
        // A lane that is gone while its order is not over must not be out of sight.
        tasks.values().stream().filter(task -> task.endedAt().isEmpty()).forEach(task -> names.add(task.lane()));
        List<Spot> out = new ArrayList<>();
        for (String name : names) {
            Optional<Lane> lane = told.flatMap(one -> one.lane(name));
            Optional<Task> task = Optional.ofNullable(tasks.get(name));
            out.add(new Spot(
                    name, lane, task.filter(one -> isOf(one, lane)), task.filter(one -> isPerhapsOf(one, lane))));
        }
        return out;
    }

    /** What ended is shown as long as its medium is in the lane. */
    private static boolean isOf(Task task, Optional<Lane> lane) {
        return task.endedAt().isEmpty()
                || lane.filter(one -> one.serial().isPresent() && one.serial().equals(task.serial()))
                        .isPresent();
    }

    /** Without a serial number nobody can tell: it is shown as what was, and never as what lies there. */
    private static boolean isPerhapsOf(Task task, Optional<Lane> lane) {
        return task.endedAt().isPresent()
                && task.serial().isEmpty()
                && lane.filter(one -> one.serial().isEmpty()).isPresent();
    }

    /** What is asked is asked of all of them at once: a bench may have many that wait. */
    private List<BenchView.Waiting> waiting(UUID site, List<BenchView.Rail> rails) {
        List<WorkOrder> found = Stream.of(OrderState.CONSENTED, OrderState.IN_PART, OrderState.NOT_CLEARED)
                .flatMap(state -> orders.ofSite(site, state, WAITING_MAX).stream())
                .toList();
        Set<UUID> queued = table.withOpen(found.stream().map(WorkOrder::id).toList());
        Map<UUID, Travel> ways = travels.of(found);
        List<WorkOrder> asking = found.stream()
                .filter(order -> !queued.contains(order.id()))
                .filter(order -> Optional.ofNullable(ways.get(order.id()))
                        .filter(way -> !way.mayBeErased())
                        .isEmpty())
                .toList();
        List<UUID> ids = asking.stream().map(WorkOrder::device).toList();
        Map<UUID, Device> known = devices.all(ids).stream().collect(Collectors.toMap(Device::id, Function.identity()));
        Map<UUID, Media> all = media.of(ids);
        Map<UUID, Set<UUID>> doubted = openErasures.media(ids);
        Set<UUID> readable = evidence.among(asking.stream()
                .filter(order -> order.state() == OrderState.NOT_CLEARED)
                .map(WorkOrder::id)
                .toList());
        List<Nameless> nameless = table.nameless(site, clock.instant().minus(Nameless.REMEMBERED));
        Map<UUID, List<Nameless.Try>> tries = table.namelessOf(ids);
        Set<String> serials = rails.stream()
                .flatMap(rail -> rail.places().stream())
                .flatMap(place -> place.lane().flatMap(Lane::serial).stream())
                .collect(Collectors.toSet());
        Map<UUID, Set<String>> own = media.known(ids, serials);
        Map<UUID, Set<String>> noted = media.noted(ids, serials);
        return asking.stream()
                .map(order -> {
                    Device device = Objects.requireNonNull(known.get(order.device()));
                    Media its = Objects.requireNonNull(all.get(device.id()));
                    // What a bad erasure that nobody has settled speaks against is to be erased once more.
                    Set<UUID> against = doubted.getOrDefault(device.id(), Set.of());
                    Media now =
                            device.kind().isPhone() ? its.inDoubt(against) : against.isEmpty() ? its : its.inDoubt();
                    // A try that was given up leaves nothing to read.
                    boolean hasEvidence = readable.contains(order.id());
                    return new BenchView.Waiting(
                            order,
                            device,
                            now,
                            hasEvidence,
                            choices(
                                    device,
                                    // Of a phone only its card hangs in a lane.
                                    device.kind().isPhone() ? now.cards() : now,
                                    own.getOrDefault(device.id(), Set.of()),
                                    noted.getOrDefault(device.id(), Set.of()),
                                    order,
                                    rails,
                                    nameless,
                                    tries.getOrDefault(device.id(), List.of())));
                })
                .toList();
    }

    private List<BenchView.Choice> choices(
            Device device,
            Media media,
            Set<String> own,
            Set<String> noted,
            WorkOrder order,
            List<BenchView.Rail> rails,
            List<Nameless> nameless,
            List<Nameless.Try> tries) {
        List<BenchView.Choice> out = new ArrayList<>();
        for (BenchView.Rail rail : rails) {
            for (BenchView.Place place : rail.places()) {
                if (rail.isInTouch()
                        && !place.isTaken()
                        && place.lane().filter(Lane::isReady).isPresent()) {
                    Lane lane = place.lane().orElseThrow();
                    boolean isNoted = lane.serial().filter(noted::contains).isPresent();
                    out.add(new BenchView.Choice(
                            rail.station() + ":" + lane.name(),
                            rail.name(),
                            lane,
                            isMatch(media, own, lane),
                            isNoted,
                            lane.serial().isEmpty()
                                    && (media.areSeveral()
                                            || media.known().stream()
                                                    .anyMatch(one ->
                                                            one.serialTail().isPresent())),
                            Nameless.against(nameless, tries, lane, isNoted, device.id()),
                            lane.under(order.policy(), order.carriedOutBy()),
                            lane.other(order.policy(), order.carriedOutBy())));
                }
            }
        }
        return out;
    }

    /**
     * Whether what is in a lane is a medium of the device that is still to be erased.
     *
     * @param own serial numbers in lanes that are of the device's media
     */
    private static boolean isMatch(Media known, Set<String> own, Lane lane) {
        Optional<String> serial = lane.serial().filter(own::contains).map(text -> text.toUpperCase(Locale.ROOT));
        return serial.isPresent()
                && known.known().stream()
                        .filter(medium ->
                                medium.proof().filter(Device.Proof::opensGate).isEmpty())
                        .flatMap(medium -> medium.serialTail().stream())
                        .anyMatch(tail -> serial.get().endsWith(tail.toUpperCase(Locale.ROOT)));
    }
}
