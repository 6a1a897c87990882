package org.wangchuan.platform.intake;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;

/** Finds orders by what people type or scan: the order's code, or anything that finds its device. Thread-safe. */
@Component
public class OrderSearch {
    /** Most orders of one answer. */
    public static final int PAGE = 50;

    private static final int DEVICES_MAX = 500;
    private static final String NEWEST = " ORDER BY created_at DESC, id LIMIT ";

    /** Each site by itself, for an index gives the newest of one site alone. */
    private static final String ALL =
            "SELECT w.* FROM (SELECT DISTINCT unnest(CAST(:sites AS uuid[])) AS id) s CROSS JOIN LATERAL ("
                    + "SELECT * FROM intake.work_order WHERE site_id = s.id AND %s" + NEWEST + ":offset + " + PAGE
                    + ") w"
                    + NEWEST + PAGE + " OFFSET :offset";

    /** By the code or by the device, each by its own index; one condition over both would read every order. */
    private static final String MATCHING = "SELECT * FROM intake.work_order WHERE id IN ("
            + "(SELECT id FROM intake.work_order WHERE code COLLATE \"C\" >= :code AND code COLLATE \"C\" < :codeEnd"
            + " AND site_id = ANY(CAST(:sites AS uuid[])) AND %s ORDER BY created_at DESC LIMIT " + DEVICES_MAX + ")"
            + " UNION SELECT id FROM intake.work_order WHERE device_id = ANY(CAST(:devices AS uuid[]))"
            + " AND site_id = ANY(CAST(:sites AS uuid[])) AND %s)" + NEWEST + PAGE + " OFFSET :offset";

    private final JdbcClient jdbc;
    private final Orders orders;
    private final DeviceSearch devices;
    private final BatchSummaries summaries;

    OrderSearch(JdbcClient jdbc, Orders orders, DeviceSearch devices, BatchSummaries summaries) {
        this.summaries = summaries;
        this.jdbc = jdbc;
        this.orders = orders;
        this.devices = devices;
    }

    /**
     * An order with its device.
     *
     * @param doubt why a good verdict of it is not what is true now: words under {@code ledger.doubt.short.DOUBT}
     * @param mark its state in one line
     */
    public record Found(WorkOrder order, Device device, Optional<String> doubt, OrderMark mark) {}

    /**
     * A page of orders, the newest first.
     *
     * @param text by its code, too; empty for all
     */
    public List<Found> find(Collection<UUID> sites, Optional<OrderState> state, DeviceSearch.Asked text, int offset) {
        String asked = text.text().strip();
        List<UUID> ids = asked.isEmpty() ? List.of() : devices.ids(sites, text, DEVICES_MAX);
        String code = Codes.typed(asked).replace("\0", "");
        String sql = (asked.isEmpty() ? ALL : MATCHING).replace("%s", state.isPresent() ? "state = :state" : "true");
        List<WorkOrder> found = jdbc.sql(sql)
                .param("sites", texts(sites))
                .param("state", state.map(OrderState::id).orElse(""))
                .param("code", code)
                .param("codeEnd", code + Character.MAX_VALUE)
                .param("devices", texts(ids))
                .param("offset", offset)
                .query((row, _) -> orders.read(row))
                .list();
        Map<UUID, Device> byId = devices
                .all(found.stream().map(WorkOrder::device).toList())
                .stream()
                .collect(Collectors.toMap(Device::id, Function.identity()));
        List<BatchItem> items = found.stream()
                .flatMap(order ->
                        Optional.ofNullable(byId.get(order.device()))
                                .map(device -> new BatchItem(order, device))
                                .stream())
                .toList();
        Map<UUID, BatchSummary.Row> rows = summaries.byOrder(items);
        return items.stream()
                .map(item -> Objects.requireNonNull(rows.get(item.order().id())))
                .map(row -> new Found(row.item().order(), row.item().device(), row.doubt(), OrderMark.of(row)))
                .toList();
    }

    private static String[] texts(Collection<UUID> ids) {
        return ids.stream().map(UUID::toString).toArray(String[]::new);
    }
}
