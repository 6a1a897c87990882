package org.wangchuan.platform.rights;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.OrderLocks;
import org.wangchuan.platform.intake.OrderPersons;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.intake.register.SellerRegister;
import org.wangchuan.platform.vault.Vault;

/**
 * Whom a request is about in the vault by now. A request remembers who its order was of when it was asked, for what was written with it; but
 * who was forgotten since, or of whom nothing was kept then, is somebody new to the vault as soon as something is kept again. What an answer
 * does, and what it has to be true of, reaches all of them. Thread-safe.
 */
@Component
class RequestPersons {
    private final Orders orders;
    private final OrderLocks locks;
    private final OrderPersons persons;
    private final SellerRegister register;
    private final Vault vault;

    RequestPersons(Orders orders, OrderLocks locks, OrderPersons persons, SellerRegister register, Vault vault) {
        this.orders = orders;
        this.locks = locks;
        this.persons = persons;
        this.register = register;
        this.vault = vault;
    }

    /** Somebody in the vault, and what is kept of them; no data. */
    record Kept(UUID person, Vault.Keeping keeping) {
        boolean isThere() {
            return keeping.forgottenAt().isEmpty();
        }
    }

    /** Nobody makes the order of a request another person's, or its list's, before the caller's transaction ends; before the request is locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(PersonRequest request) {
        locks.lock(ordersOf(request));
    }

    /** All of them, the first one first, also who was forgotten. */
    Set<UUID> of(PersonRequest request) {
        Set<UUID> out = new LinkedHashSet<>();
        request.person().ifPresent(out::add);
        ordersOf(request).forEach(order -> out.addAll(persons.of(order)));
        return out;
    }

    /** Those of whom something is kept. */
    List<Kept> there(PersonRequest request) {
        return kept(of(request)).stream().filter(Kept::isThere).toList();
    }

    /** What is kept of them; of whom nothing is kept any more, that it was forgotten. Empty if nothing ever was. */
    List<Vault.Keeping> keepings(PersonRequest request) {
        return shown(kept(of(request)));
    }

    /** The same of an order that nothing was asked of yet. */
    List<Vault.Keeping> keepings(WorkOrder order) {
        Set<UUID> out = new LinkedHashSet<>();
        ordersOf(order).forEach(one -> out.addAll(persons.of(one)));
        return shown(kept(out));
    }

    private static List<Vault.Keeping> shown(List<Kept> all) {
        List<Vault.Keeping> there =
                all.stream().filter(Kept::isThere).map(Kept::keeping).toList();
        return there.isEmpty() && !all.isEmpty() ? List.of(all.getLast().keeping()) : there;
    }

    private List<Kept> kept(Set<UUID> all) {
        return all.stream()
                .flatMap(person -> vault.keeping(person).map(keeping -> new Kept(person, keeping)).stream())
                .toList();
    }

    /** The order, and of an institution's devices the one whose person stands for all. */
    private Set<UUID> ordersOf(PersonRequest request) {
        Optional<WorkOrder> order = request.order().flatMap(orders::find);
        return order.map(this::ordersOf).orElse(Set.of());
    }

    private Set<UUID> ordersOf(WorkOrder order) {
        Set<UUID> out = new LinkedHashSet<>();
        out.add(order.id());
        out.add(register.leading(order));
        return out;
    }
}
