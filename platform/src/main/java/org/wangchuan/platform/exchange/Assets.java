package org.wangchuan.platform.exchange;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceSearch;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.BatchItem;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.list.BatchSummary;
import org.wangchuan.platform.ledger.StatementOutline;
import org.wangchuan.proof.statement.Verdict;

/**
 * What became of the devices that programs have registered, worked out from the evidence each time that one asks. No verdict is read from
 * where an event left it. Thread-safe.
 */
@Component
class Assets {
    /** Most of one answer. */
    static final int LIMIT_MAX = 200;

    private final JdbcClient jdbc;
    private final Orders orders;
    private final DeviceSearch search;
    private final Devices devices;
    private final BatchSummaries summaries;
    private final InstantSource clock;

    Assets(
            JdbcClient jdbc,
            Orders orders,
            DeviceSearch search,
            Devices devices,
            BatchSummaries summaries,
            InstantSource clock) {
        this.jdbc = jdbc;
        this.orders = orders;
        this.search = search;
        this.devices = devices;
        this.summaries = summaries;
        this.clock = clock;
    }

    /** One as it stands in the table. */
    record Asset(
            UUID id,
            long number,
            UUID organisation,
            UUID site,
            String externalId,
            String batch,
            UUID device,
            UUID order,
            UUID list,
            Instant registeredAt,
            Instant changedAt) {}

    /** An asset with all that is said of it now. */
    record Known(Asset asset, BatchSummary.Row row, List<GateException.Code> against) {
        Known {
            against = List.copyOf(against);
        }

        AssetView.Gate gate() {
            return Assets.gate(row, against);
        }
    }

    /** Open only if custody lets it through and both answers are good now: of two that differ the worse counts. */
    static AssetView.Gate gate(BatchSummary.Row row, List<GateException.Code> against) {
        boolean isGood =
                row.isConforming() && row.verdict().filter(Verdict::isGood).isPresent();
        if (isGood && against.isEmpty()) {
            return new AssetView.Gate(true, List.of());
        }
        List<String> why = against.isEmpty()
                ? List.of(GateException.Code.NOT_PROVED.name())
                : against.stream().map(Enum::name).toList();
        return new AssetView.Gate(false, why);
    }

    /**
     * What a list is asked for.
     *
     * @param after the end of the page before, as it was answered
     */
    record Asked(Optional<String> batch, Optional<String> state, Optional<String> after, int limit) {}

    /** A page of a list; {@code next} asks for what follows, and is absent at the end. */
    record Listed(List<AssetView> assets, Optional<String> next) {}

    /** One of a key's, by its own system's id. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Optional<AssetView> find(ApiKey key, String externalId) {
        return row(key, externalId).map(asset -> view(known(List.of(asset)).getFirst()));
    }

    /** The same as it stands in the table. */
    Optional<Asset> row(ApiKey key, String externalId) {
        if (!NewAsset.isExternalId(externalId)) {
            return Optional.empty(); // and nothing that the database can't take
        }
        return jdbc.sql("SELECT * FROM exchange.asset WHERE organisation_id = ? AND external_id = ?")
                .params(key.organisation(), externalId)
                .query((row, _) -> read(row))
                .optional()
                .filter(asset -> key.worksAt(asset.site()));
    }

    /** Those of a key, in the order in which they were registered. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    Listed list(ApiKey key, Asked asked) throws PlantProblem {
        Query query = query(
                key, asked, asked.after().isPresent() ? place(asked.after().get()) : 0);
        List<Asset> found = jdbc.sql(query.sql())
                .params(query.parameters())
                .query((row, _) -> read(row))
                .list();
        boolean isMore = found.size() > asked.limit();
        List<Asset> page = isMore ? found.subList(0, asked.limit()) : found;
        return new Listed(
                known(page).stream().map(this::view).toList(),
                isMore ? Optional.of(cursor(page.getLast().number())) : Optional.empty());
    }

    /** By keys of an index and never by an offset: the last page costs what the first does. */
    record Query(String sql, List<Object> parameters) {}

    static Query query(ApiKey key, Asked asked, long place) {
        StringBuilder sql = new StringBuilder("SELECT a.* FROM exchange.asset a");
        List<Object> parameters = new ArrayList<>();
        if (asked.state().isPresent()) {
            sql.append(" JOIN intake.work_order o ON o.id = a.order_id AND o.state = ?");
            parameters.add(asked.state().get());
        }
        sql.append(" WHERE a.organisation_id = ?");
        parameters.add(key.organisation());
        key.site().ifPresent(site -> {
            sql.append(" AND a.site_id = ?");
            parameters.add(site);
        });
        asked.batch().ifPresent(batch -> {
            sql.append(" AND a.batch = ?");
            parameters.add(batch);
        });
        sql.append(" AND a.number > ? ORDER BY a.number LIMIT ?");
        parameters.add(place);
        parameters.add(asked.limit() + 1);
        return new Query(sql.toString(), parameters);
    }

