package org.wangchuan.platform.intake;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.wangchuan.platform.intake.OrderStory.Erasure;
import org.wangchuan.platform.intake.OrderStory.More;
import org.wangchuan.platform.ledger.RuleSets;
import tools.jackson.databind.json.JsonMapper;

/**
 * What shop and owner settle before anything is erased: the price and its answer, what is prepared, and the consent. Each step
 * moves its order by {@link Orders}. Thread-safe.
 */
@Component
public class OrderTerms {
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final ApplicationEventPublisher events;
    private final JsonMapper json;
    private final Orders orders;
    private final OwnerRecords signing;
    private final RuleSets rules;

    OrderTerms(
            JdbcClient jdbc,
            InstantSource clock,
            ApplicationEventPublisher events,
            JsonMapper json,
            Orders orders,
            OwnerRecords signing,
            RuleSets rules) {
        this.rules = rules;
        this.jdbc = jdbc;
        this.clock = clock;
        this.events = events;
        this.json = json;
        this.orders = orders;
        this.signing = signing;
    }

    /** Makes an offer, or another one before the first is taken. */
    @Transactional
    public WorkOrder offer(UUID order, WorkOrder.Offer offer, Actor by) throws OrderException {
        WorkOrder known = orders.lock(order);
        jdbc.sql("UPDATE intake.work_order SET offer_minor = ?, offer_currency = ? WHERE id = ?")
                .params(offer.minor(), offer.currency(), order)
                .update();
        return orders.move(known, OrderState.OFFERED, "offered", Erasure.NONE, More.of(Optional.of(offer)), by);
    }

    /** The owner takes this very offer: one that was changed meanwhile is refused. */
    @Transactional
    public WorkOrder accept(UUID order, WorkOrder.Offer seen, Actor by) throws OrderException {
        WorkOrder known = orders.lock(order);
        if (!known.offer().equals(Optional.of(seen))) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the offer was changed");
        }
        return orders.move(known, OrderState.ACCEPTED, "accepted", Erasure.NONE, More.of(Optional.of(seen)), by);
    }

    /** The owner says no to this very price, and leaves the device here: another offer can be made. The one of before stays in the story. */
    @Transactional
    public WorkOrder refusePrice(UUID order, WorkOrder.Offer seen, Actor by) throws OrderException {
        WorkOrder known = orders.lock(order);
        if (known.state() != OrderState.OFFERED || !known.offer().equals(Optional.of(seen))) {
            throw new OrderException(OrderException.Code.WRONG_STATE, "the offer was changed");
        }
        withdrawOffer(known);
        return orders.move(
                known, OrderState.TAKEN_IN, OrderStory.PRICE_REFUSED, Erasure.NONE, More.of(Optional.of(seen)), by);
    }

    /**
     * What was noted of the device was wrong: no offer holds that was made for something else, nor an answer to one, nor what was said of
     * getting ready. All of it stays in the story.
     */
    @Transactional
    WorkOrder corrected(UUID order, Actor by) throws OrderException {
        WorkOrder known = orders.lock(order);
        if (!known.state().isBeforeConsent()) {
            throw new OrderException(
                    OrderException.Code.TOO_LATE_TO_CORRECT, known.state().id());
        }
        withdrawOffer(known);
        jdbc.sql("UPDATE intake.work_order SET preparation = '{}' WHERE id = ?")
                .param(order)
                .update();
        return orders.set(known, OrderState.TAKEN_IN, OrderStory.CORRECTED, Erasure.NONE, More.of(known.offer()), by);
    }

    /** Another rule set was chosen: all that is over that a correction ends, for it was said of another erasure. */
    @Transactional
    WorkOrder rulesCorrected(UUID order, String policy, Actor by) throws OrderException {
        WorkOrder known = orders.lock(order);
        if (!known.state().isBeforeConsent()) {
            throw new OrderException(
                    OrderException.Code.TOO_LATE_TO_CORRECT, known.state().id());
        }
        withdrawOffer(known);
        jdbc.sql("UPDATE intake.work_order SET preparation = '{}', policy = ? WHERE id = ?")
                .params(policy, order)
                .update();
        More more = new More(known.offer(), Optional.of(known.policy()), Optional.empty());
        return orders.set(known, OrderState.TAKEN_IN, OrderStory.RULES_CORRECTED, Erasure.NONE, more, by);
    }

    private void withdrawOffer(WorkOrder known) {
        jdbc.sql("UPDATE intake.work_order SET offer_minor = NULL, offer_currency = NULL WHERE id = ?")
                .param(known.id())
                .update();
    }

    /**
     * Notes what the owner said of items of the checklist; an empty answer takes back what was said. Not before a price is taken, for what
     * was noted of the device may have been corrected, nor after the consent, which rests on these answers.
     */
    @Transactional
    public void prepared(UUID order, Map<String, String> items) throws OrderException {
        WorkOrder known = orders.lock(order);
        if (known.state() != OrderState.ACCEPTED) {
            throw new OrderException(
                    OrderException.Code.WRONG_STATE, known.state().id());
        }
        Map<String, String> all = new LinkedHashMap<>(known.preparation());
        all.putAll(items);
        all.values().removeIf(String::isEmpty);
        jdbc.sql("UPDATE intake.work_order SET preparation = ?::jsonb, version = version + 1 WHERE id = ?")
                .params(json.writeValueAsString(all), order)
                .update();
        events.publishEvent(new OrderChanged(order, known.state()));
    }

    /** Which rule set a yes to an order names, in which version: what {@link #consent} signs. */
    public String rules(WorkOrder order) {
        return order.policy() + "/" + rules.newestVersion(order.policy());
    }

    /** The owner agrees to the erasure by the rule set of the order, in its newest version: that is kept, and no other is carried out. */
    @Transactional
    public WorkOrder consent(UUID order, Agreement agreement, Actor by) throws OrderException {
        WorkOrder known = orders.lock(order);
        jdbc.sql("""
                        UPDATE intake.work_order SET consent_text = ?, consent_language = ?, consented_at = ?, policy_version = ?
                        WHERE id = ?""")
                .params(
                        agreement.words().reference(),
                        agreement.words().language(),
                        clock.instant().atOffset(ZoneOffset.UTC),
                        rules.newestVersion(known.policy()),
                        order)
                .update();
        WorkOrder moved = orders.move(known, OrderState.CONSENTED, "consented", Erasure.NONE, More.NOTHING, by);
        signing.consented(moved, agreement, by);
        return moved;
    }
}
