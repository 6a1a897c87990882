package org.wangchuan.platform.intake.payment;

import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerFile;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;

/**
 * What was paid, once for each device or list. What was wrong is corrected by another entry, and both are kept. The account that it went
 * to is in the vault. Thread-safe.
 */
@Component
public class Payments {
    /** Where the result is there, and nothing waits for the bench any more. */
    static final Set<OrderState> PAID_IN = EnumSet.of(OrderState.CLEARED, OrderState.SEALED, OrderState.CLOSED);

    private final PaymentTable table;
    private final Orders orders;
    private final SellerRegister register;
    private final OwnerFile file;
    private final InstantSource clock;

    Payments(PaymentTable table, Orders orders, SellerRegister register, OwnerFile file, InstantSource clock) {
        this.table = table;
        this.orders = orders;
        this.register = register;
        this.file = file;
        this.clock = clock;
    }

    /**
     * What somebody records.
     *
     * @param corrects the entry that it takes the place of, as they saw it
     * @param account what is to be kept of the account, for the vault
     * @param isSameAccount whether a correction leaves what is kept of it as it is; else its own takes the place of that, or none
     */
    public record Entry(
            Payment.Kind kind,
            WorkOrder.Offer paid,
            Optional<Payment.Difference> difference,
            Optional<UUID> corrects,
            Optional<Payment.Correction> correction,
            Map<Field, String> account,
            boolean isSameAccount) {
        public Entry {
            account = Map.copyOf(account);
        }

        /** Nothing of the account. */
        @Override
        public String toString() {
            return "Entry";
        }
    }

    /** The entries of an order or a list, the oldest first: the last one holds. */
    public List<Payment> of(UUID subject) {
        return table.of(subject);
    }

    /** Records what was paid for an order, or corrects that. */
    @Transactional
    public void record(UUID id, Entry entry, Reader writer) throws OrderException, VaultException {
        WorkOrder order = orders.lock(id);
        if (order.batch().isPresent()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "what is paid for a list stands at the list");
        }
        if (entry.corrects().isEmpty()) {
            requireFirst(order, id, PAID_IN.contains(order.state()));
        }
        table.add(checked(id, entry, order.agreed(), writer), Optional.of(id), Optional.empty(), order.site());
        keep(order, entry, writer);
        orders.note(id, entry.corrects().isPresent() ? "payment-corrected" : "payment-recorded", staff(writer));
    }

    /**
     * Refuses a first entry where there is one, or nothing is to be paid yet.
     *
     * @param order that names who is paid
     */
    void requireFirst(WorkOrder order, UUID subject, boolean isPayable) throws OrderException {
        if (table.current(subject).isPresent()) {
            throw new OrderException(OrderException.Code.PAYMENT_TWICE, "it is recorded");
        }
        if (!isPayable) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "nothing is to be paid yet");
        }
        if (order.state() != OrderState.CLOSED && register.isMissing(order)) {
            throw new OrderException(OrderException.Code.SELLER_UNREGISTERED, "a law asks who sells it");
        }
    }

    /** The entry that is to be added, if it fits what was agreed and what is recorded; the caller has locked what it is of. */
    Payment checked(UUID subject, Entry entry, WorkOrder.Offer agreed, Reader writer) throws OrderException {
        Optional<Payment> before = table.current(subject);
        Optional<UUID> last = before.map(Payment::id);
        if (entry.corrects().isPresent()) {
            if (!writer.roles().contains(Role.MANAGER)) {
                throw new OrderException(OrderException.Code.PAYMENT_CORRECTED_BY_MANAGER, "a manager corrects it");
            }
            if (!entry.corrects().equals(last)) {
                throw new OrderException(OrderException.Code.PAYMENT_CHANGED, "another entry is the last one");
            }
            if (entry.correction().isEmpty()) {
                throw new OrderException(OrderException.Code.PAYMENT_NO_REASON, "why it is corrected");
            }
            if (entry.isSameAccount() && before.orElseThrow().kind() != entry.kind()) {
                throw new OrderException(OrderException.Code.PAYMENT_ACCOUNT, "paid in another way");
            }
        }
        if ((entry.kind() == Payment.Kind.NOTHING) != (entry.paid().minor() == 0)) {
            throw new OrderException(OrderException.Code.PAYMENT_NOTHING, "nothing is paid, or an amount is");
        }
        boolean isAsAgreed = entry.paid().equals(agreed);
        boolean isSameCurrency = entry.paid().currency().equals(agreed.currency());
        if (!isSameCurrency || (!isAsAgreed && entry.difference().isEmpty())) {
            throw new OrderException(OrderException.Code.PAYMENT_DIFFERS, "another amount than was agreed");
        }
        return new Payment(
                UUID.randomUUID(),
                subject,
                entry.kind(),
                entry.paid(),
                agreed,
                isAsAgreed ? Optional.empty() : entry.difference(),
                entry.corrects(),
                entry.corrects().flatMap(_ -> entry.correction()),
                writer.account().orElseThrow(),
                clock.instant());
    }

    /**
     * Gives the vault what is to be kept of the account, if anything is: with it the purpose begins. The account is that of the entry that
     * holds: what a correction does not name is not kept any more, unless it says that it is the same.
     */
    void keep(WorkOrder order, Entry entry, Reader writer) throws OrderException, VaultException {
        if (entry.corrects().isPresent()) {
            if (!entry.isSameAccount()) {
                file.replace(order, entry.account(), Purpose.OFFER_AND_PAYMENT, writer);
            }
        } else if (!entry.account().isEmpty()) {
            file.write(order, entry.account(), Purpose.OFFER_AND_PAYMENT, writer);
        }
    }

    private static Actor staff(Reader writer) {
        return Actor.staff(writer.account().orElseThrow());
    }
}
