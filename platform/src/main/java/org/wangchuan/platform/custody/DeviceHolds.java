package org.wangchuan.platform.custody;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.proof.statement.Verdict;

/**
 * What devices are held by. Each hold has its own end; the last one's leads on, and never past the gate. Thread-safe.
 */
@Component
public class DeviceHolds {
    /** Where a device can be that evidence holds, as {@code custody.held_by_evidence} has it: of others nobody needs to ask. */
    private static final Set<DeviceState> HELD_BY_EVIDENCE =
            EnumSet.of(DeviceState.BLOCKED, DeviceState.TO_DESTROY, DeviceState.SEALED, DeviceState.HANDED_OVER);

    /** In a device's events. */
    private static final String LOST = "lost";

    private static final String FOUND = "found";

    private final JdbcClient jdbc;
    private final Devices devices;
    private final MediaTable media;
    private final OrderHold orders;

    DeviceHolds(JdbcClient jdbc, Devices devices, MediaTable media, OrderHold orders) {
        this.jdbc = jdbc;
        this.devices = devices;
        this.media = media;
        this.orders = orders;
    }

    /** What a device is held by. */
    public enum Hold {
        /** With its order, on whose page that ends. */
        ORDER,
        /** By what came about it when it was in stock, or its order was over: no word ends that, and its destruction does. */
        EVIDENCE,
        /** It got lost here: nobody has it, and its order's page says when it is found. */
        LOST,
        /** By somebody, among the devices. */
        BY_HAND;

        /** In the keys of words. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All that hold a device now. */
    public Set<Hold> of(Device device) {
        return of(device, !againstThem(List.of(device)).isEmpty());
    }

    /** All that hold each of these devices now. */
    public Map<UUID, Set<Hold>> of(Collection<Device> some) {
        Set<UUID> against = againstThem(some);
        return some.stream().collect(Collectors.toMap(Device::id, device -> of(device, against.contains(device.id()))));
    }

    private Set<Hold> of(Device device, boolean isEvidenceAgainst) {
        Set<Hold> out = EnumSet.noneOf(Hold.class);
        if (isEvidenceAgainst) {
            out.add(Hold.EVIDENCE);
        }
        if (device.state() == DeviceState.BLOCKED) {
            if (orders.isHeld(device.id())) {
                out.add(Hold.ORDER);
            }
            if (orders.isMissing(device.id())) {
                out.add(Hold.LOST);
            }
            if (devices.heldByHand(device.id()).isPresent()) {
                out.add(Hold.BY_HAND);
            }
        }
        return out;
    }

    /**
     * Why devices are held among the devices, and who said so.
     *
     * @param reason as in the keys of words
     * @param by empty for the platform
     */
    public record ByHand(String reason, Optional<UUID> by, Instant at) {}

    /** Those of these devices that somebody holds among the devices. */
    public Map<UUID, ByHand> byHand(Collection<UUID> some) {
        Map<UUID, ByHand> out = new HashMap<>();
        jdbc.sql("""
                        SELECT DISTINCT ON (e.device_id) e.device_id, e.reason, e.account_id, e.at
                        FROM custody.device_event e JOIN custody.device d ON d.id = e.device_id
                        WHERE d.state = 'blocked' AND e.device_id = ANY(?::uuid[]) AND e.to_state = 'blocked'
                          AND e.reason = custody.held_by_hand(e.device_id)
                        ORDER BY e.device_id, e.id DESC""")
                .param(some.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    out.put(
                            row.getObject(1, UUID.class),
                            new ByHand(
                                    row.getString(2),
                                    Optional.ofNullable(row.getObject(3, UUID.class)),
                                    row.getObject(4, OffsetDateTime.class).toInstant()));
                });
        return out;
    }