    /** With a check of its own: a place that was cut short or mistyped would be another, and skip or end the list without a word. */
    private static String cursor(long number) {
        CRC32 check = new CRC32();
        check.update(Long.toString(number).getBytes(StandardCharsets.UTF_8));
        return Long.toString(number, Character.MAX_RADIX) + "." + Long.toString(check.getValue(), Character.MAX_RADIX);
    }

    private static long place(String text) throws PlantProblem {
        try {
            int dot = text.indexOf('.');
            long number = Long.parseLong(text.substring(0, Math.max(dot, 0)), Character.MAX_RADIX);
            if (cursor(number).equals(text)) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw PlantProblem.unprocessable("CURSOR", "expected the next of another answer, whole");
    }

    /** These with what is said of them, all as of one moment: the caller's transaction has to see one. */
    List<Known> known(Collection<Asset> assets) {
        Map<UUID, WorkOrder> byDevice =
                orders.ofDevices(assets.stream().map(Asset::device).toList());
        Map<UUID, Device> byId = search.all(assets.stream().map(Asset::device).toList()).stream()
                .collect(Collectors.toMap(Device::id, Function.identity()));
        Map<UUID, BatchSummary.Row> rows = summaries.byOrder(assets.stream()
                .map(asset -> new BatchItem(
                        Objects.requireNonNull(byDevice.get(asset.device())),
                        Objects.requireNonNull(byId.get(asset.device()))))
                .toList());
        return assets.stream()
                .map(asset -> new Known(
                        asset,
                        Objects.requireNonNull(rows.get(asset.order())),
                        devices.keepsOut(Objects.requireNonNull(byId.get(asset.device())))))
                .toList();
    }

    /** Some by their ids. */
    List<Asset> all(Collection<UUID> ids) {
        return jdbc.sql("SELECT * FROM exchange.asset WHERE id = ANY (?) ORDER BY number")
                .param(ids.toArray(UUID[]::new))
                .query((row, _) -> read(row))
                .list();
    }

    /** Those after a number, in their order. */
    List<Asset> from(long number, int limit) {
        return jdbc.sql("SELECT * FROM exchange.asset WHERE number > ? ORDER BY number LIMIT ?")
                .params(number, limit)
                .query((row, _) -> read(row))
                .list();
    }

    private AssetView view(Known known) {
        Asset asset = known.asset();
        BatchSummary.Row row = known.row();
        Device device = row.item().device();
        return new AssetView(
                asset.externalId(),
                asset.id(),
                asset.site(),
                asset.batch(),
                asset.list(),
                device.code(),
                row.item().order().code(),
                device.kind().id(),
                device.brand(),
                device.model(),
                device.serialTail(),
                asset.registeredAt(),
                asset.changedAt(),
                row.item().order().state().id(),
                device.state().id(),
                row.result().id(),
                row.verdict(),
                row.isConforming(),
                row.unmet(),
                row.doubts(),
                row.conflicts(),
                known.gate(),
                row.statements().stream().map(one -> proof(asset, one)).toList(),
                clock.instant());
    }

    private static AssetView.Proof proof(Asset asset, StatementOutline one) {
        String path = "/api/v1/assets/"
                + org.springframework.web.util.UriUtils.encodePathSegment(
                        asset.externalId(), java.nio.charset.StandardCharsets.UTF_8)
                + "/statements/" + one.eventId() + "/";
        return new AssetView.Proof(
                one.eventId(),
                java.util.HexFormat.of().formatHex(one.digest().toBytes()),
                one.medium(),
                one.serialTail(),
                one.said(),
                one.isMet(),
                one.at(),
                path + "receipt.json",
                one.hasCertificate() ? Optional.of(path + "certificate.json") : Optional.empty());
    }

    private static Asset read(ResultSet row) throws SQLException {
        return new Asset(
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getObject("organisation_id", UUID.class),
                row.getObject("site_id", UUID.class),
                row.getString("external_id"),
                row.getString("batch"),
                row.getObject("device_id", UUID.class),
                row.getObject("order_id", UUID.class),
                row.getObject("list_id", UUID.class),
                row.getObject("registered_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }
}
