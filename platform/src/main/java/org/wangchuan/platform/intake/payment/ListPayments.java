package org.wangchuan.platform.intake.payment;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.list.Batch;
import org.wangchuan.platform.intake.list.Batches;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.VaultException;

/** What was paid for the whole list of an institution: once for all of its devices. Thread-safe. */
@Component
public class ListPayments {
    private static final Set<OrderState> UNANSWERED = EnumSet.of(OrderState.TAKEN_IN, OrderState.OFFERED);

    private final Payments payments;
    private final PaymentTable table;
    private final Orders orders;
    private final Batches batches;
    private final JdbcClient jdbc;

    ListPayments(Payments payments, PaymentTable table, Orders orders, Batches batches, JdbcClient jdbc) {
        this.payments = payments;
        this.table = table;
        this.orders = orders;
        this.batches = batches;
        this.jdbc = jdbc;
    }

    /** Whether it can be paid: each device is answered for, and of one at least the result is there. */
    public boolean takesPayment(UUID batch) {
        List<OrderState> states =
                batches.orders(batch).stream().map(WorkOrder::state).toList();
        return states.stream().noneMatch(UNANSWERED::contains)
                && states.stream().anyMatch(Payments.PAID_IN::contains);
    }

    /** Records what was paid, or corrects that. */
    @Transactional
    public void record(UUID id, Payments.Entry entry, Reader writer) throws OrderException, VaultException {
        Optional<UUID> leading = jdbc.sql("SELECT lead_order FROM intake.batch WHERE id = ? FOR UPDATE")
                .param(id)
                .query((row, _) -> row.getObject(1, UUID.class))
                .optional();
        if (leading.isEmpty()) {
            throw new OrderException(OrderException.Code.NOT_FOUND, "no such list");
        }
        WorkOrder lead = orders.lock(leading.get());
        Batch batch = batches.find(id).orElseThrow();
        if (entry.corrects().isEmpty()) {
            payments.requireFirst(lead, id, takesPayment(id));
        }
        table.add(payments.checked(id, entry, batch.agreed(), writer), Optional.empty(), Optional.of(id), batch.site());
        payments.keep(lead, entry, writer);
    }
}