    /** Those of these devices that evidence holds. */
    private Set<UUID> againstThem(Collection<Device> some) {
        String[] asked = some.stream()
                .filter(device -> HELD_BY_EVIDENCE.contains(device.state()))
                .map(device -> device.id().toString())
                .toArray(String[]::new);
        if (asked.length == 0) {
            return Set.of();
        }
        return jdbc
                .sql("SELECT id FROM unnest(?::uuid[]) id WHERE custody.held_by_evidence(id)")
                .param(asked)
                .query((row, _) -> row.getObject(1, UUID.class))
                .list()
                .stream()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Holds a device whose order was locked and is held now; one that something else holds is held by both. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void heldWithOrder(UUID device, UUID by) throws GateException {
        Device known = devices.locked(device);
        if (known.state() != DeviceState.BLOCKED) {
            devices.move(device, DeviceState.BLOCKED, by, "held");
        }
    }

    /**
     * Holds a locked device for an incident, also one that something else than a word among the devices holds: each of them has its own end.
     *
     * @return whether it is held for it now; not where it has left, or where somebody holds it among the devices already
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean heldForIncident(Device known, UUID by) {
        boolean canBe = known.state() == DeviceState.BLOCKED
                ? !of(known).contains(Hold.BY_HAND)
                : known.state().next().contains(DeviceState.BLOCKED);
        if (canBe) {
            devices.set(known, DeviceState.BLOCKED, Optional.of(by), "incident");
        }
        return canBe;
    }

    /**
     * A device got lost whose order was locked: it goes nowhere until it is found, whatever else holds it.
     *
     * @throws GateException if it is not the company's to lose any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lost(UUID device, UUID by) throws GateException {
        Device known = devices.locked(device);
        if (known.state() != DeviceState.BLOCKED && !known.state().next().contains(DeviceState.BLOCKED)) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " is not in the company's hands");
        }
        devices.set(known, DeviceState.BLOCKED, Optional.of(by), LOST);
    }

    /**
     * A device was found that had got lost; its order was locked, and is not missing any more. Whoever had it in between did what they wanted:
     * no good word of before counts for it, and a bag is not the one that was closed here. What else holds it does so still.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void found(UUID device, UUID by) throws GateException {
        Device known = devices.locked(device);
        if (known.state() != DeviceState.BLOCKED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " is not lost");
        }
        for (Medium medium : media.of(device).known()) {
            // Also one that does not conform yet: somebody could answer for the clause that is left open.
            if (medium.proof()
                    .map(Device.Proof::verdict)
                    .filter(Verdict::isGood)
                    .isPresent()) {
                media.unproved(medium.id());
            }
        }
        media.uncounted(device); // whoever had a phone may have put anything into it
        devices.leavesBag(device);
        Device now = devices.weighed(known, DeviceState.BLOCKED, Optional.of(by), FOUND);
        if (of(now).isEmpty()) {
            var _ = free(now, by, FOUND);
        }
    }

    /** The hold of an order is over that was locked, and is moved on by the caller. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Device releasedWithOrder(UUID device, UUID by) throws GateException {
        return ended(devices.locked(device), Hold.ORDER, by, "released");
    }

    /**
     * A hold among the devices is over.
     *
     * @param reason a word of a closed list
     */
    @Transactional
    public Device released(UUID device, UUID by, String reason) throws GateException {
        orders.lock(device);
        Device known = devices.locked(device);
        if (!of(known).contains(Hold.BY_HAND)) {
            throw new GateException(GateException.Code.WRONG_STATE, "nobody holds it among the devices");
        }
        return ended(known, Hold.BY_HAND, by, "released-" + reason);
    }

    private Device ended(Device known, Hold hold, UUID by, String reason) throws GateException {
        if (known.state() != DeviceState.BLOCKED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " is not held");
        }
        Set<Hold> left = of(known);
        left.remove(hold);
        if (!left.isEmpty()) {
            devices.set(known, DeviceState.BLOCKED, Optional.of(by), reason);
            return devices.find(known.id()).orElseThrow();
        }
        return free(known, by, reason);
    }

    /**
     * What was held is free again: as it was, or as the evidence has it by now. None of what came meanwhile is forgotten, and what was in
     * stock is put there anew by somebody, past the gate.
     */
    private Device free(Device known, UUID by, String reason) throws GateException {
        UUID device = known.id();
        DeviceState left = beforeHolds(device).orElse(known.state());
        DeviceState before = left == DeviceState.SEALED && wasFound(device) ? DeviceState.TO_DESTROY : left;
        boolean isSealed = before == DeviceState.SEALED;
        if (!(before.canBeCounted() || isSealed || before == DeviceState.IN_STOCK)) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + ", from " + before.id());
        }
        boolean isGood =
                media.of(device).together().filter(Device.Proof::opensGate).isPresent();
        boolean isAsBefore = before == DeviceState.TO_DESTROY || isSealed;
        devices.set(known, isAsBefore ? before : DeviceState.REGISTERED, Optional.of(by), reason);
        if (isGood && !isSealed) { // by the way of every proof: a hold leads to nothing that is cleared
            return devices.weighed(devices.locked(device), DeviceState.REGISTERED, Optional.of(by), reason);
        }
        return devices.find(device).orElseThrow();
    }

    private Optional<DeviceState> beforeHolds(UUID device) {
        return jdbc.sql("""
                        SELECT from_state FROM custody.device_event
                        WHERE device_id = ? AND to_state = 'blocked' AND from_state NOT IN ('blocked', 'returned') ORDER BY id DESC LIMIT 1""")
                .param(device)
                .query((row, _) -> DeviceState.of(row.getString(1)))
                .optional();
    }

    /** Whether it was found since it came under its holds. */
    private boolean wasFound(UUID device) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM custody.device_event e WHERE e.device_id = ? AND e.reason = ? AND e.to_state = 'blocked'
                          AND e.id > (SELECT max(held.id) FROM custody.device_event held
                            WHERE held.device_id = e.device_id AND held.to_state = 'blocked' AND held.from_state <> 'blocked'))""")
                .params(device, FOUND)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /**
     * Puts what nothing but evidence holds into a numbered bag of this organisation, to be destroyed as what could not be cleared: it was in
     * stock, or in a bag with its order over, so it is nobody else's. It is held all the same until its destruction is stated.
     */
    @Transactional
    public Device seal(UUID device, BagNumber bag, UUID organisation, UUID by) throws GateException {
        orders.lock(device);
        Device known = devices.locked(device);
        if (!of(known).equals(EnumSet.of(Hold.EVIDENCE)) || known.state() != DeviceState.BLOCKED) {
            throw new GateException(GateException.Code.WRONG_STATE, "not held by evidence alone");
        }
        devices.move(device, DeviceState.TO_DESTROY, by, "not-cleared");
        return devices.seal(device, bag, organisation, by);
    }

    /** It may hold state secrets: it is held, by the word of whoever brought it. */
    @Transactional
    public void stopped(UUID device) throws GateException {
        Device known = devices.locked(device);
        if (known.state() != DeviceState.REGISTERED) {
            throw new GateException(
                    GateException.Code.WRONG_STATE, known.state().id() + " is not stopped by a word");
        }
        devices.set(known, DeviceState.BLOCKED, Optional.empty(), "state-secrets");
    }
}
