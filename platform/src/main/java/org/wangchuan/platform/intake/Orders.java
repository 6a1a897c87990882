package org.wangchuan.platform.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import org.wangchuan.platform.identity.Organisations;
import org.wangchuan.platform.intake.OrderStory.Erasure;
import org.wangchuan.platform.intake.OrderStory.More;
import org.wangchuan.platform.intake.travel.Travel;
import org.wangchuan.platform.intake.travel.TravelTable;
import org.wangchuan.platform.ledger.ErasureOpened;
import org.wangchuan.platform.web.access.Role;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * All work orders, and the only way that one is moved on. Each move locks the order, so that of a change of mind and a station
 * that begins, one comes first and the other is told. Thread-safe.
 */
@Component
public class Orders {
    /** Where an erasure can begin because its owner has agreed. */
    private static final Set<OrderState> AGREED =
            Set.of(OrderState.CONSENTED, OrderState.AT_BENCH, OrderState.NOT_CLEARED);

    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final OrderStory story;
    private final TravelTable travels;
    private final OwnerRecords signing;
    private final Organisations organisations;

    Orders(
            JdbcClient jdbc,
            InstantSource clock,
            ApplicationEventPublisher events,
            JsonMapper json,
            OrderStory story,
            TravelTable travels,
            OwnerRecords signing,
            Organisations organisations) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.json = json;
        this.story = story;
        this.travels = travels;
        this.signing = signing;
        this.organisations = organisations;
    }

    /** Takes a device in. */
    @Transactional
    public WorkOrder create(
            UUID site, UUID device, Channel channel, Presenter presenter, String policy, UUID byAccount) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO intake.work_order
                          (id, code, site_id, device_id, channel, presenter, state, currency, policy, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, 'taken_in', ?, ?, ?, ?)""")
                .param(id)
                .param(Codes.random())
                .param(site)
                .param(device)
                .param(channel.id())
                .param(presenter.id())
                .param(organisations.site(site).orElseThrow().currency())
                .param(policy)
                .param(byAccount)
                .param(now())
                .update();
        story.log(id, "created", Optional.empty(), OrderState.TAKEN_IN, Actor.staff(byAccount));
        events.publishEvent(new OrderChanged(id, OrderState.TAKEN_IN));
        return find(id).orElseThrow();
    }

    /** An order. */
    public Optional<WorkOrder> find(UUID id) {
        return jdbc.sql("SELECT * FROM intake.work_order WHERE id = ?")
                .param(id)
                .query((row, _) -> read(row))
                .optional();
    }

    /** An order by what people read out. */
    public Optional<WorkOrder> byCode(String code) {
        String typed = Codes.typed(code);
        if (!Codes.isCode(typed)) {
            return Optional.empty();
        }
        return jdbc.sql("SELECT * FROM intake.work_order WHERE code = ?")
                .param(typed)
                .query((row, _) -> read(row))
                .optional();
    }

    /** The order of a device. */
    public Optional<WorkOrder> ofDevice(UUID device) {
        return jdbc.sql("SELECT * FROM intake.work_order WHERE device_id = ?")
                .param(device)
                .query((row, _) -> read(row))
                .optional();
    }

    /** Those of several devices, by the device; one that has none is not in it. */
    public Map<UUID, WorkOrder> ofDevices(Collection<UUID> devices) {
        return jdbc
                .sql("SELECT * FROM intake.work_order WHERE device_id = ANY(?::uuid[])")
                .param(devices.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> read(row))
                .list()
                .stream()
                .collect(Collectors.toMap(WorkOrder::device, Function.identity()));
    }

    /** The states of several, by the order. */
    public Map<UUID, OrderState> states(Collection<UUID> ids) {
        Map<UUID, OrderState> out = new HashMap<>();
        jdbc.sql("SELECT id, state FROM intake.work_order WHERE id = ANY(?::uuid[])")
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    out.put(row.getObject("id", UUID.class), OrderState.of(row.getString("state")));
                });
        return out;
    }

    /** Whoever looks at the order of such a device sees at once that what was shown of it may be true no more. */
    @EventListener
    void on(ErasureOpened opened) {
        ofDevices(opened.devices())
                .values()
                .forEach(order -> events.publishEvent(new OrderChanged(order.id(), order.state())));
    }

    /** Orders of a site, the newest first. */
    public List<WorkOrder> ofSite(UUID site, int offset, int limit) {
        return jdbc.sql("""
                        SELECT * FROM intake.work_order WHERE site_id = ?
                        ORDER BY created_at DESC, id LIMIT ? OFFSET ?""")
                .params(site, limit, offset)
                .query((row, _) -> read(row))
                .list();
    }

    /** Orders of a site in one state, the oldest first. */
    public List<WorkOrder> ofSite(UUID site, OrderState state, int limit) {
        return jdbc.sql("""
                        SELECT * FROM intake.work_order WHERE site_id = ? AND state = ?
                        ORDER BY created_at, id LIMIT ?""")
                .params(site, state.id(), limit)
                .query((row, _) -> read(row))
                .list();
    }

    /** Notes in an order's story what moves it nowhere. */
    @Transactional
    public void note(UUID order, String kind, Actor by) throws OrderException {
        note(order, kind, Erasure.NONE, by);
    }

    /** The same, of an erasure. One that counts makes what was shown before a matter of an earlier try. */
    @Transactional
    public void note(UUID order, String kind, Erasure of, Actor by) throws OrderException {
        WorkOrder known = lock(order);
        if (kind.equals(OrderStory.MATCHED) && of.medium().isPresent()) {
            presenceIsOfBefore(order);
        }
        story.log(order, kind, Optional.of(known.state()), known.state(), of, More.NOTHING, by);
        events.publishEvent(new OrderChanged(order, known.state()));
    }

    /** Its owner has another link: by whom stands in the story, and their role is shown to the owner. */
    @Transactional(propagation = Propagation.MANDATORY)
    void linkRenewed(UUID order, Role role, Actor by) throws OrderException {
        WorkOrder known = lock(order);
        story.log(
                order,
                OrderStory.LINK_RENEWED,
                Optional.of(known.state()),
                known.state(),
                Erasure.NONE,
                More.because(role.id(), Optional.empty()),
                by);
        events.publishEvent(new OrderChanged(order, known.state()));
    }

    /** Somebody says that data is still on the device of a locked order. */
    @Transactional(propagation = Propagation.MANDATORY)
    void dataFound(WorkOrder known, String incident, boolean isHeld, Actor by) {
        story.log(
                known.id(),
                isHeld ? OrderStory.DATA_FOUND_HELD : OrderStory.DATA_FOUND,
                Optional.of(known.state()),
                known.state(),
                Erasure.NONE,
                new More(Optional.empty(), Optional.empty(), Optional.of(incident)),
                by);
        events.publishEvent(new OrderChanged(known.id(), known.state()));
    }

    /** Presence is of an erasure: what was shown before this one began says nothing of it. Who was noted to have left, has. */
    private void presenceIsOfBefore(UUID order) {
        jdbc.sql("""
                        UPDATE intake.work_order SET presence_before = presence, presence = NULL, presence_at = NULL
                        WHERE id = ? AND presence <> 'absent'""").param(order).update();
    }

    /** Says which person in the vault the owner is. */
    @Transactional
    public void owner(UUID order, UUID person) throws OrderException {
        WorkOrder known = lock(order);
        jdbc.sql("UPDATE intake.work_order SET owner_ref = ?, version = version + 1 WHERE id = ?")
                .params(person, order)
                .update();
        events.publishEvent(new OrderChanged(order, known.state()));
    }

    /** The way of an order's device, if it travels. */
    public Optional<Travel> travel(WorkOrder order) {
        return order.channel().travels() ? Optional.of(travels.of(order)) : Optional.empty();
    }

    /** Whether an order's device is in the shop, as far as its way, or its loss, is on record. */
    public boolean isInTheShop(WorkOrder order) {
        return order.state() != OrderState.MISSING
                && travel(order).filter(way -> !way.isInTheShop()).isEmpty();
    }

    /** Refuses what may be done only with a device that is here, and of which its owner has the last word. */
    public void requireErasable(WorkOrder order) throws OrderException {
        Optional<Travel> travel = travel(order);
        if (travel.filter(known -> !known.isInTheShop()).isPresent()) {
            throw new OrderException(OrderException.Code.NOT_ARRIVED, "its arrival is not recorded");
        }
        if (travel.filter(known -> !known.mayBeErased()).isPresent()) {
            throw new OrderException(OrderException.Code.OWNER_ASKED, "its owner has not said again that they want it");
        }
    }

    /** An order, that nobody else moves before the caller's transaction ends. */
    @Transactional
    public WorkOrder lock(UUID order) throws OrderException {
        return jdbc.sql("SELECT * FROM intake.work_order WHERE id = ? FOR UPDATE")
                .param(order)
                .query((row, _) -> read(row))
                .optional()
                .orElseThrow(() -> new OrderException(OrderException.Code.NOT_FOUND, "no such order"));
    }

    /** Any other step: to the bench, begun, cleared, returned and so on. */
    @Transactional
    public WorkOrder move(UUID order, OrderState to, String kind, Actor by) throws OrderException {
        return move(lock(order), to, kind, by);
    }

    /** The same, but only from one of these states: what leads to the same place from elsewhere is somebody else's way. */
    @Transactional
    public WorkOrder move(UUID order, Set<OrderState> from, OrderState to, String kind, Actor by)
            throws OrderException {
        WorkOrder known = lock(order);
        requireIn(from, known);
        return move(known, to, kind, by);
    }

    /** Notes that what an order is about is lost. Only {@link Travels} knows whether it can be. */
    @Transactional
    public WorkOrder lose(UUID order, Actor by) throws OrderException {
        WorkOrder known = lock(order);
        if (!known.state().canBeLost()) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, known.state().id() + " is not lost");
        }
        return set(known, OrderState.LOST, "travel-lost", Erasure.NONE, More.NOTHING, by);
    }

    /** It is held, and why. */
    @Transactional
    WorkOrder hold(UUID order, HoldReason why, Actor by) throws OrderException {
        return move(lock(order), OrderState.HELD, "held", Erasure.NONE, More.because(why.id(), Optional.empty()), by);
    }

    /** A hold is over, and the order is where it was; {@link Counter} knows where that is by what is known now. */
    @Transactional
    WorkOrder release(UUID order, OrderState to, ReleaseReason why, Optional<String> note, Actor by)
            throws OrderException {
        WorkOrder known = lock(order);
        if (known.state() != OrderState.HELD) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not held");
        }
        // What was agreed to may have ended meanwhile: then its owner is asked anew.
        boolean isOver = AGREED.contains(to) && known.consent().isEmpty();
        return set(
                known,
                isOver ? OrderState.ACCEPTED : to,
                OrderStory.RELEASED,
                Erasure.NONE,
                More.because(why.id(), note),
                by);
    }

    /** What an order is about is not in the company's hands any more. {@code Losses} alone says so, with the order locked. */
    @Transactional(propagation = Propagation.MANDATORY)
    public WorkOrder goesMissing(WorkOrder known, String reason, Optional<String> note, Actor by)
            throws OrderException {
        if (!known.state().canGoMissing() || !isInTheShop(known)) {
            throw new OrderException(
                    OrderException.Code.LOSS_NOT_HERE, known.state().id() + " is not here to get lost");
        }
        return set(known, OrderState.MISSING, OrderStory.MISSING, Erasure.NONE, More.because(reason, note), by);
    }

    /**
     * What got lost here was found. Nothing of before is proof of it any more: what had begun to be erased is erased once more, and what its
     * owner had agreed to before anything began is over, wherever the order goes on, and that is signed. What was in a bag goes into another
     * one; a closed order stays closed, for its device is the company's, and paid for.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public WorkOrder foundAgain(WorkOrder known, String reason, Optional<String> note, Actor by) throws OrderException {
        if (known.state() != OrderState.MISSING) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not missing");
        }
        OrderState was = story.before(known.id(), OrderState.MISSING);
        OrderState to = switch (was) {
            case AT_BENCH -> OrderState.CONSENTED;
            case ERASING, IN_PART, CLEARED, SEALED -> OrderState.NOT_CLEARED;
            default -> was;
        };
        // Who agreed to its destruction has agreed to more than is left of it.
        boolean isEndAgreed = was == OrderState.SEALED || was == OrderState.CLOSED;
        if (known.consent().isPresent() && !isEndAgreed && !hasBegun(known.id())) {
            to = AGREED.contains(to) ? OrderState.ACCEPTED : to;
            jdbc.sql("""
                            UPDATE intake.work_order SET consent_text = NULL, consent_language = NULL, consented_at = NULL, policy_version = NULL
                            WHERE id = ?""").param(known.id()).update();
            signing.isOver(known, by);
        }
        return set(known, to, OrderStory.FOUND, Erasure.NONE, More.because(reason, note), by);
    }

    /** What was lost turned up: the order is where it was. */
    @Transactional
    public WorkOrder takeUpAgain(UUID order, Actor by) throws OrderException {
        WorkOrder known = lock(order);
        if (known.state() != OrderState.LOST) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not lost");
        }
        return set(known, story.beforeLoss(order), "travel-found", Erasure.NONE, More.NOTHING, by);
    }

    /**
     * What was said to be with its owner is here: the order is where it was. What was agreed to is over since it was untouched, and that is
     * signed: its owner has to agree anew.
     */
    @Transactional
    public WorkOrder takeUpReturned(UUID order, Actor by) throws OrderException {
        WorkOrder known = lock(order);
        if (!known.state().isReturned()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it was not returned");
        }
        OrderState left = story.before(order, known.state());
        if (left == OrderState.GOING_BACK) {
            left = story.before(order, OrderState.GOING_BACK);
        }
        OrderState before = left == OrderState.LOST ? story.beforeLoss(order) : left;
        if (known.state() == OrderState.RETURNED_UNTOUCHED && known.consent().isPresent()) {
            jdbc.sql("""
                            UPDATE intake.work_order SET consent_text = NULL, consent_language = NULL, consented_at = NULL, policy_version = NULL
                            WHERE id = ?""").param(order).update();
            before = AGREED.contains(before) ? OrderState.ACCEPTED : before;
        }
        return set(known, before, "travel-found", Erasure.NONE, More.NOTHING, by);
    }

    /** An erasure has begun: from one of these states, and with one medium. */
    @Transactional
    public WorkOrder begun(UUID order, Set<OrderState> from, String kind, Erasure of, Actor by) throws OrderException {
        WorkOrder known = lock(order);
        requireIn(from, known);
        return move(known, OrderState.ERASING, kind, of, More.NOTHING, by);
    }

    private static void requireIn(Set<OrderState> from, WorkOrder known) throws OrderException {
        if (!from.contains(known.state())) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, known.state().id() + " is not where it begins");
        }
    }

    private WorkOrder move(WorkOrder known, OrderState to, String kind, Actor by) throws OrderException {
        return move(known, to, kind, Erasure.NONE, More.NOTHING, by);
    }

    /** Moves an order that the caller has locked, if its state leads there. */
    @Transactional(propagation = Propagation.MANDATORY)
    WorkOrder move(WorkOrder known, OrderState to, String kind, Erasure of, More more, Actor by) throws OrderException {
        if (!known.state().next().contains(to)) {
            boolean isTooLate =
                    to == OrderState.RETURNED_UNTOUCHED && !known.state().isBeforeNoReturn();
            throw new OrderException(
                    isTooLate ? OrderException.Code.NO_RETURN : OrderException.Code.WRONG_STATE,
                    known.state().id() + " does not lead to " + to.id());
        }
        requireTrueReturn(known, to);
        requireHere(known, to, by);
        return set(known, to, kind, of, more, by);
    }

    /** The same, wherever its state leads: whoever calls this knows that it is true. */
    @Transactional(propagation = Propagation.MANDATORY)
    WorkOrder set(WorkOrder known, OrderState to, String kind, Erasure of, More more, Actor by) {
        jdbc.sql("UPDATE intake.work_order SET state = ?, version = version + 1 WHERE id = ?")
                .params(to.id(), known.id())
                .update();
        // What turned up again goes on with the erasure that had begun.
        if (to == OrderState.ERASING
                && known.state() != OrderState.LOST
                && !known.state().isReturned()) {
            presenceIsOfBefore(known.id());
        }
        story.log(known.id(), kind, Optional.of(known.state()), to, of, more, by);
        events.publishEvent(new OrderChanged(known.id(), to));
        // By its owner's word, which is before it is in their hand.
        boolean isOver = to == OrderState.RETURNED_UNTOUCHED || (to == OrderState.GOING_BACK && !hasBegun(known.id()));
        if (isOver && known.consent().isPresent()) {
            signing.isOver(known, by);
        }
        return find(known.id()).orElseThrow();
    }

    /** A held device may have been erased before or not: what is said of its return has to be true. */
    private void requireTrueReturn(WorkOrder known, OrderState to) throws OrderException {
        if (to == OrderState.RETURNED_UNTOUCHED && hasBegun(known.id())) {
            throw new OrderException(OrderException.Code.NO_RETURN, "the erasure had begun");
        }
        if (to == OrderState.RETURNED_ERASED && !hasBegun(known.id())) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the erasure had not begun");
        }
    }

    /** What travels is erased where it has arrived; by hand also at its owner's door, before it leaves. */
    private void requireHere(WorkOrder known, OrderState to, Actor by) throws OrderException {
        Optional<Travel> travel = travel(known);
        if (travel.isEmpty()) {
            return;
        }
        boolean isByHand = by.kind() == Actor.Kind.STAFF;
        boolean isAtDoor = isByHand && travel.get().isAtDoor();
        switch (to) {
            case AT_BENCH, SEALED -> requireErasable(known);
            case ERASING -> {
                if (!isAtDoor) {
                    requireErasable(known);
                }
            }
            case NOT_CLEARED ->
                requireTrue(!isByHand || isAtDoor || travel.get().isHere());
            case RETURNED_UNTOUCHED, RETURNED_ERASED ->
                requireTrue(travel.get().departure().isEmpty() || travel.get().isHome());
            // Into stock goes what was here all the time; a bag stays closed.
            case CLOSED ->
                requireTrue(known.state() == OrderState.SEALED || travel.get().isKept());
            default -> {}
        }
    }

    private static void requireTrue(boolean isHere) throws OrderException {
        if (!isHere) {
            throw new OrderException(OrderException.Code.NOT_ARRIVED, "its arrival is not recorded");
        }
    }

    /**
     * Whether an erasure without an order names the label of an order's phone. With a phone none is matched: that it is no longer as it came is
     * all that follows; also of a bad one, or one that something holds, whatever else does not fit.
     */
    public boolean isPhoneErasedOutside(UUID order) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM intake.work_order o
                          JOIN custody.device d ON d.id = o.device_id AND d.kind IN ('phone', 'tablet')
                          JOIN ledger.statement s ON s.site_id = d.site_id AND s.order_id IS NULL AND s.match_order_id IS NULL
                            AND (s.misfit IS NULL OR s.is_against) AND d.code = ANY (s.labels)
                          WHERE o.id = ?)""").param(order).query((row, _) -> row.getBoolean(1)).single();
    }

    /** Whether its erasure has ever begun; also one that nobody ordered, and that was matched with it or names its phone. */
    public boolean hasBegun(UUID order) {
        return jdbc.sql(
                                        "SELECT count(*) FROM intake.order_event WHERE order_id = ? AND ((to_state = 'erasing' AND kind <> 'travel-found') OR kind = 'matched-erased')")
                                .param(order)
                                .query((row, _) -> row.getInt(1))
                                .single()
                        > 0
                || isPhoneErasedOutside(order);
    }

    /** Those of several of which it has. */
    public Set<UUID> begun(Collection<UUID> ids) {
        return Set.copyOf(jdbc.sql("""
                        SELECT DISTINCT order_id FROM intake.order_event WHERE order_id = ANY(?::uuid[])
                          AND ((to_state = 'erasing' AND kind <> 'travel-found') OR kind = 'matched-erased')
                        UNION SELECT o.id FROM intake.work_order o
                          JOIN custody.device d ON d.id = o.device_id AND d.kind IN ('phone', 'tablet')
                          JOIN ledger.statement s ON s.site_id = d.site_id AND s.order_id IS NULL AND s.match_order_id IS NULL
                            AND (s.misfit IS NULL OR s.is_against) AND d.code = ANY (s.labels)
                          WHERE o.id = ANY(?::uuid[])""")
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .param(ids.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /** As what it goes back to its owner, whichever is true: untouched, or erased. */
    public OrderState goesBackAs(UUID order) {
        return hasBegun(order) ? OrderState.RETURNED_ERASED : OrderState.RETURNED_UNTOUCHED;
    }

    /** Whether it was erased without having been ordered, and its owner, who can still have it back, has said nothing since. */
    public boolean isOwnerToSpeak(UUID order) {
        return jdbc.sql("""
                        SELECT EXISTS (SELECT 1 FROM intake.work_order o
                          JOIN intake.order_event e ON e.order_id = o.id AND e.kind = 'matched-erased'
                          WHERE o.id = ? AND o.state IN ('consented', 'at_bench') AND NOT EXISTS (
                            SELECT 1 FROM intake.order_event said
                            WHERE said.order_id = o.id AND said.kind IN ('consented', 'matched-on') AND said.id > e.id))""").param(order).query((row, _) -> row.getBoolean(1)).single();
    }

    public WorkOrder read(ResultSet row) throws SQLException {
        String text = row.getString("consent_text");
        return new WorkOrder(
                row.getObject("id", UUID.class),
                row.getString("code"),
                row.getObject("site_id", UUID.class),
                row.getObject("device_id", UUID.class),
                Channel.of(row.getString("channel")),
                Presenter.of(row.getString("presenter")),
                Optional.ofNullable(row.getObject("owner_ref", UUID.class)),
                Optional.ofNullable(row.getObject("batch_id", UUID.class)),
                Optional.ofNullable(row.getString("reference")),
                OrderState.of(row.getString("state")),
                row.getString("currency"),
                OrderStory.offer(row),
                row.getString("policy"),
                json.readValue(row.getString("preparation"), TEXTS),
                text == null
                        ? Optional.empty()
                        : Optional.of(new WorkOrder.Consent(
                                text,
                                row.getString("consent_language"),
                                row.getObject("consented_at", OffsetDateTime.class)
                                        .toInstant(),
                                Optional.ofNullable(row.getObject("policy_version", Integer.class)))),
                Optional.ofNullable(row.getString("presence")).map(Presence::of),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
