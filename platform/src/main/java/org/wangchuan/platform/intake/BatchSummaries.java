package org.wangchuan.platform.intake;

import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.StatementOutline;
import org.wangchuan.platform.ledger.Statements;

/** Works out what became of a list, all of it as of one moment, by as many questions for a thousand devices as for one. Thread-safe. */
@Component
public class BatchSummaries {
    private final Batches batches;
    private final Orders orders;
    private final Devices devices;
    private final ListDeclarations declarations;
    private final DeviceMedia media;
    private final Statements statements;
    private final Records records;
    private final Conflicts conflicts;
    private final OpenErasures openErasures;
    private final InstantSource clock;

    BatchSummaries(
            Batches batches,
            Orders orders,
            Devices devices,
            ListDeclarations declarations,
            DeviceMedia media,
            Statements statements,
            Records records,
            Conflicts conflicts,
            OpenErasures openErasures,
            InstantSource clock) {
        this.batches = batches;
        this.orders = orders;
        this.devices = devices;
        this.declarations = declarations;
        this.media = media;
        this.statements = statements;
        this.records = records;
        this.conflicts = conflicts;
        this.openErasures = openErasures;
        this.clock = clock;
    }

    /** What became of it by now. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public BatchSummary of(Batch batch) {
        List<BatchItem> items = batches.items(batch.id());
        List<UUID> orders = items.stream().map(item -> item.order().id()).toList();
        Map<UUID, Media> byDevice =
                media.of(items.stream().map(item -> item.device().id()).toList());
        Map<UUID, List<StatementOutline>> byOrder = statements.outlines(orders);
        Map<UUID, List<Records.Named>> signed = records.names(orders);
        Map<UUID, Integer> misfits = conflicts.counts(orders);
        Map<UUID, Integer> open = openErasures.counts(
                items.stream().map(item -> item.device().id()).toList());
        return new BatchSummary(
                batch,
                items.stream()
                        .map(item -> new BatchSummary.Row(
                                item,
                                Objects.requireNonNull(
                                        byDevice.get(item.device().id())),
                                byOrder.getOrDefault(item.order().id(), List.of()),
                                signed.getOrDefault(item.order().id(), List.of()),
                                misfits.getOrDefault(item.order().id(), 0),
                                open.getOrDefault(item.device().id(), 0)))
                        .toList(),
                declarations.of(batch, items),
                clock.instant());
    }

    /** What became of a single device, by the same rules: all that is said of it is of one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public BatchSummary.Row of(UUID id) {
        WorkOrder order = orders.find(id).orElseThrow();
        return new BatchSummary.Row(
                new BatchItem(order, devices.find(order.device()).orElseThrow()),
                media.of(order.device()),
                statements.outlines(List.of(id)).getOrDefault(id, List.of()),
                records.names(List.of(id)).getOrDefault(id, List.of()),
                conflicts.counts(List.of(id)).getOrDefault(id, 0),
                openErasures.against(order.device()).size());
    }

    /** One of its declarations. */
    public Optional<ListDeclaration> declaration(Batch batch, UUID id) {
        return declarations.of(batch, batches.items(batch.id())).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
    }
}
