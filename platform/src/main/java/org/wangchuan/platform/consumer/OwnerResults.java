package org.wangchuan.platform.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.ModelAndView;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceState;
import org.wangchuan.platform.custody.HandOvers;
import org.wangchuan.platform.custody.SecondLook;
import org.wangchuan.platform.intake.OrderCards;
import org.wangchuan.platform.intake.OrderStory;
import org.wangchuan.platform.intake.Orders;
import org.wangchuan.platform.intake.list.BatchSummaries;
import org.wangchuan.platform.intake.payment.Payment;
import org.wangchuan.platform.intake.payment.Payments;
import org.wangchuan.platform.ledger.Judged;
import org.wangchuan.platform.ledger.MakersWord;
import org.wangchuan.platform.ledger.Observations;
import org.wangchuan.platform.ledger.Records;
import org.wangchuan.platform.ledger.RuleSets;
import org.wangchuan.platform.ledger.Statements;
import org.wangchuan.platform.ledger.Validations;

/** What came out, and where the device is; the same on a phone and on the counter's glass. Thread-safe. */
@Component
class OwnerResults {
    private final Orders orders;
    private final OrderStory story;
    private final OwnerPresence presence;
    private final BatchSummaries summaries;
    private final Statements statements;
    private final Validations validations;
    private final RuleSets rules;
    private final Observations observations;
    private final Records records;
    private final Payments payments;
    private final HandOvers handOvers;
    private final OrderCards cards;
    private final SecondLook second;
    private final MakersWord makers;

    OwnerResults(
            Orders orders,
            OrderStory story,
            OwnerPresence presence,
            BatchSummaries summaries,
            Statements statements,
            Validations validations,
            RuleSets rules,
            Observations observations,
            Records records,
            Payments payments,
            HandOvers handOvers,
            OrderCards cards,
            SecondLook second,
            MakersWord makers) {
        this.makers = makers;
        this.cards = cards;
        this.orders = orders;
        this.story = story;
        this.presence = presence;
        this.summaries = summaries;
        this.statements = statements;
        this.validations = validations;
        this.rules = rules;
        this.observations = observations;
        this.records = records;
        this.payments = payments;
        this.handOvers = handOvers;
        this.second = second;
    }

    /** What came out, and what it does not show. */
    ModelAndView proof(Look look, String problem) {
        UUID order = look.guest().order().id();
        Device device = look.guest().device();
        List<Judged> judged = statements.shown(order).stream().map(this::judged).toList();
        Optional<SecondLook.Said> looked = second(device);
        List<Payment> paid = payments.of(order);
        List<Records.Shown> agreed = records.agreed(order);
        Map<String, Object> model = new HashMap<>();
        model.put("payments", paid);
        model.put("statements", judged);
        model.put("tries", statements.tries(order));
        model.put("ways", Ways.of(look.guest()));
        List<OrderStory.Event> told = story.of(order);
        model.put("wish", OrderStory.wish(told));
        model.put(
                "sealed",
                told.reversed().stream()
                        .filter(event -> event.kind().equals(OrderStory.DESTRUCTION_AGREED))
                        .findFirst());
        model.put("observations", observations.ofOrder(order));
        model.put("agreed", agreed);
        model.put("second", looked);
        model.put("media", summaries.of(order).media());
        model.put("cards", cards.of(look.guest().order()));
        model.put("rules", rules);
        model.put("destruction", handOvers.destruction(device.id()));
        model.put("hasBegun", orders.hasBegun(order));
        model.put("shows", presence.shown(look.guest()));
        // A page that is open asks for itself now and then, and is shown anew when this has changed.
        model.put(
                "mark",
                look.guest().order().version() + "." + device.version() + "." + judged.size() + "."
                        + judged.stream()
                                .filter(one ->
                                        one.shown().file().certificateJson().isPresent())
                                .count()
                        + "." + paid.size() + "." + agreed.size() + "."
                        + looked.map(SecondLook.Said::key).orElse(""));
        return look.view("proof", problem, model);
    }

    /** Whether a second person has looked; of a device that is home again, and that nobody has looked at, nothing is to come. */
    private Optional<SecondLook.Said> second(Device device) {
        return Optional.ofNullable(second.of(List.of(device.id())).get(device.id()))
                .filter(said ->
                        device.state() != DeviceState.RETURNED || said.at().isPresent());
    }

    /** With what people have answered for; owners answer for nothing. */
    private Judged judged(Statements.Shown shown) {
        UUID event = shown.file().eventId();
        return new Judged(shown, validations.of(event), makers.of(event), Set.of(), Optional.empty());
    }

    /** Where the device is now, and how it came there. */
    ModelAndView device(Look look, String problem) {
        return look.view(
                "device",
                problem,
                Map.of(
                        "agreed",
                        records.agreed(look.guest().order().id()),
                        "found",
                        summaries.of(look.guest().order().id()),
                        "story",
                        story.of(look.guest().order().id()),
                        "destruction",
                        handOvers.destruction(look.guest().device().id())));
    }

    /** Where the device is, and why nothing was done. */
    ModelAndView refused(Look look, String problem) {
        ModelAndView view = device(look, problem);
        view.setStatus(HttpStatus.FORBIDDEN);
        return view;
    }
}
