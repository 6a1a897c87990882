package org.wangchuan.platform.intake.list;

import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceEvidence;
import org.wangchuan.platform.custody.DeviceMedia;
import org.wangchuan.platform.custody.Devices;
import org.wangchuan.platform.custody.Media;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.Presence;
import org.wangchuan.platform.intake.Presences;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.ledger.Conflicts;
import org.wangchuan.platform.ledger.OpenErasures;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.StatementOutline;
import org.wangchuan.platform.ledger.Statements;

/** Works out what became of a list, all of it as of one moment, by as many questions for a thousand devices as for one. Thread-safe. */
@Component
public class BatchSummaries implements DeviceEvidence {
    private final Batches batches;
    private final Orders orders;
    private final Presences presences;
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
            Presences presences,
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
        this.presences = presences;
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
        return new BatchSummary(batch, rows(items), declarations.of(batch, items), clock.instant());
    }

    private List<BatchSummary.Row> rows(List<BatchItem> items) {
        List<UUID> ids = items.stream().map(item -> item.order().id()).toList();
        Map<UUID, Media> byDevice =
                media.of(items.stream().map(item -> item.device().id()).toList());
        Map<UUID, List<StatementOutline>> byOrder = statements.outlines(ids);
        Map<UUID, List<Records.Named>> signed = records.names(ids);
        Map<UUID, Integer> misfits = conflicts.counts(ids);
        Map<UUID, Integer> open = openErasures.counts(
                items.stream().map(item -> item.device().id()).toList());
        Map<UUID, Presence> before = presences.before(ids);
        Set<UUID> afterwards = presences.afterwards(ids);
        return items.stream()
                .map(item -> new BatchSummary.Row(
                        item,
                        Objects.requireNonNull(byDevice.get(item.device().id())),
                        byOrder.getOrDefault(item.order().id(), List.of()),
                        signed.getOrDefault(item.order().id(), List.of()),
                        misfits.getOrDefault(item.order().id(), 0),
                        open.getOrDefault(item.device().id(), 0),
                        Optional.ofNullable(before.get(item.order().id())),
                        afterwards.contains(item.order().id())))
                .toList();
    }

    /** What became of a single device, by the same rules: all that is said of it is of one moment. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public BatchSummary.Row of(UUID id) {
        WorkOrder order = orders.find(id).orElseThrow();
        return rows(List.of(new BatchItem(order, devices.find(order.device()).orElseThrow())))
                .getFirst();
    }

    /** What became of each of several single devices, all of it as of one moment: by the order. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<UUID, BatchSummary.Row> byOrder(Collection<BatchItem> items) {
        return rows(List.copyOf(items)).stream()
                .collect(Collectors.toMap(row -> row.item().order().id(), Function.identity()));
    }

    /** For pages of modules that know no orders. Of what has none, only what it is worth itself is said. */
    @Override
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Map<UUID, Said> of(Collection<Device> all) {
        Map<UUID, WorkOrder> known =
                orders.ofDevices(all.stream().map(Device::id).toList());
        Map<UUID, Said> said = new HashMap<>();
        all.forEach(device -> said.put(
                device.id(),
                new Said(
                        device.proof().map(Device.Proof::verdict),
                        device.proof().filter(Device.Proof::isConforming).isPresent(),
                        Optional.empty(),
                        Optional.empty())));
        rows(all.stream()
                        .flatMap(device -> Optional.ofNullable(known.get(device.id())).stream()
                                .map(order -> new BatchItem(order, device)))
                        .toList())
                .forEach(row -> said.put(row.item().device().id(), row.said()));
        return said;
    }

    /** One of its declarations. */
    public Optional<ListDeclaration> declaration(Batch batch, UUID id) {
        return declarations.of(batch, batches.items(batch.id())).stream()
                .filter(one -> one.id().equals(id))
                .findFirst();
    }
}
