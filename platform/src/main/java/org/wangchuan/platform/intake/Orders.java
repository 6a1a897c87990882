package org.wangchuan.platform.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.Codes;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * All work orders, and the only way that one is moved on. Each move locks the order, so that of a change of mind and a station
 * that begins, one comes first and the other is told. Thread-safe.
 */
@Component
public class Orders {
    /** A station has erased it, and no order had asked for that. */
    public static final String MATCHED = "matched-erased";
    /** The owner has read that, and wants to go on. */
    public static final String GOES_ON = "matched-on";
    /** Somebody was wrong about a match. */
    public static final String TAKEN_BACK = "matched-taken-back";

    private static final Set<OrderState> RETURNED = Set.of(OrderState.RETURNED_UNTOUCHED, OrderState.RETURNED_ERASED);
    /** Where an erasure can begin because its owner has agreed. */
    private static final Set<OrderState> AGREED =
            Set.of(OrderState.CONSENTED, OrderState.AT_BENCH, OrderState.NOT_CLEARED);

    /**
     * The latest erasure of each medium that has begun, ordered or not; of those without an order only such as count. What knows no media has
     * one for all of it.
     */
    static final String LATEST_BEGUN = """
            SELECT DISTINCT ON (e.order_id, e.medium_id) e.order_id, e.id, e.kind = 'matched-erased' AS is_outside
            FROM intake.order_event e
            WHERE ((e.to_state = 'erasing' AND e.from_state IS DISTINCT FROM 'erasing' AND e.kind <> 'travel-found')
                OR (e.kind = 'matched-erased' AND e.medium_id IS NOT NULL))
              AND NOT EXISTS (SELECT 1 FROM intake.order_event back
                WHERE back.order_id = e.order_id AND back.kind = 'matched-taken-back'
                  AND back.erasure_id = e.erasure_id AND back.id > e.id)
            """;

    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final TravelTable travels;
    private final OwnerRecords signing;

