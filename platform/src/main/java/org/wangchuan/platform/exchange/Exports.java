package org.wangchuan.platform.exchange;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.identity.Organisations.Site;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.ledger.StatementOutline;

/**
 * Files of all devices that a site took in within a period, with what is true of each now. Worked out in parts, each as of one moment, whose time
 * stands in its rows; nothing is held between them. Thread-safe.
 */
@Component
class Exports {
    /** The longest period, in days. */
    static final int DAYS_MAX = 366;

    /** How long one may take: who reads slowly does not hold a place for ever. */
    static final Duration TIME_MAX = Duration.ofMinutes(30);

    /** Of a part. */
    static final int PART = 200;

    /** The same in each format. What a device is called by its own company stands first. */
    static final List<String> COLUMNS = List.of(
            "externalId",
            "batch",
            "order",
            "device",
            "kind",
            "make",
            "model",
            "serialTail",
            "takenInAt",
            "state",
            "deviceState",
            "result",
            "verdict",
            "isConforming",
            "unmet",
            "doubts",
            "gate",
            "gateWhy",
            "statementDigests",
            "hasCertificate",
            "computedAt");

    private final JdbcClient jdbc;
    private final Orders orders;
    private final DeviceSearch search;
    private final Devices devices;
    private final BatchSummaries summaries;
    private final InstantSource clock;
    private final TransactionTemplate moment;

    Exports(
            JdbcClient jdbc,
            Orders orders,
            DeviceSearch search,
            Devices devices,
            BatchSummaries summaries,
            InstantSource clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.search = search;
        this.devices = devices;
        this.summaries = summaries;
        this.clock = clock;
        this.moment = new TransactionTemplate(transactions);
        this.moment.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        this.moment.setReadOnly(true);
    }

    /**
     * What a file is asked for.
     *
     * @param from the first day, where the site is
     * @param to the last, which is in it
     */
    record Asked(Site site, LocalDate from, LocalDate to) {
        /** Whether it is a period, and none that is longer than {@link #DAYS_MAX}. */
        boolean isPeriod() {
            long days = ChronoUnit.DAYS.between(from, to) + 1;
            return days >= 1 && days <= DAYS_MAX && from.getYear() >= 2000 && to.getYear() < 9000;
        }

        OffsetDateTime begin() {
            return at(from);
        }

        OffsetDateTime end() {
            return at(to.plusDays(1));
        }

        private OffsetDateTime at(LocalDate day) {
            return day.atStartOfDay(ZoneId.of(site.timeZone())).toInstant().atOffset(ZoneOffset.UTC);
        }
    }

    private record Line(WorkOrder order, String externalId, String batch) {}

    private record Place(OffsetDateTime at, UUID order) {}

    /** Orders and what is true of them, as of one moment. */
    private record Part(List<Line> lines, List<List<String>> rows) {}

    /** Whether a file would have more rows than that. */
    boolean isLongerThan(Asked asked, int rows) {
        return jdbc.sql("""
                        SELECT count(*) > ? FROM (SELECT 1 FROM intake.work_order o
                          WHERE o.site_id = ? AND o.created_at >= ? AND o.created_at < ? LIMIT ?) found""")
                .params(rows, asked.site().id(), asked.begin(), asked.end(), rows + 1)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Writes all of it; what breaks off before its end is no file. */
    void write(Asked asked, RowFile.Format format, OutputStream out) throws IOException {
        long end = System.nanoTime() + TIME_MAX.toNanos();
        try (RowFile file = format.open(out, COLUMNS)) {
            Place place = new Place(asked.begin().minusNanos(1000), new UUID(0, 0));
            boolean isMore = true;
            while (isMore) {
                if (System.nanoTime() > end) {
                    throw new IOException("EXPORT_TIME: not done within " + TIME_MAX);
                }
                Place from = place;
                Part made = Objects.requireNonNull(moment.execute(_ -> {
                    List<Line> lines = part(asked, from);
                    return new Part(lines, lines.isEmpty() ? List.of() : rows(lines));
                }));
                List<Line> part = made.lines();
                for (List<String> row : made.rows()) {
                    file.row(row);
                }
                isMore = part.size() == PART;
                if (isMore) {
                    WorkOrder last = part.getLast().order();
                    place = new Place(last.createdAt().atOffset(ZoneOffset.UTC), last.id());
                }
            }
            file.end();
        }
    }

    static final String PART_SQL = """
            SELECT o.*, a.external_id, a.batch FROM intake.work_order o LEFT JOIN exchange.asset a ON a.order_id = o.id
            WHERE o.site_id = ? AND o.created_at >= ? AND o.created_at < ? AND (o.created_at, o.id) > (?, ?)
            ORDER BY o.created_at, o.id LIMIT ?""";

    private List<Line> part(Asked asked, Place from) {
        return jdbc.sql(PART_SQL)
                .params(asked.site().id(), asked.begin(), asked.end(), from.at(), from.order(), PART)
                .query((row, _) -> line(row))
                .list();
    }

    private Line line(ResultSet row) throws SQLException {
        WorkOrder order = orders.read(row);
        return new Line(
                order,
                Optional.ofNullable(row.getString("external_id"))
                        .or(order::reference)
                        .orElse(""),
                Optional.ofNullable(row.getString("batch")).orElse(""));
    }

    private List<List<String>> rows(List<Line> part) {
        Map<UUID, Device> byId = search
                .all(part.stream().map(line -> line.order().device()).toList())
                .stream()
                .collect(Collectors.toMap(Device::id, Function.identity()));
        Map<UUID, BatchSummary.Row> known = summaries.byOrder(part.stream()
                .map(line -> new BatchItem(
                        line.order(),
                        Objects.requireNonNull(byId.get(line.order().device()))))
                .toList());
        Instant now = clock.instant();
        return part.stream()
                .map(line ->
                        row(line, Objects.requireNonNull(known.get(line.order().id())), now))
                .toList();
    }

    private List<String> row(Line line, BatchSummary.Row row, Instant now) {
        Device device = row.item().device();
        AssetView.Gate gate = Assets.gate(row, devices.keepsOut(device));
        return List.of(
                line.externalId(),
                line.batch(),
                line.order().code(),
                device.code(),
                device.kind().id(),
                device.brand(),
                device.model(),
                device.serialTail().orElse(""),
                line.order().createdAt().toString(),
                line.order().state().id(),
                device.state().id(),
                row.result().id(),
                row.verdict().orElse(""),
                row.statements().isEmpty() ? "" : String.valueOf(row.isConforming()),
                String.join(" ", row.unmet()),
                String.join(" ", row.doubts()),
                gate.isOpen() ? "open" : "closed",
                String.join(" ", gate.why()),
                row.statements().stream()
                        .map(one ->
                                java.util.HexFormat.of().formatHex(one.digest().toBytes()))
                        .collect(Collectors.joining(" ")),
                row.statements().isEmpty()
                        ? ""
                        : String.valueOf(row.statements().stream().allMatch(StatementOutline::hasCertificate)),
                now.toString());
    }
}
