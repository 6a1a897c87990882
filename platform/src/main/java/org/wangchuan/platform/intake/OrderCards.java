package org.wangchuan.platform.intake;

import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.custody.CardAccount;
import org.wangchuan.platform.custody.Cards;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.GateException;

/** SIM and memory card of an order's phone: what becomes of the order with what is said and seen of them. Thread-safe. */
@Component
public class OrderCards {
    private static final Set<OrderState> OPEN = EnumSet.of(
            OrderState.TAKEN_IN,
            OrderState.OFFERED,
            OrderState.ACCEPTED,
            OrderState.CONSENTED,
            OrderState.AT_BENCH,
            OrderState.ERASING,
            OrderState.IN_PART,
            OrderState.CLEARED,
            OrderState.NOT_CLEARED);

    /** As of drives. */
    private static final String COUNTED = "media-counted";

    private final Orders orders;
    private final Cards cards;
    private final JdbcClient jdbc;

    OrderCards(Orders orders, Cards cards, JdbcClient jdbc) {
        this.orders = orders;
        this.cards = cards;
        this.jdbc = jdbc;
    }

    /** Whether somebody can account for them while an order stands so. */
    public static boolean isOpen(OrderState state) {
        return OPEN.contains(state);
    }

    /** How it stands with those of an order. */
    public CardsSaid of(WorkOrder order) {
        return cards.of(order.device());
    }

    /** Whether its owner read, where they agreed, that its memory card stays. */
    public boolean isReadToStay(WorkOrder order) {
        return order.consent()
                .filter(consent -> cards.wasToStay(order.device(), consent.at()))
                .isPresent();
    }

    /** What tells a page of what was said or seen of them from the page before, by the order; none of what is no phone, or of which nothing was. */
    public Map<UUID, String> marks(Collection<UUID> of) {
        Map<UUID, String> out = new HashMap<>();
        jdbc.sql("""
                        SELECT o.id, d.media_count IS NULL AS is_open, greatest(
                          (SELECT max(a.number) FROM custody.card_account a WHERE a.device_id = d.id),
                          (SELECT max(s.number) FROM custody.card_seen s WHERE s.device_id = d.id)) AS last
                        FROM intake.work_order o JOIN custody.device d ON d.id = o.device_id
                        WHERE o.id = ANY(?::uuid[]) AND d.kind IN ('phone', 'tablet')""")
                .param(of.stream().map(UUID::toString).toArray(String[]::new))
                .query(row -> {
                    long last = row.getLong("last");
                    if (!row.wasNull()) {
                        out.put(row.getObject("id", UUID.class), last + (row.getBoolean("is_open") ? "?" : ""));
                    }
                });
        return out;
    }

    /** The same of the order of this id. */
    @Transactional(propagation = Propagation.MANDATORY)
    public CardsSaid of(UUID order) throws OrderException {
        return of(orders.lock(order));
    }

    /**
     * Notes what became of them, and moves the order to where that leads: a card that stays takes back that it was cleared, and is waited for.
     *
     * @param shown {@link CardsSaid#last} as whoever says it was shown
     * @param isManager whether this person may say that a card does not stay after all, or that there was nothing where something was seen
     */
    @Transactional
    public void account(UUID order, CardAccount account, long shown, UUID by, boolean isManager)
            throws OrderException, GateException {
        WorkOrder known = orders.lock(order);
        if (!isOpen(known.state())) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, known.state().id());
        }
        if (orders.travel(known).filter(travel -> !travel.isInTheShop()).isPresent()) {
            throw new OrderException(OrderException.Code.NOT_ARRIVED, "nobody here has it in their hand");
        }
        Device device = cards.account(known.device(), account, shown, by, isManager);
        Actor staff = Actor.staff(by);
        orders.note(order, OrderStory.CARDS + account.card().id(), staff);
        boolean isCleared = device.state() == DeviceState.CLEARED;
        if (isCleared && (known.state() == OrderState.IN_PART || known.state() == OrderState.NOT_CLEARED)) {
            orders.move(order, Set.of(known.state()), OrderState.CLEARED, COUNTED, staff);
        } else if (!isCleared && known.state() == OrderState.CLEARED) {
            orders.move(order, Set.of(OrderState.CLEARED), OrderState.IN_PART, COUNTED, staff);
        }
    }

    /** Notes that something was seen in the phone of an order: an account that does not explain it holds no more, and the order with it. */
    @Transactional
    public void seen(UUID order, CardsSaid.Kind kind, CardsSaid.By by, Actor actor) throws OrderException {
        WorkOrder known = orders.lock(order);
        Cards.Fallen fallen;
        try {
            fallen = cards.seen(known.device(), kind, by);
        } catch (GateException e) {
            throw new OrderException(OrderException.Code.WRONG_STATE, e.code().name());
        }
        if (fallen == Cards.Fallen.NOTHING) {
            return;
        }
        orders.note(order, fallen == Cards.Fallen.CARD ? OrderStory.CARDS_TWICE : OrderStory.CARDS_DIFFER, actor);
        if (known.state() == OrderState.CLEARED) {
            orders.move(order, Set.of(OrderState.CLEARED), OrderState.IN_PART, COUNTED, actor);
        }
    }

    /** Of what the phone of an order showed last nobody has heard: what was accounted for before holds no more. Its order is moved by the caller. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void unheard(UUID order, Actor actor) throws OrderException {
        var _ = takenBack(orders.lock(order), OrderStory.CARDS_UNHEARD, actor);
    }

    /** It was on a way that nobody here saw the end of, and is here again: whoever had it may have put anything into it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void cameBack(UUID order, Actor actor) throws OrderException {
        WorkOrder known = orders.lock(order);
        if (takenBack(known, OrderStory.CARDS_BACK, actor) && known.state() == OrderState.CLEARED) {
            orders.move(order, Set.of(OrderState.CLEARED), OrderState.IN_PART, COUNTED, actor);
        }
    }

    private boolean takenBack(WorkOrder known, String why, Actor actor) throws OrderException {
        try {
            boolean isTaken = cards.takenBack(known.device(), why);
            if (isTaken) {
                orders.note(known.id(), why, actor);
            }
            return isTaken;
        } catch (GateException e) {
            throw new OrderException(OrderException.Code.WRONG_STATE, e.code().name());
        }
    }
}
