package org.wangchuan.cli.bench;

import java.util.function.Consumer;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.plan.PhonePlan;
import org.wangchuan.engine.phone.plan.WayNotOffered;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.verdict.ClauseState;

/** What could be done to a phone, in words: before it is asked for anything ({@code plan}), and where its owner chooses. */
final class PhonePlanText {
    private final PhoneProducers producers;
    private final Messages messages;
    private final Consumer<String> line;

    /** @param line takes each line */
    PhonePlanText(PhoneProducers producers, Messages messages, Consumer<String> line) {
        this.producers = producers;
        this.messages = messages;
        this.line = line;
    }

    /** Each way that is offered, by its number from one on. */
    void offers(PhonePlan plan, Facts known) {
        for (int i = 0; i < plan.offers().size(); i++) {
            offer(i + 1, plan.offers().get(i), plan.policy(), known);
        }
    }

    private void offer(int number, PhonePlan.Offer offer, Policy policy, Facts known) {
        PhoneTechnique technique = offer.technique();
        line.accept(messages.text(
                "phone.offer",
                number,
                PhoneWords.in(technique.title(), messages),
                PhoneWords.time(offer.time(), messages),
                technique.id()));
        if (technique.fills()) {
            below(offer.time().mostSeconds().isPresent() ? "phone.offer-fills" : "phone.offer-fills-open");
        }
        below(offer.reaches().isPresent() ? "phone.offer-cleared" : "phone.offer-unproven");
        if (!offer.isTried()) {
            below("phone.offer-untried");
        }
        for (ClauseState clause : offer.atBest()) {
            if (clause.state() != ClauseState.State.SATISFIED) {
                line.accept("    "
                        + messages.text(
                                "clause." + Json.wireName(clause.state()),
                                PhoneWords.in(clause.clause().text(), messages)));
            }
        }
        producers.ahead(known, technique, policy, messages).forEach(text -> line.accept("    " + text));
        technique.leaves().forEach(left -> line.accept("    " + PhoneWords.in(left, messages)));
    }

    /** Ways of which more would have to be known; those of another system are none of this phone's. */
    void leftOut(PhonePlan plan) {
        for (PhonePlan.LeftOut out : plan.leftOut()) {
            if (out.isOpen()) {
                line.accept(messages.text(
                        "phone.left-out", PhoneWords.in(out.technique().title(), messages)));
                if (!out.technique().isTried()) {
                    below("phone.offer-untried");
                }
                out.missing().forEach(missing -> line.accept("    " + PhoneWords.condition(missing, messages)));
            }
        }
    }

    /** Ways that people have heard of and this program does not have. */
    void notOffered(Facts known) {
        for (WayNotOffered way : WayNotOffered.of(known)) {
            line.accept(messages.text("phone.not-offered", PhoneWords.in(way.title(), messages)));
            line.accept("    " + PhoneWords.in(way.because(), messages));
        }
    }

    /** Why nothing that is offered satisfies the policy by itself. */
    void obstacles(PhonePlan plan) {
        plan.obstacles()
                .forEach(one -> line.accept(messages.text("phone.obstacle", PhoneWords.in(one.reason(), messages))));
    }

    private void below(String words) {
        line.accept("    " + messages.text(words));
    }
}
