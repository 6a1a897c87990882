package org.wangchuan.platform.intake;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What happened to orders, in the order in which it was written; nothing is changed or taken away. What an order may do next is asked of
 * {@link Orders}. Thread-safe.
 */
@Component
public class OrderStory {
    /** A station has erased it, and no order had asked for that. */
    public static final String MATCHED = "matched-erased";
    /** The owner has read that, and wants to go on. */
    public static final String GOES_ON = "matched-on";
    /** Somebody was wrong about a match. */
    public static final String TAKEN_BACK = "matched-taken-back";

    /** A lane was chosen by what a technician had said beforehand for the whole list. */
    public static final String LANE_BY_LIST = "lane-list";

    /** Before what is told of a phone's course on its cable: that it was chosen, and what somebody answered. */
    public static final String PHONE = "phone-";

    /** What follows it: all that is ever told of that, in the words of staff and of owners. */
    public static final List<String> PHONE_EVENTS =
            List.of("chosen", "way", "no-way", "seen", "goes-on-again", "goes-on-without", "goes-on-end");

    /** Before what is told of SIM and memory card of a phone. */
    public static final String CARDS = "cards-";

    /**
     * What follows it: what became of the memory card, that something was seen that contradicts it, or a card beside the one that was erased, that nobody heard what the phone showed last, that it was out of
     * sight, and that it was asked for while the order went on.
     */
    public static final List<String> CARDS_EVENTS =
            List.of("none", "given_back", "stays", "differ", "twice", "unheard", "back", "asked");

    /** Something was seen that contradicts what was accounted for. */
    public static final String CARDS_DIFFER = CARDS + "differ";

    /** A memory card was seen in it once one had been erased as its own. */
    public static final String CARDS_TWICE = CARDS + "twice";

    /** A station told how its try ended, and nobody has heard what the phone showed last. */
    public static final String CARDS_UNHEARD = CARDS + "unheard";

    /** It is here again from a way that nobody here saw the end of. */
    public static final String CARDS_BACK = CARDS + "back";

    /** A station gave up a try without a receipt: whatever the reason, nobody knows how far it came. */
    public static final String BROKEN = "erasure-broken";

    /** Before the grade of a presence that was noted. */
    private static final String PRESENCE = "presence-";

    /** What was noted of a device was corrected. */
    public static final String CORRECTED = "corrected";
    /** Another rule set was chosen before its owner agreed; its reason is the one of before. */
    public static final String RULES_CORRECTED = "rules-corrected";
    /** The owner said no to the price, and not to the shop. */
    public static final String PRICE_REFUSED = "price-refused";
    /** The owner, on their own page, would have it destroyed: it could not be cleared. */
    public static final String WANTS_DESTROYED = "wants-destroyed";
    /** The owner, on their own page, would have it back as it is by then. */
    public static final String WANTS_HOME = "wants-home";
    /** The owner agrees that it is destroyed, as the clerk says. */
    public static final String DESTRUCTION_AGREED = "destruction-agreed";
    /** A manager has ended a hold. */
    public static final String RELEASED = "hold-released";
    /** It got lost in the company's hands. */
    public static final String MISSING = "missing";
    /** What got lost there was found. */
    public static final String FOUND = "found-again";

