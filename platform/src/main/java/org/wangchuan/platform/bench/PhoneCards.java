package org.wangchuan.platform.bench;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.custody.CardsSaid;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderException;

/**
 * What a phone shows of a SIM or a memory card while a station is at it, and what people say that they see: the one thing of a turn that outlives it, for
 * it can only speak against what somebody accounted for. That nothing is shown says nothing. Thread-safe.
 */
@Component
class PhoneCards {
    private static final String PRESENT = "present";

    /** What people have said comes by their answer, once; the station repeats it among what is known. */
    private static final Set<String> BY_PEOPLE = Set.of("seen", "said");

    private final OrderCards cards;

    PhoneCards(OrderCards cards) {
        this.cards = cards;
    }

    /** What the phone itself shows in a turn. */
    static Set<CardsSaid.Kind> shown(PhoneTurn turn) {
        Set<CardsSaid.Kind> out = EnumSet.noneOf(CardsSaid.Kind.class);
        for (PhoneTurn.Fact fact : turn.facts()) {
            if (fact.value().equals(PRESENT) && !BY_PEOPLE.contains(fact.source())) {
                kind(fact.property()).ifPresent(out::add);
            }
        }
        return out;
    }

    private static Optional<CardsSaid.Kind> kind(String property) {
        return switch (property) {
            case "sim" -> Optional.of(CardsSaid.Kind.SIM);
            case "esim" -> Optional.of(CardsSaid.Kind.ESIM);
            case "card" -> Optional.of(CardsSaid.Kind.CARD);
            default -> Optional.empty();
        };
    }

    /**
     * Notes what a turn shows that the one before did not, and whatever speaks against what somebody accounted for: all that is known is told each time, and
     * from a turn nobody can tell whether the phone was read before the account or after it.
     *
     * @param before the turn before; empty if there was none that can be read
     */
    @Transactional(propagation = Propagation.MANDATORY)
    void shown(UUID order, PhoneTurn turn, Optional<PhoneTurn> before, UUID station) {
        Set<CardsSaid.Kind> known = before.map(PhoneCards::shown).orElse(Set.of());
        try {
            for (CardsSaid.Kind kind : shown(turn)) {
                if (!known.contains(kind) || cards.of(order).isNews(kind)) {
                    cards.seen(order, kind, CardsSaid.By.PHONE, Actor.station(station));
                }
            }
        } catch (OrderException e) {
            throw new IllegalStateException("the order of a task", e);
        }
    }

    /** The last that the phone of an order showed was never told: whoever accounted for its cards did not know of it either. */
    @Transactional(propagation = Propagation.MANDATORY)
    void unheard(UUID order, UUID station) {
        try {
            cards.unheard(order, Actor.station(station));
        } catch (OrderException e) {
            throw new IllegalStateException("the order of a task", e);
        }
    }

    /** Notes what somebody says that they see of them. */
    @Transactional(propagation = Propagation.MANDATORY)
    void seen(UUID order, JsonValue.Obj answer, UUID by) {
        try {
            Json.Fields in = Json.in(answer);
            if (!in.has("seen")) {
                return;
            }
            Json.Fields seen = in.object("seen");
            for (String property : new String[] {"sim", "card"}) {
                if (seen.has(property) && seen.text(property).equals(PRESENT)) {
                    note(order, kind(property).orElseThrow(), CardsSaid.By.PERSON, Actor.staff(by));
                }
            }
        } catch (ShapeException e) {
            throw new IllegalStateException("an answer of another shape", e);
        }
    }

    private void note(UUID order, CardsSaid.Kind kind, CardsSaid.By by, Actor actor) {
        try {
            cards.seen(order, kind, by, actor);
        } catch (OrderException e) {
            throw new IllegalStateException("an order with an open task", e);
        }
    }
}