    Orders(
            JdbcClient jdbc,
            InstantSource clock,
            ApplicationEventPublisher events,
            JsonMapper json,
            TravelTable travels,
            OwnerRecords signing) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.json = json;
        this.travels = travels;
        this.signing = signing;
    }

    /** What was noted of a device was corrected. */
    public static final String CORRECTED = "corrected";
    /** The owner said no to the price, and not to the shop. */
    public static final String PRICE_REFUSED = "price-refused";
    /** A manager has ended a hold. */
    public static final String RELEASED = "hold-released";

    /**
     * One line of an order's story.
     *
     * @param more what is known beside
     */
    public record Event(Instant at, String kind, OrderState state, Actor actor, More more) {
        /** Whether it is told by its own words, and not by those of the state that it led to. */
        public boolean isToldByKind() {
            return kind.startsWith("travel-")
                    || kind.startsWith("payment-")
                    || kind.startsWith("matched-")
                    || kind.startsWith("medium-")
                    || kind.equals(CORRECTED)
                    || kind.equals(PRICE_REFUSED)
                    || kind.equals(RELEASED);
        }
    }

    /**
     * What a story says beside what happened.
     *
     * @param offer the price that it is about
     * @param reason a choice of the closed list that belongs to the kind of event
     * @param note what a manager wrote to it; searched for personal data before it came here
     */
    public record More(Optional<WorkOrder.Offer> offer, Optional<String> reason, Optional<String> note) {
        static final More NOTHING = new More(Optional.empty(), Optional.empty(), Optional.empty());

        static More of(Optional<WorkOrder.Offer> offer) {
            return new More(offer, Optional.empty(), Optional.empty());
        }

        static More because(String reason, Optional<String> note) {
            return new More(Optional.empty(), Optional.of(reason), note);
        }
    }

    /** Takes a device in. */
    @Transactional
    public WorkOrder create(
            UUID site, UUID device, Channel channel, Presenter presenter, String policy, UUID byAccount) {
        UUID id = UUID.randomUUID();
        jdbc.sql("""
                        INSERT INTO intake.work_order
                          (id, code, site_id, device_id, channel, presenter, state, policy, created_by, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, 'taken_in', ?, ?, ?)""")
                .params(id, Codes.random(), site, device, channel.id(), presenter.id(), policy, byAccount, now())
                .update();
        log(id, "created", Optional.empty(), OrderState.TAKEN_IN, Actor.staff(byAccount));
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

    /** What happened to it, in order. */
    public List<Event> story(UUID order) {
        return jdbc.sql("SELECT * FROM intake.order_event WHERE order_id = ? ORDER BY id")
                .param(order)
                .query((row, _) -> new Event(
                        row.getObject("at", OffsetDateTime.class).toInstant(),
                        row.getString("kind"),
                        OrderState.of(row.getString("to_state")),
                        new Actor(
                                Actor.Kind.valueOf(row.getString("actor").toUpperCase(Locale.ROOT)),
                                Optional.ofNullable(row.getObject("actor_id", UUID.class))),
                        new More(
                                offer(row),
                                Optional.ofNullable(row.getString("reason")),
                                Optional.ofNullable(row.getString("note")))))
                .list();
    }

    private static Optional<WorkOrder.Offer> offer(ResultSet row) throws SQLException {
        String currency = row.getString("offer_currency");
        return currency == null
                ? Optional.empty()
                : Optional.of(new WorkOrder.Offer(row.getLong("offer_minor"), currency));
    }

    /** Makes an offer, or another one before the first is taken. */
    @Transactional
    public WorkOrder offer(UUID order, WorkOrder.Offer offer, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        jdbc.sql("UPDATE intake.work_order SET offer_minor = ?, offer_currency = ? WHERE id = ?")
                .params(offer.minor(), offer.currency(), order)
                .update();
        return move(known, OrderState.OFFERED, "offered", Erasure.NONE, More.of(Optional.of(offer)), by);
    }

    /** The owner takes this very offer: one that was changed meanwhile is refused. */
    @Transactional
    public WorkOrder accept(UUID order, WorkOrder.Offer seen, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (!known.offer().equals(Optional.of(seen))) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the offer was changed");
        }
        return move(known, OrderState.ACCEPTED, "accepted", Erasure.NONE, More.of(Optional.of(seen)), by);
    }

    /** The owner says no to this very price, and leaves the device here: another offer can be made. The one of before stays in the story. */
    @Transactional
    public WorkOrder refusePrice(UUID order, WorkOrder.Offer seen, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (known.state() != OrderState.OFFERED || !known.offer().equals(Optional.of(seen))) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the offer was changed");
        }
        withdrawOffer(known);
        return move(known, OrderState.TAKEN_IN, PRICE_REFUSED, Erasure.NONE, More.of(Optional.of(seen)), by);
    }

    /**
     * What was noted of the device was wrong: no offer holds that was made for something else, nor an answer to one, nor what was said of
     * getting ready. All of it stays in the story.
     */
    @Transactional
    WorkOrder corrected(UUID order, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (!known.state().isBeforeConsent()) {
            throw new OrderException(
                    OrderException.Code.TOO_LATE_TO_CORRECT, known.state().id());
        }
        withdrawOffer(known);
        jdbc.sql("UPDATE intake.work_order SET preparation = '{}' WHERE id = ?")
                .param(order)
                .update();
        return set(known, OrderState.TAKEN_IN, CORRECTED, Erasure.NONE, More.of(known.offer()), by);
    }

    private void withdrawOffer(WorkOrder known) {
        jdbc.sql("UPDATE intake.work_order SET offer_minor = NULL, offer_currency = NULL WHERE id = ?")
                .param(known.id())
                .update();
    }

    /** Notes what the owner said of one item of the checklist. */
    @Transactional
    public void prepared(UUID order, Map<String, String> items) throws OrderException {
        WorkOrder known = locked(order);
        if (!known.state().isBeforeNoReturn()) {
            throw new OrderException(OrderException.Code.NO_RETURN, "the erasure has begun");
        }
        Map<String, String> all = new LinkedHashMap<>(known.preparation());
        all.putAll(items);
        jdbc.sql("UPDATE intake.work_order SET preparation = ?::jsonb, version = version + 1 WHERE id = ?")
                .params(json.writeValueAsString(all), order)
                .update();
        events.publishEvent(new OrderChanged(order, known.state()));
    }

    /** The owner agrees to the erasure. */
    @Transactional
    public WorkOrder consent(UUID order, Agreement agreement, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        jdbc.sql("""
                        UPDATE intake.work_order SET consent_text = ?, consent_language = ?, consented_at = ?
                        WHERE id = ?""")
                .params(agreement.words().reference(), agreement.words().language(), now(), order)
                .update();
        WorkOrder moved = move(known, OrderState.CONSENTED, "consented", by);
        signing.consented(moved, agreement, by);
        return moved;
    }

    /**
     * Notes what an owner shows themselves, if it is more than what is known: nobody's signature is undone by a tap on another button.
     * Presence is of an erasure that has begun, and nobody is there again who was noted to have left.
     */
    @Transactional
    public void showsPresence(UUID order, Presence.Shown shown, Actor by) throws OrderException {
        Presence presence = shown.grade();
        WorkOrder known = locked(order);
        if (!known.state().takesPresence() || !hasBegun(order)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "presence is of an erasure");
        }
        if (presence != Presence.ABSENT && known.presence().equals(Optional.of(Presence.ABSENT))) {
            throw new OrderException(OrderException.Code.NOT_HERE, "they left");
        }
        if (known.presence().isEmpty() || known.presence().get().compareTo(presence) < 0) {
            present(order, shown, by);
        }
    }

    /**
     * Notes what shows that the owner was there, and signs it. Whoever sent a device away was not, whatever is clicked or signed.
     */
    @Transactional
    public void present(UUID order, Presence.Shown shown, Actor by) throws OrderException {
        Presence presence = shown.grade();
        WorkOrder known = locked(order);
        if (presence != Presence.ABSENT
                && travel(known).filter(travel -> !travel.isAtDoor()).isPresent()) {
            throw new OrderException(OrderException.Code.NOT_HERE, "the device is not where its owner is");
        }
        if (presence != Presence.ABSENT && isOfAnErasureOutside(order)) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "nobody was asked to watch that erasure");
        }
        Course course = course(order);
        if (presence != Presence.ABSENT && course.begunAt().isEmpty()) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "presence is of an erasure");
        }
        jdbc.sql("""
                        UPDATE intake.work_order SET presence = ?, presence_at = ?, version = version + 1
                        WHERE id = ?""").params(presence.id(), now(), order).update();
        log(order, "presence-" + presence.id(), Optional.of(known.state()), known.state(), by);
        events.publishEvent(new OrderChanged(order, known.state()));
        signing.present(known, shown, course, by);
    }

    /**
     * The latest erasure of an order.
     *
     * @param begunAt when it began
     * @param endedAt when it had ended, if it has
     */
    public record Course(Optional<Instant> begunAt, Optional<Instant> endedAt) {}

    /** The latest that somebody could have watched: when one began that nobody ordered is not known here. */
    private Course course(UUID order) {
        return jdbc.sql("""
                        SELECT begun.at, (SELECT max(ended.at) FROM intake.order_event ended WHERE ended.order_id = ?
                            AND ended.id > begun.id AND ended.from_state = 'erasing' AND ended.to_state NOT IN ('erasing', 'lost'))
                        FROM intake.order_event begun JOIN (""" + LATEST_BEGUN + """
                           AND e.order_id = ? ORDER BY e.order_id, e.medium_id, e.id DESC) latest ON latest.id = begun.id
                        WHERE NOT latest.is_outside ORDER BY begun.id DESC LIMIT 1""")
                .params(order, order)
                .query((row, _) -> {
                    Optional<Instant> began = instant(row, 1);
                    // A clock may have been set back meanwhile; nothing ends before it begins.
                    return new Course(
                            began,
                            instant(row, 2)
                                    .map(end -> began.filter(end::isBefore).orElse(end)));
                })
                .optional()
                .orElse(new Course(Optional.empty(), Optional.empty()));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /** Whether what shows presence was noted after the erasure that it is of had ended: somebody came, and perhaps watched nothing. */
    public boolean isPresentAfterwards(UUID order) {
        return presentAfterwards(List.of(order)).contains(order);
    }

    /** Those of several orders of which that is so. */
    public Set<UUID> presentAfterwards(Collection<UUID> orders) {
        return Set.copyOf(jdbc.sql("""
                        SELECT o.id FROM intake.work_order o WHERE o.id = ANY(?::uuid[]) AND o.presence <> 'absent'
                          AND EXISTS (SELECT 1 FROM intake.order_event ended
                            WHERE ended.order_id = o.id AND ended.from_state = 'erasing'
                              AND ended.to_state NOT IN ('erasing', 'lost') AND ended.at < o.presence_at
                              AND ended.id > (SELECT max(latest.id) FROM (""" + LATEST_BEGUN + """
                                 AND e.order_id = o.id ORDER BY e.order_id, e.medium_id, e.id DESC) latest
                                WHERE NOT latest.is_outside))""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> row.getObject(1, UUID.class))
                .list());
    }

    /** Notes in an order's story what moves it nowhere. */
    @Transactional
    public void note(UUID order, String kind, Actor by) throws OrderException {
        note(order, kind, Erasure.NONE, by);
    }

    /** The same, of an erasure. One that counts makes what was shown before a matter of an earlier try. */
    @Transactional
    public void note(UUID order, String kind, Erasure of, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (kind.equals(MATCHED) && of.medium().isPresent()) {
            presenceIsOfBefore(order);
        }
        log(order, kind, Optional.of(known.state()), known.state(), of, More.NOTHING, by);
        events.publishEvent(new OrderChanged(order, known.state()));
    }

    /**
     * Which erasure an event is about.
     *
     * @param medium the medium that it counts for; empty for one that counts for none
     * @param statement the one that says so, if nobody had ordered it
     */
    public record Erasure(Optional<UUID> medium, Optional<UUID> statement) {
        /** An event that is of none, or of a workflow that knows no media. */
        public static final Erasure NONE = new Erasure(Optional.empty(), Optional.empty());

        /** A station begins with a medium, as the order asks. */
        public static Erasure ordered(UUID medium) {
            return new Erasure(Optional.of(medium), Optional.empty());
        }
    }

    /** What an owner had shown for an earlier try, or for the erasure of another medium, and has not shown since. */
    public Optional<Presence> presenceBefore(UUID order) {
        return jdbc.sql("""
                        SELECT presence_before FROM intake.work_order
                        WHERE id = ? AND presence IS NULL AND presence_before IS NOT NULL""")
                .param(order)
                .query((row, _) -> Presence.of(row.getString(1)))
                .optional();
    }

    /** The same of several orders; one of which nothing was shown is not in it. */
    public Map<UUID, Presence> presenceBefore(Collection<UUID> orders) {
        return jdbc
                .sql("""
                        SELECT id, presence_before FROM intake.work_order
                        WHERE id = ANY(?::uuid[]) AND presence IS NULL AND presence_before IS NOT NULL""")
                .param(orders.stream().map(UUID::toString).toArray(String[]::new))
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), Presence.of(row.getString(2))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Presence is of an erasure: what was shown before this one began says nothing of it. Who was noted to have left, has. */
    private void presenceIsOfBefore(UUID order) {
        jdbc.sql("""
                        UPDATE intake.work_order SET presence_before = presence, presence = NULL, presence_at = NULL
                        WHERE id = ? AND presence <> 'absent'""").param(order).update();
    }

    /** When what shows presence was noted last. */
    public Optional<Instant> presentSince(UUID order) {
        return jdbc.sql("SELECT presence_at FROM intake.work_order WHERE id = ? AND presence_at IS NOT NULL")
                .param(order)
                .query((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .optional();
    }

    /** Says which person in the vault the owner is. */
    @Transactional
    public void owner(UUID order, UUID person) throws OrderException {
        WorkOrder known = locked(order);
        jdbc.sql("UPDATE intake.work_order SET owner_ref = ?, version = version + 1 WHERE id = ?")
                .params(person, order)
                .update();
        events.publishEvent(new OrderChanged(order, known.state()));
    }

    /** The way of an order's device, if it travels. */
    public Optional<Travel> travel(WorkOrder order) {
        return order.channel().travels() ? Optional.of(travels.of(order)) : Optional.empty();
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
        return locked(order);
    }

    /** Any other step: to the bench, begun, cleared, returned and so on. */
    @Transactional
    public WorkOrder move(UUID order, OrderState to, String kind, Actor by) throws OrderException {
        return move(locked(order), to, kind, by);
    }

    /** The same, but only from one of these states: what leads to the same place from elsewhere is somebody else's way. */
    @Transactional
    public WorkOrder move(UUID order, Set<OrderState> from, OrderState to, String kind, Actor by)
            throws OrderException {
        WorkOrder known = locked(order);
        if (!from.contains(known.state())) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, known.state().id() + " is not where it begins");
        }
        return move(known, to, kind, by);
    }

    /** Notes that what an order is about is lost. Only {@link Travels} knows whether it can be. */
    @Transactional
    WorkOrder lose(UUID order, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (!known.state().canBeLost()) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, known.state().id() + " is not lost");
        }
        return set(known, OrderState.LOST, "travel-lost", Erasure.NONE, More.NOTHING, by);
    }

    /** It is held, and why. */
    @Transactional
    WorkOrder hold(UUID order, HoldReason why, Actor by) throws OrderException {
        return move(locked(order), OrderState.HELD, "held", Erasure.NONE, More.because(why.id(), Optional.empty()), by);
    }

    /** Where an order was when it was held. */
    @Transactional(readOnly = true)
    public Optional<OrderState> heldIn(UUID order) {
        return jdbc.sql("""
                        SELECT from_state FROM intake.order_event
                        WHERE order_id = ? AND to_state = 'held' AND from_state NOT IN ('held', 'lost', 'returned_untouched', 'returned_erased') ORDER BY id DESC LIMIT 1""")
                .param(order)
                .query((row, _) -> OrderState.of(row.getString(1)))
                .optional();
    }

    /** A hold is over, and the order is where it was; {@link Counter} knows where that is by what is known now. */
    @Transactional
    WorkOrder release(UUID order, OrderState to, ReleaseReason why, Optional<String> note, Actor by)
            throws OrderException {
        WorkOrder known = locked(order);
        if (known.state() != OrderState.HELD) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not held");
        }
        // What was agreed to may have ended meanwhile: then its owner is asked anew.
        boolean isOver = AGREED.contains(to) && known.consent().isEmpty();
        return set(known, isOver ? OrderState.ACCEPTED : to, RELEASED, Erasure.NONE, More.because(why.id(), note), by);
    }

    /** What was lost turned up: the order is where it was. */
    @Transactional
    WorkOrder takeUpAgain(UUID order, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (known.state() != OrderState.LOST) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it is not lost");
        }
        return set(known, beforeLoss(order), "travel-found", Erasure.NONE, More.NOTHING, by);
    }

    /**
     * What was said to be with its owner is here: the order is where it was. What was agreed to is over since it was untouched, and that is
     * signed: its owner has to agree anew.
     */
    @Transactional
    WorkOrder takeUpReturned(UUID order, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (!RETURNED.contains(known.state())) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "it was not returned");
        }
        OrderState left = before(order, known.state());
        if (left == OrderState.GOING_BACK) {
            left = before(order, OrderState.GOING_BACK);
        }
        OrderState before = left == OrderState.LOST ? beforeLoss(order) : left;
        if (known.state() == OrderState.RETURNED_UNTOUCHED && known.consent().isPresent()) {
            jdbc.sql("""
                            UPDATE intake.work_order SET consent_text = NULL, consent_language = NULL, consented_at = NULL
                            WHERE id = ?""").param(order).update();
            before = AGREED.contains(before) ? OrderState.ACCEPTED : before;
        }
        return set(known, before, "travel-found", Erasure.NONE, More.NOTHING, by);
    }

    /** Where an order was before it came into a state that it was in. */
    private OrderState before(UUID order, OrderState state) {
        return jdbc.sql("""
                        SELECT from_state FROM intake.order_event WHERE order_id = ? AND to_state = ? AND from_state <> to_state
                        ORDER BY id DESC LIMIT 1""")
                .params(order, state.id())
                .query((row, _) -> OrderState.of(row.getString(1)))
                .single();
    }

    private OrderState beforeLoss(UUID order) {
        return jdbc.sql("""
                        SELECT from_state FROM intake.order_event WHERE order_id = ? AND kind = 'travel-lost' ORDER BY id DESC LIMIT 1""")
                .param(order)
                .query((row, _) -> OrderState.of(row.getString(1)))
                .single();
    }

    /** An erasure has begun: from one of these states, and with one medium. */
    @Transactional
    public WorkOrder begun(UUID order, Set<OrderState> from, String kind, Erasure of, Actor by) throws OrderException {
        WorkOrder known = locked(order);
        if (!from.contains(known.state())) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, known.state().id() + " is not where it begins");
        }
        return move(known, OrderState.ERASING, kind, of, More.NOTHING, by);
    }

    private WorkOrder move(WorkOrder known, OrderState to, String kind, Actor by) throws OrderException {
        return move(known, to, kind, Erasure.NONE, More.NOTHING, by);
    }

    private WorkOrder move(WorkOrder known, OrderState to, String kind, Erasure of, More more, Actor by)
            throws OrderException {
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

    private WorkOrder set(WorkOrder known, OrderState to, String kind, Erasure of, More more, Actor by) {
        jdbc.sql("UPDATE intake.work_order SET state = ?, version = version + 1 WHERE id = ?")
                .params(to.id(), known.id())
                .update();
        // What turned up again goes on with the erasure that had begun.
        if (to == OrderState.ERASING && known.state() != OrderState.LOST && !RETURNED.contains(known.state())) {
            presenceIsOfBefore(known.id());
        }
        log(known.id(), kind, Optional.of(known.state()), to, of, more, by);
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

    /** Whether its erasure has ever begun; also one that nobody ordered, and that was matched with it. */
    public boolean hasBegun(UUID order) {
        return jdbc.sql(
                                "SELECT count(*) FROM intake.order_event WHERE order_id = ? AND ((to_state = 'erasing' AND kind <> 'travel-found') OR kind = 'matched-erased')")
                        .param(order)
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /**
     * Whether it was erased, and nobody had asked anybody to watch: there is no medium whose latest erasure was ordered. What a match does
     * not count for takes nobody's word away.
     */
    public boolean isOfAnErasureOutside(UUID order) {
        return jdbc.sql("SELECT NOT EXISTS (SELECT 1 FROM (" + LATEST_BEGUN + """
                         AND e.order_id = ? ORDER BY e.order_id, e.medium_id, e.id DESC) latest WHERE NOT is_outside)
                        AND EXISTS (SELECT 1 FROM intake.order_event WHERE order_id = ? AND kind = 'matched-erased')""")
                .params(order, order)
                .query((row, _) -> row.getBoolean(1))
                .single();
    }

    /** Whether one of its media counts by an erasure that nobody ordered: what was shown is of the others. */
    public boolean isAnyErasedOutside(UUID order) {
        return jdbc.sql("SELECT EXISTS (SELECT 1 FROM (" + LATEST_BEGUN + """
                         AND e.order_id = ? ORDER BY e.order_id, e.medium_id, e.id DESC) latest WHERE is_outside)""")
                .param(order)
                .query((row, _) -> row.getBoolean(1))
                .single();
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

    private WorkOrder locked(UUID order) throws OrderException {
        return jdbc.sql("SELECT * FROM intake.work_order WHERE id = ? FOR UPDATE")
                .param(order)
                .query((row, _) -> read(row))
                .optional()
                .orElseThrow(() -> new OrderException(OrderException.Code.NOT_FOUND, "no such order"));
    }

    private void log(UUID order, String kind, Optional<OrderState> from, OrderState to, Actor by) {
        log(order, kind, from, to, Erasure.NONE, More.NOTHING, by);
    }

    private void log(
            UUID order, String kind, Optional<OrderState> from, OrderState to, Erasure of, More more, Actor by) {
        jdbc.sql("""
                        INSERT INTO intake.order_event
                          (order_id, at, kind, from_state, to_state, actor, actor_id, medium_id, erasure_id,
                           offer_minor, offer_currency, reason, note)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(order)
                .param(now())
                .param(kind)
                .param(from.map(OrderState::id).orElse(null))
                .param(to.id())
                .param(by.kind().name().toLowerCase(Locale.ROOT))
                .param(by.id().orElse(null))
                .param(of.medium().orElse(null))
                .param(of.statement().orElse(null))
                .param(more.offer().map(WorkOrder.Offer::minor).orElse(null))
                .param(more.offer().map(WorkOrder.Offer::currency).orElse(null))
                .param(more.reason().orElse(null))
                .param(more.note().orElse(null))
                .update();
    }

    WorkOrder read(ResultSet row) throws SQLException {
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
                offer(row),
                row.getString("policy"),
                json.readValue(row.getString("preparation"), TEXTS),
                text == null
                        ? Optional.empty()
                        : Optional.of(new WorkOrder.Consent(
                                text,
                                row.getString("consent_language"),
                                row.getObject("consented_at", OffsetDateTime.class)
                                        .toInstant())),
                Optional.ofNullable(row.getString("presence")).map(Presence::of),
                row.getInt("version"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
