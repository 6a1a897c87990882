package org.wangchuan.platform.bench;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.identity.Accounts;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.identity.Stations;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.intake.list.ListAtBench;

/** Gathers what is shown of lists whose lanes are chosen by themselves, by as many questions for a thousand orders as for one. Thread-safe. */
@Component
class ListLaneViews implements ListAtBench {
    private static final String WHY = "bench.auto.why.";
    private static final int SAID_MAX = 20;
    private static final int LISTS_MAX = 20;

    private final ListWordTable table;
    private final ListWords words;
    private final ListTries tries;
    private final ListLanes lanes;
    private final TaskTable tasks;
    private final Batches batches;
    private final BatchSummaries summaries;
    private final DeviceMedia media;
    private final Stations stations;
    private final Accounts accounts;
    private final InstantSource clock;

    ListLaneViews(
            ListWordTable table,
            ListWords words,
            ListTries tries,
            ListLanes lanes,
            TaskTable tasks,
            Batches batches,
            BatchSummaries summaries,
            DeviceMedia media,
            Stations stations,
            Accounts accounts,
            InstantSource clock) {
        this.table = table;
        this.words = words;
        this.tries = tries;
        this.lanes = lanes;
        this.tasks = tasks;
        this.batches = batches;
        this.summaries = summaries;
        this.media = media;
        this.stations = stations;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Lists of a site that lanes are chosen for, or could be. */
    List<ListLaneView.Line> lines(UUID site) {
        Map<UUID, Batch> lists = new LinkedHashMap<>();
        batches.waiting(site, LISTS_MAX).forEach(list -> lists.put(list.id(), list));
        Map<UUID, ListWord> open = new HashMap<>();
        for (ListWord word : table.openAt(site)) {
            open.put(word.batch(), word);
            lists.computeIfAbsent(word.batch(), id -> batches.find(id).orElseThrow());
        }
        Map<UUID, Integer> chosen =
                tasks.chosenBy(open.values().stream().map(ListWord::id).toList());
        Map<UUID, Map<OrderState, Integer>> states = batches.states(lists.keySet());
        Map<UUID, Integer> forLanes = batches.forLanes(lists.keySet());
        return lists.values().stream()
                .map(list -> new ListLaneView.Line(
                        list,
                        forLanes.getOrDefault(list.id(), 0),
                        states.getOrDefault(list.id(), Map.of()),
                        Optional.ofNullable(open.get(list.id())).map(word -> said(word, chosen))))
                .toList();
    }

    /** What the lanes of a site are to the words for its lists, by the lane's station and name. */
    Map<String, String> notes(UUID site) {
        Map<String, String> out = new HashMap<>();
        for (ListLanes.Finding one : lanes.look(site, table.openAt(site))) {
            why(one).ifPresent(key -> out.put(
                    one.place().station().id() + " " + one.place().lane().name(), key));
        }
        return out;
    }

    /** A list with all that its page at the bench shows. */
    ListLaneView of(Batch list, Site site, boolean isWorking) {
        BatchSummary summary = summaries.of(list);
        List<BatchItem> items =
                summary.rows().stream().map(BatchSummary.Row::item).toList();
        Map<BatchSummary.Result, Integer> results = new EnumMap<>(BatchSummary.Result.class);
        summary.rows().forEach(row -> results.merge(row.result(), 1, Integer::sum));
        List<ListWord> before = table.of(list.id(), SAID_MAX);
        Map<UUID, Integer> chosen =
                tasks.chosenBy(before.stream().map(ListWord::id).toList());
        List<ListWord> own =
                before.stream().filter(word -> word.isOpen(clock.instant())).toList();
        List<ListLanes.Finding> found = lanes.look(site.id(), table.openAt(site.id())).stream()
                .filter(one -> one.word().map(ListWord::batch).orElse(list.id()).equals(list.id()))
                .filter(one -> own.stream()
                        .anyMatch(word -> word.isFor(one.place().station().id())))
                .toList();
        List<ListLaneView.Wait> waits = waits(items, found);
        Set<UUID> waiting = waits.stream().map(ListLaneView.Wait::order).collect(Collectors.toSet());
        return new ListLaneView(
                list,
                site,
                before.stream().map(word -> said(word, chosen)).toList(),
                results,
                busy(items),
                (int) items.stream()
                        .filter(item -> isToCome(item.order())
                                && !waiting.contains(item.order().id()))
                        .count(),
                waits,
                found.stream()
                        .flatMap(one -> why(one).stream()
                                .map(key -> new ListLaneView.Left(
                                        one.place().station().name(),
                                        one.place().lane(),
                                        one.order().map(WorkOrder::code),
                                        key)))
                        .toList(),
                stations.ofSite(site.id()).stream()
                        .filter(Stations.Station::isActive)
                        .toList(),
                isWorking);
    }

    @Override
    public Optional<Auto> of(Batch list) {
        return table.of(list.id(), 1).stream().findFirst().map(word -> {
            ListLaneView.Said said = said(word, Map.of());
            List<BatchItem> items = batches.items(list.id());
            return new Auto(
                    said.by(),
                    word.until(),
                    said.isOn(),
                    said.off(),
                    busy(items),
                    waits(items, List.of()).size());
        });
    }

    private static int busy(List<BatchItem> items) {
        return (int) items.stream()
                .map(item -> item.order().state())
                .filter(state -> state == OrderState.AT_BENCH || state == OrderState.ERASING)
                .count();
    }

    private static boolean isToCome(WorkOrder order) {
        return order.state() == OrderState.CONSENTED || order.state() == OrderState.IN_PART;
    }

    /** Orders that nothing goes on with by itself; what lies in a lane says so of its own. */
    private List<ListLaneView.Wait> waits(List<BatchItem> items, List<ListLanes.Finding> found) {
        Map<UUID, String> inLanes = new HashMap<>();
        found.forEach(one -> one.order().ifPresent(order -> why(one).ifPresent(key -> inLanes.put(order.id(), key))));
        ListTries.Known known = tries.of(items.stream().map(BatchItem::order).toList());
        Map<UUID, Media> all =
                media.of(items.stream().map(item -> item.device().id()).toList());
        List<ListLaneView.Wait> out = new ArrayList<>();
        for (BatchItem item : items) {
            Media its = Objects.requireNonNull(all.get(item.device().id()));
            known.why(item.order())
                    .or(() -> without(item.device(), its))
                    .filter(why -> why != ListWait.BUSY && why != ListWait.NOT_WAITING)
                    .map(why -> WHY + why.id())
                    .or(() -> Optional.ofNullable(inLanes.get(item.order().id())))
                    .ifPresent(key -> out.add(wait(item, its, key)));
        }
        return out;
    }

    private static ListLaneView.Wait wait(BatchItem item, Media media, String key) {
        Device device = item.device();
        return new ListLaneView.Wait(
                item.order().id(),
                item.order().code(),
                device.code(),
                device.brand() + " " + device.model(),
                device.serialTail(),
                key,
                device.kind().isPhone()
                        && media.count().isEmpty()
                        && OrderCards.isOpen(item.order().state()));
    }

    /** What no lane shows of a device by itself. */
    private static Optional<ListWait> without(Device device, Media media) {
        if (device.kind().isPhone() && media.isPhoneProved()) {
            return Optional.of(media.count().isEmpty() ? ListWait.CARDS_OPEN : ListWait.CARD);
        }
        if (!device.kind().hasDriveForTheBench()) {
            return Optional.of(ListWait.GUIDED);
        }
        if (media.count().isEmpty()) {
            return Optional.of(ListWait.NOT_COUNTED);
        }
        boolean isAnyNoted = media.known().stream()
                .anyMatch(medium ->
                        medium.serialTail().isPresent() && medium.proof().isEmpty());
        return isAnyNoted ? Optional.empty() : Optional.of(ListWait.NO_NUMBER);
    }

    /** The key of the words for why a lane is left alone; empty if it is not, or nothing is to be done. */
    private static Optional<String> why(ListLanes.Finding one) {
        if (!one.isToBeSeen()) {
            return Optional.empty();
        }
        return one.why()
                .map(wait -> WHY + wait.id())
                .or(() -> one.refused().map(refused -> "bench.problem." + refused.code()));
    }

    private ListLaneView.Said said(ListWord word, Map<UUID, Integer> chosen) {
        Instant now = clock.instant();
        Optional<ListWord.Why> off = word.end()
                .map(ListWord.End::why)
                .or(() -> word.isOpen(now) ? words.against(word) : Optional.of(ListWord.Why.TIME));
        boolean isOverByTime = word.end().isEmpty() && !word.isOpen(now);
        return new ListLaneView.Said(
                word.id(),
                name(word.account()),
                word.station().flatMap(stations::find).map(Stations.Station::name),
                word.saidAt(),
                word.until(),
                off.isEmpty(),
                off.map(why -> "bench.auto.end." + why.id()),
                word.end()
                        .map(ListWord.End::at)
                        .or(() -> isOverByTime
                                ? Optional.of(word.until().isBefore(now) ? word.until() : now)
                                : Optional.empty()),
                word.end().flatMap(ListWord.End::by).map(this::name),
                chosen.getOrDefault(word.id(), 0));
    }

    private String name(UUID account) {
        return accounts.workName(account).orElse("–");
    }
}
