package org.wangchuan.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.phone.job.PhoneCourse;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTicket;

/**
 * An erasure of a phone that has not come to its end; another program may be at it just now.
 *
 * @param begun when, as its record has it; empty if that can't be read
 * @param step what is due by its record
 */
record InterruptedPhone(PhoneTicket ticket, Optional<String> begun, Optional<String> step) {

    static List<InterruptedPhone> all(Context context) throws UserError {
        PhoneStore store = new PhoneStore(new StationHome(context.home()));
        try {
            List<InterruptedPhone> out = new ArrayList<>();
            for (PhoneTicket ticket : store.open()) {
                out.add(of(ticket, store));
            }
            return out;
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    private static InterruptedPhone of(PhoneTicket ticket, PhoneStore store) {
        try {
            List<PhoneEvent> events = store.events(ticket);
            return new InterruptedPhone(ticket, begun(events), step(events));
        } catch (IOException _) {
            return new InterruptedPhone(ticket, Optional.empty(), Optional.empty());
        }
    }

    static Optional<String> begun(List<PhoneEvent> events) {
        return events.stream()
                .filter(PhoneEvent.Opened.class::isInstance)
                .map(event -> ((PhoneEvent.Opened) event).at())
                .findFirst();
    }

    /** Empty before its head is whole. */
    static Optional<String> step(List<PhoneEvent> events) {
        return events.stream().anyMatch(PhoneEvent.PolicyChosen.class::isInstance)
                ? Optional.of(Json.wireName(PhoneCourse.step(events)))
                : Optional.empty();
    }

    void print(Console console) {
        if (ticket.order().isPresent()) {
            console.result(console.messages()
                    .text(
                            "phones.job-order",
                            ticket.place(),
                            ticket.order().get(),
                            ticket.shortId(),
                            step.orElse("?")));
        } else if (begun.isPresent() && step.isPresent()) {
            console.result(
                    console.messages().text("phones.job", ticket.place(), begun.get(), step.get(), ticket.shortId()));
        } else {
            console.result(console.messages().text("phones.job-damaged", ticket.place(), ticket.shortId()));
        }
    }

    JsonValue.Obj json() {
        return Json.object()
                .put("place", ticket.place().toString())
                .put("job", ticket.shortId())
                .put("order", ticket.order())
                .put("begun", begun)
                .put("step", step)
                .build();
    }
}
