package org.wangchuan.platform.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.custody.GateException;
import org.wangchuan.platform.intake.csv.DeviceList;

/**
 * Many devices with one ceremony: what the institution's person does at the order that leads, offer, acceptance and consent, is
 * done for all of them in the same transaction. From the bench on, each order goes its own way. Thread-safe.
 */
@Component
public class Batches {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Orders orders;
    private final Counter counter;

    Batches(JdbcClient jdbc, InstantSource clock, Orders orders, Counter counter) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.orders = orders;
        this.counter = counter;
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
        Optional<UUID> lead = Optional.empty();
        for (DeviceList.Row row : rows) {
            UUID order = counter.takeIn(row.form(), site, by).id();
            jdbc.sql("UPDATE intake.work_order SET batch_id = ?, reference = ? WHERE id = ?")
                    .param(id)
                    .param(row.reference().orElse(null))
                    .param(order)
                    .update();
            lead = lead.or(() -> Optional.of(order));
        }
        jdbc.sql("UPDATE intake.batch SET lead_order = ? WHERE id = ?")
                .params(lead.orElseThrow(), id)
                .update();
        return find(id).orElseThrow();
    }

    /** A batch. */
    public Optional<Batch> find(UUID id) {
        return jdbc.sql("SELECT * FROM intake.batch WHERE id = ? AND lead_order IS NOT NULL")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The batch that an order leads. */
    public Optional<Batch> ledBy(UUID order) {
        return jdbc.sql("SELECT * FROM intake.batch WHERE lead_order = ?")
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

    /** What was done for the order that leads is done for the others. */
    @EventListener
    @Transactional
    void on(OrderChanged change) throws OrderException {
        Optional<Batch> batch = ledBy(change.order());
        if (batch.isEmpty()) {
            return;
        }
        WorkOrder lead = orders.find(change.order()).orElseThrow();
        for (WorkOrder order : others(batch.get())) {
            follow(lead, order);
        }
    }

    /** Each may be only one step behind: what went another way meanwhile stays there. */
    private void follow(WorkOrder lead, WorkOrder order) throws OrderException {
        switch (lead.state()) {
            case OFFERED -> {
                if (order.state() == OrderState.TAKEN_IN) {
                    // What is paid for all stands at the order that leads.
                    orders.offer(
                            order.id(),
                            new WorkOrder.Offer(0, lead.offer().orElseThrow().currency()),
                            Actor.platform());
                }
            }
            case ACCEPTED -> {
                if (order.state() == OrderState.OFFERED) {
                    orders.accept(order.id(), order.offer().orElseThrow(), Actor.owner());
                }
            }
            case CONSENTED -> {
                if (order.state() == OrderState.ACCEPTED) {
                    WorkOrder.Consent consent = lead.consent().orElseThrow();
                    orders.consent(order.id(), consent.text(), consent.language(), Actor.owner());
                }
            }
            default -> {}
        }
    }

    /** The orders that the ceremony of this one stands for as well; none if it leads nothing. */
    public List<WorkOrder> ledBesides(UUID lead) {
        return ledBy(lead).map(this::others).orElse(List.of());
    }

    private List<WorkOrder> others(Batch batch) {
        return orders(batch.id()).stream()
                .filter(order -> !order.id().equals(batch.lead()))
                .toList();
    }

    private static Batch read(ResultSet row) throws SQLException {
        return new Batch(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("site_id", UUID.class),
                row.getString("name"),
                row.getObject("lead_order", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