    /** Somebody says that data is still on it, and it is held for that; the note is the code of the incident. */
    public static final String DATA_FOUND_HELD = "data-found-held";
    /** The same of a device that is not here, or is held already. */
    public static final String DATA_FOUND = "data-found";
    /** It had been made by mistake, and nothing had happened. */
    public static final String VOIDED = "voided";
    /** Its owner's link was replaced at the counter; its reason is the role of whoever did it. */
    public static final String LINK_RENEWED = "link-renewed";
    /** Whom that had put out had not asked for it. */
    public static final String LINK_OBJECTED = "link-objected";

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
                    || kind.startsWith("second-check-")
                    || kind.startsWith("wants-")
                    || kind.startsWith("link-")
                    || kind.startsWith("presence-")
                    || kind.startsWith(PHONE)
                    || kind.startsWith(CARDS)
                    || kind.startsWith(DATA_FOUND)
                    || kind.equals(BROKEN)
                    || kind.equals(LANE_BY_LIST)
                    || kind.equals(VOIDED)
                    || kind.equals(CORRECTED)
                    || kind.equals(RULES_CORRECTED)
                    || kind.equals(PRICE_REFUSED)
                    || kind.equals(MISSING)
                    || kind.equals(FOUND)
                    || kind.equals(RELEASED);
        }

        /** The key of the words for its reason: each kind has a list of its own. */
        public Optional<String> because() {
            String words = switch (kind) {
                case "held" -> "intake.hold.reason.";
                case LINK_RENEWED -> "identity.role.";
                case RULES_CORRECTED -> "intake.policy.";
                case MISSING -> "intake.loss.reason.";
                case FOUND -> "intake.loss.found.reason.";
                default -> "intake.release.reason.";
            };
            return more.reason().map(words::concat);
        }

        /** What it notes of the owner's being there, which moves an order nowhere: words under {@code consumer.presence.}. */
        public Optional<String> presence() {
            return kind.startsWith(PRESENCE) ? Optional.of(kind.substring(PRESENCE.length())) : Optional.empty();
        }

        /** Whether that was shown when no erasure ran: somebody came, and perhaps watched nothing. */
        public boolean isPresenceAfterwards() {
            return presence()
                            .filter(shown -> !shown.equals(Presence.ABSENT.id()))
                            .isPresent()
                    && state != OrderState.ERASING;
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

    private final JdbcClient jdbc;
    private final InstantSource clock;

    OrderStory(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What its owner said last of what is to become of it, since it was erased last; empty if they said nothing. */
    public static Optional<Event> wish(List<Event> story) {
        return story.reversed().stream()
                .takeWhile(event -> event.state() != OrderState.ERASING)
                .filter(event ->
                        event.kind().equals(WANTS_DESTROYED) || event.kind().equals(WANTS_HOME))
                .findFirst();
    }

    /** Whether what could not be cleared is wanted back by its owner, by their last word since it was erased last. */
    public boolean isWantedHome(WorkOrder order) {
        return order.state() == OrderState.NOT_CLEARED
                && wish(of(order.id()))
                        .filter(said -> said.kind().equals(WANTS_HOME))
                        .isPresent();
    }

    /** Whether an account noted, or corrected, what its order says of the device: its numbers among them. */
    public boolean isNotedBy(UUID order, UUID account) {
        return jdbc.sql("""
                        SELECT count(*) FROM intake.order_event
                        WHERE order_id = ? AND kind IN ('created', 'corrected') AND actor = 'staff' AND actor_id = ?""")
                        .params(order, account)
                        .query((row, _) -> row.getInt(1))
                        .single()
                > 0;
    }

    /** What happened to an order, from the first. */
    public List<Event> of(UUID order) {
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

    /** A price that is kept in a row. */
    static Optional<WorkOrder.Offer> offer(ResultSet row) throws SQLException {
        String currency = row.getString("offer_currency");
        return currency == null
                ? Optional.empty()
                : Optional.of(new WorkOrder.Offer(row.getLong("offer_minor"), currency));
    }

    /** Where an order was when it was held. */
    public Optional<OrderState> heldIn(UUID order) {
        return jdbc.sql("""
                        SELECT from_state FROM intake.order_event
                        WHERE order_id = ? AND to_state = 'held' AND from_state NOT IN ('held', 'lost', 'missing', 'returned_untouched', 'returned_erased') ORDER BY id DESC LIMIT 1""")
                .param(order)
                .query((row, _) -> OrderState.of(row.getString(1)))
                .optional();
    }

    /** Where an order was before it came into a state that it was in. */
    OrderState before(UUID order, OrderState state) {
        return jdbc.sql("""
                        SELECT from_state FROM intake.order_event WHERE order_id = ? AND to_state = ? AND from_state <> to_state
                        ORDER BY id DESC LIMIT 1""")
                .params(order, state.id())
                .query((row, _) -> OrderState.of(row.getString(1)))
                .single();
    }

    /** Where it was before it was lost. */
    OrderState beforeLoss(UUID order) {
        return jdbc.sql("""
                        SELECT from_state FROM intake.order_event WHERE order_id = ? AND kind = 'travel-lost' ORDER BY id DESC LIMIT 1""")
                .param(order)
                .query((row, _) -> OrderState.of(row.getString(1)))
                .single();
    }

    void log(UUID order, String kind, Optional<OrderState> from, OrderState to, Actor by) {
        log(order, kind, from, to, Erasure.NONE, More.NOTHING, by);
    }

    /** Writes what happened; in the transaction in which it does, with the order locked. */
    void log(UUID order, String kind, Optional<OrderState> from, OrderState to, Erasure of, More more, Actor by) {
        jdbc.sql("""
                        INSERT INTO intake.order_event
                          (order_id, at, kind, from_state, to_state, actor, actor_id, medium_id, erasure_id,
                           offer_minor, offer_currency, reason, note)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
                .param(order)
                .param(clock.instant().atOffset(ZoneOffset.UTC))
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
}
