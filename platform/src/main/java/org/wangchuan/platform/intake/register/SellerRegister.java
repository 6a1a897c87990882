package org.wangchuan.platform.intake.register;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.OrderException;
import org.wangchuan.platform.intake.OrderState;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.OwnerFile;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.vault.Field;
import org.wangchuan.platform.vault.Purpose;
import org.wangchuan.platform.vault.Reader;
import org.wangchuan.platform.vault.Vault;
import org.wangchuan.platform.vault.VaultException;
import org.wangchuan.platform.web.access.Role;

/**
 * Who sold a device, where a local law asks second-hand dealers for it. Here stands whether a site asks; what it is told stands in the
 * vault and nowhere else. Thread-safe.
 */
@Component
public class SellerRegister {
    /** The longest name of a law, in characters. */
    public static final int LAW_CHARS_MAX = 200;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final Orders orders;
    private final Vault vault;
    private final OwnerFile file;

    SellerRegister(JdbcClient jdbc, InstantSource clock, Orders orders, Vault vault, OwnerFile file) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.orders = orders;
        this.vault = vault;
        this.file = file;
    }

    /**
     * What a site asks its sellers.
     *
     * @param law that makes it ask, by name and article; the last one that was named if it does not ask any more
     */
    public record Rule(boolean isRequired, String law, boolean asksAddress, boolean asksPhone) {
        static final Rule NONE = new Rule(false, "", false, false);

        /** What an entry has to have. */
        Set<Field> fields() {
            Set<Field> out = EnumSet.of(Field.CIVIL_NAME, Field.ID_KIND, Field.ID_NUMBER);
            if (asksAddress) {
                out.add(Field.POSTAL_ADDRESS);
            }
            if (asksPhone) {
                out.add(Field.REGISTERED_PHONE);
            }
            return out;
        }
    }

    /** What a site asks now. */
    public Rule ruleOf(UUID site) {
        return jdbc.sql("""
                        SELECT is_required, law, asks_address, asks_phone FROM intake.seller_register WHERE site_id = ?
                        ORDER BY id DESC LIMIT 1""")
                .param(site)
                .query((row, _) -> new Rule(row.getBoolean(1), row.getString(2), row.getBoolean(3), row.getBoolean(4)))
                .optional()
                .orElse(Rule.NONE);
    }

    /** Says what a site asks from now on; what it asked before stays on record. */
    @Transactional
    public void set(UUID site, Rule rule, UUID by) {
        jdbc.sql("""
                        INSERT INTO intake.seller_register (site_id, is_required, law, asks_address, asks_phone, changed_at, changed_by)
                        VALUES (?, ?, ?, ?, ?, ?, ?)""")
                .param(site)
                .param(rule.isRequired())
                .param(rule.law())
                .param(rule.asksAddress())
                .param(rule.asksPhone())
                .param(clock.instant().atOffset(ZoneOffset.UTC))
                .param(by)
                .update();
    }

    /** The order whose person stands for this one: of an institution's devices, the one that leads. */
    public UUID leading(WorkOrder order) {
        return order.batch()
                .flatMap(
                        batch -> jdbc.sql("SELECT lead_order FROM intake.batch WHERE id = ? AND lead_order IS NOT NULL")
                                .param(batch)
                                .query((row, _) -> row.getObject(1, UUID.class))
                                .optional())
                .orElse(order.id());
    }

    /** Whether it stands in the register who sells this. */
    public boolean isEntered(WorkOrder order) {
        Set<Field> needed = ruleOf(order.site()).fields();
        return orders.find(leading(order))
                .flatMap(WorkOrder::ownerRef)
                .flatMap(vault::keeping)
                .filter(keeping -> keeping.purposes().containsKey(Purpose.SELLER_REGISTER)
                        && keeping.fields().containsAll(needed))
                .isPresent();
    }

    /** Whether nothing may be paid for this yet, since it is not known who sells it. */
    public boolean isMissing(WorkOrder order) {
        return ruleOf(order.site()).isRequired() && !isEntered(order);
    }

    /** Enters who sells, or enters it again, with a reason; after the order is closed a manager only, and only again. */
    @Transactional
    public void enter(UUID id, SellerEntry entry, Reader writer) throws OrderException, VaultException {
        WorkOrder order = orders.lock(id);
        Rule rule = ruleOf(order.site());
        if (!rule.isRequired()) {
            throw new OrderException(OrderException.Code.SELLER_NOT_ASKED, "no law asks here");
        }
        if (!mayEnter(order, writer.roles()) || !leading(order).equals(id)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, order.state() + " takes no entry");
        }
        file.write(order, entry.values(rule), Purpose.SELLER_REGISTER, writer);
    }

    private boolean isAnyOpen(UUID batch) {
        return jdbc
                .sql("SELECT DISTINCT state FROM intake.work_order WHERE batch_id = ?")
                .param(batch)
                .query((row, _) -> OrderState.of(row.getString(1)))
                .list()
                .stream()
                .anyMatch(state -> state != OrderState.STATE_SECRETS
                        && state != OrderState.GOING_BACK
                        && state != OrderState.LOST
                        && state != OrderState.MISSING
                        && !state.isOver());
    }

    /** Whether somebody of these roles may enter it now, or again. */
    public boolean mayEnter(WorkOrder order, Set<Role> roles) {
        // The entry of a list stands at the order that leads it, which may be home while others are still to be paid.
        if (order.batch().filter(this::isAnyOpen).isPresent()) {
            return true;
        }
        return switch (order.state()) {
            case STATE_SECRETS, GOING_BACK, RETURNED_UNTOUCHED, RETURNED_ERASED, LOST, MISSING ->
                false; // nothing is sold
            case CLOSED -> roles.contains(Role.MANAGER) && isEntered(order);
            default -> true;
        };
    }
}
