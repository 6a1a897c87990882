package org.wangchuan.platform.intake.list;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceKind;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Counter;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.csv.DeviceList;
import org.wangchuan.platform.intake.csv.RowProblem;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Lists of institutions: many devices, an order of its own for each. What is done for all at once is the {@link ListCeremony}.
 * Thread-safe.
 */
@Component
public class Batches {
    private static final String SELECT =
            "SELECT b.*, o.currency FROM intake.batch b JOIN intake.work_order o ON o.id = b.lead_order WHERE ";

    /** What is said of a row, by what is said at a counter of the device that is here. */
    private static final Map<String, String> HERE =
            Map.of("blocked", "HERE_HELD", "missing", "HERE_MISSING", "sealed", "HERE_SEALED");

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Orders orders;
    private final Counter counter;
    private final DeviceSearch devices;
    private final OrderLocks locks;

    Batches(
            JdbcClient jdbc,
            InstantSource clock,
            Orders orders,
            Counter counter,
            DeviceSearch devices,
            OrderLocks locks) {
        this.locks = locks;
        this.jdbc = jdbc;
        this.clock = clock;
        this.orders = orders;
        this.counter = counter;
        this.devices = devices;
    }

    /**
     * Takes all devices of a list in, or none.
     *
     * @param name of the institution; 1 to 100 characters
     * @param rows at least one; the first leads
     */
    @Transactional
    public Batch takeIn(String name, List<DeviceList.Row> rows, UUID site, UUID by)
            throws OrderException, GateException {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO intake.batch (id, code, site_id, name, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        Codes.random(),
                        site,
                        name.strip(),
                        by,
                        clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        UUID lead = takeIn(id, rows, site, by).getFirst().id();
        jdbc.sql("UPDATE intake.batch SET lead_order = ? WHERE id = ?")
                .params(lead, id)
                .update();
        return find(id).orElseThrow();
    }

    /**
     * What became of a list.
     *
     * @param batch absent if any device of it may be one that is here already: then nothing is taken in
     * @param here those, each with the code of the order by which it is here
     */
    public record Taken(Optional<Batch> batch, List<RowProblem> here) {
        public Taken {
            here = List.copyOf(here);
        }
    }

    /**
     * Takes devices in where somebody can be asked: none of them, if one bears a number of a device that is here, its order not over, and nobody has said in its row that it
     * is another.
     *
     * @param sites that whoever brings the list can see
     */
    @Transactional
    public Taken takeInOrAsk(String name, List<DeviceList.Row> rows, UUID site, UUID by, Collection<UUID> sites)
            throws OrderException, GateException {
        List<RowProblem> here =
                counter.hereNow(rows.stream().map(DeviceList.Row::form).toList(), sites).entrySet().stream()
                        .limit(DeviceList.PROBLEMS_MAX)
                        .map(one -> new RowProblem(
                                rows.get(one.getKey()).number(),
                                HERE.getOrDefault(one.getValue().says(), "HERE_NOW"),
                                one.getValue().order().orElseThrow().code()))
                        .toList();
        return here.isEmpty()
                ? new Taken(Optional.of(takeIn(name, rows, site, by)), here)
                : new Taken(Optional.empty(), here);
    }

    /**
     * Takes more devices into a list as long as nobody was made an offer for it: what was agreed to stays what it was. All of a list are erased by one rule
     * set, for its owner is told of one and agrees once.
     *
     * @return their orders, one for each row; empty if the list takes no more, and nothing was done
     */
    @Transactional
    public List<WorkOrder> add(UUID batch, List<DeviceList.Row> rows, UUID by) throws OrderException, GateException {
        locks.lockList(batch);
        Batch known = find(batch).orElseThrow();
        List<WorkOrder> there = orders(batch);
        boolean isOpen = known.offer().isEmpty()
                && there.stream().allMatch(order -> order.state() == OrderState.TAKEN_IN)
                && Stream.concat(
                                        there.stream().map(WorkOrder::policy),
                                        rows.stream().map(row -> row.form().get("policy")))
                                .distinct()
                                .count()
                        == 1
                && there.size() + rows.size() <= DeviceList.ROWS_MAX;
        return isOpen ? takeIn(batch, rows, known.site(), by) : List.of();
    }

    private List<WorkOrder> takeIn(UUID batch, List<DeviceList.Row> rows, UUID site, UUID by)
            throws OrderException, GateException {
        List<WorkOrder> out = new ArrayList<>();
        for (DeviceList.Row row : rows) {
            WorkOrder order = counter.takeIn(row.form(), site, by);
            jdbc.sql("UPDATE intake.work_order SET batch_id = ?, reference = ? WHERE id = ?")
                    .param(batch)
                    .param(row.reference().orElse(null))
                    .param(order.id())
                    .update();
            out.add(order);
        }
        return out;
    }

    /** A batch. */
    public Optional<Batch> find(UUID id) {
        return jdbc.sql(SELECT + "b.id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The list whose link is that of this order. */
    public Optional<Batch> ledBy(UUID order) {
        return jdbc.sql(SELECT + "b.lead_order = ?")
                .param(order)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Its orders, as the list had them. */
    public List<WorkOrder> orders(UUID batch) {
        return jdbc.sql("""
                        SELECT o.* FROM intake.work_order o JOIN intake.order_event e ON e.order_id = o.id
                        WHERE o.batch_id = ? AND e.kind = 'created' ORDER BY e.id""").param(batch).query((row, _) -> orders.read(row)).list();
    }

    /** Its devices, as the list had them. */
    public List<BatchItem> items(UUID batch) {
        List<WorkOrder> all = orders(batch);
        Map<UUID, Device> byId = devices.all(all.stream().map(WorkOrder::device).toList()).stream()
                .collect(Collectors.toMap(Device::id, Function.identity()));
        return all.stream()
                .map(order -> new BatchItem(order, Objects.requireNonNull(byId.get(order.device()))))
                .toList();
    }

    /** Lists of a site of which orders wait for a lane, the oldest first. */
    public List<Batch> waiting(UUID site, int limit) {
        return jdbc.sql(SELECT + """
                        b.id IN (SELECT batch_id FROM intake.work_order WHERE site_id = ? AND state IN ('consented', 'in_part'))
                        ORDER BY b.created_at, b.id LIMIT ?""")
                .params(site, limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** How many orders of several lists are in which state, by the list; one without orders is not in it. */
    public Map<UUID, Map<OrderState, Integer>> states(Collection<UUID> batches) {
        Map<UUID, Map<OrderState, Integer>> out = new HashMap<>();
        jdbc.sql("""
                        SELECT batch_id, state, count(*) AS number FROM intake.work_order
                        WHERE batch_id = ANY(?::uuid[]) GROUP BY batch_id, state""")
                .param(batches.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    out.computeIfAbsent(row.getObject("batch_id", UUID.class), _ -> new EnumMap<>(OrderState.class))
                            .put(OrderState.of(row.getString("state")), row.getInt("number"));
                });
        return out;
    }

    /** How many orders of several lists wait for a lane, by the list: not phones, of which a lane takes a card at the most. One of which none does is not in it. */
    public Map<UUID, Integer> forLanes(Collection<UUID> batches) {
        Map<UUID, Integer> out = new HashMap<>();
        jdbc.sql("""
                        SELECT o.batch_id, count(*) AS number FROM intake.work_order o JOIN custody.device d ON d.id = o.device_id
                        WHERE o.batch_id = ANY(?::uuid[]) AND o.state IN ('consented', 'in_part') AND d.kind = ANY(?)
                        GROUP BY o.batch_id""")
                .param(batches.stream().map(UUID::toString).toArray(String[]::new))
                .param(Arrays.stream(DeviceKind.values())
                        .filter(DeviceKind::hasDriveForTheBench)
                        .map(DeviceKind::id)
                        .toArray(String[]::new))
                .query(row -> {
                    out.put(row.getObject("batch_id", UUID.class), row.getInt("number"));
                });
        return out;
    }

    /** How many of its orders are in which state, in one line; another one whenever any has moved. */
    public String movement(UUID batch) {
        return movements(Set.of(batch)).getOrDefault(batch, "");
    }

    /** The same of several lists, by the list; one without orders is not in it. */
    public Map<UUID, String> movements(Collection<UUID> batches) {
        Map<UUID, String> out = new HashMap<>();
        if (batches.isEmpty()) {
            return out;
        }
        jdbc.sql("""
                        SELECT batch_id, string_agg(state || ' ' || number, ', ' ORDER BY state) AS movement FROM (
                          SELECT batch_id, state, count(*) AS number FROM intake.work_order
                          WHERE batch_id = ANY(?::uuid[]) GROUP BY batch_id, state) states GROUP BY batch_id""")
                .param(batches.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    out.put(row.getObject("batch_id", UUID.class), row.getString("movement"));
                });
        return out;
    }

    private static Batch read(ResultSet row) throws SQLException {
        String offered = row.getString("offer_currency");
        return new Batch(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("site_id", UUID.class),
                row.getString("name"),
                row.getObject("lead_order", UUID.class),
                row.getString("currency"),
                offered == null
                        ? Optional.empty()
                        : Optional.of(new WorkOrder.Offer(row.getLong("offer_minor"), offered)),
                Optional.ofNullable(row.getBytes("offer_list")).map(Bytes32::of),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
