package org.wangchuan.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.cli.check.Failures;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.phone.evidence.PhoneEvent;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.phone.LostPhoneJob;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTicket;

/** Erasures of phones that nobody can go on with, since their tickets can't be read: listed, and given up by their names. */
final class LostPhones {
    private LostPhones() {}

    static List<LostPhoneJob> all(Context context) throws UserError {
        try {
            return new PhoneStore(new StationHome(context.home())).lost();
        } catch (IOException e) {
            throw Failures.ofState(e, context.home());
        }
    }

    static void print(LostPhoneJob lost, Console console) {
        List<PhoneEvent> events = events(lost);
        Optional<String> begun = InterruptedPhone.begun(events);
        Optional<String> step = InterruptedPhone.step(events);
        console.result(
                begun.isPresent() && step.isPresent()
                        ? console.messages().text("phones.job-lost", lost.shortId(), begun.get(), step.get())
                        : console.messages().text("phones.job-lost-whole", lost.shortId()));
    }

    static JsonValue.Obj json(LostPhoneJob lost) {
        List<PhoneEvent> events = events(lost);
        return Json.object()
                .put("job", lost.shortId())
                .put("begun", InterruptedPhone.begun(events))
                .put("step", InterruptedPhone.step(events))
                .build();
    }

    /** None if the record can't be read either. */
    private static List<PhoneEvent> events(LostPhoneJob lost) {
        try {
            return lost.events();
        } catch (IOException _) {
            return List.of();
        }
    }

    /**
     * The one whose name begins as it was typed.
     *
     * @throws UserError if another job's does, too
     */
    static Optional<LostPhoneJob> named(PhoneStore store, Optional<String> typed) throws UserError, IOException {
        Optional<String> id = typed.filter(text -> UsbPlace.parse(text).isEmpty() && !text.isBlank())
                .map(text -> text.toLowerCase(Locale.ROOT));
        if (id.isEmpty()) {
            return Optional.empty();
        }
        List<LostPhoneJob> meant = store.lost().stream()
                .filter(lost -> lost.name().toLowerCase(Locale.ROOT).startsWith(id.get()))
                .toList();
        List<String> others = new ArrayList<>();
        for (PhoneTicket ticket : store.open()) {
            if (ticket.job().toString().startsWith(id.get())) {
                others.add(ticket.job().toString());
            }
        }
        if (meant.size() + others.size() > 1 && !meant.isEmpty()) {
            meant.forEach(lost -> others.add(lost.name()));
            throw UserError.of(ExitCode.USAGE, "PHONE_JOB.which", String.join(", ", others));
        }
        return meant.stream().findFirst();
    }

    static String listed(List<LostPhoneJob> lost) {
        return String.join(", ", lost.stream().map(LostPhoneJob::shortId).toList());
    }

    /** Destroys its secrets, and says what is kept of it and what nobody knows. */
    static ExitCode giveUp(PhoneStore store, LostPhoneJob lost, boolean json, Context context)
            throws UserError, IOException {
        Optional<Boolean> isSetOff = isSetOff(lost);
        Path kept = store.giveUp(lost).orElseThrow(() -> UserError.of(ExitCode.REFUSED, "PHONE_JOB.in-use"));
        Console console = context.console();
        if (json) {
            Json.Builder out = Json.object()
                    .put("state", "given-up")
                    .put("job", lost.shortId())
                    .put("folder", kept.toString())
                    .put("exitCode", ExitCode.OK.number());
            isSetOff.ifPresent(known -> out.put("setOff", known));
            console.result(CanonicalJson.writeText(Json.object()
                    .put("results", new JsonValue.Array(List.of(out.build())))
                    .build()));
            return ExitCode.OK;
        }
        console.result(console.messages().text("phone.gave-up-lost", lost.shortId(), kept));
        String known = isSetOff.map(did -> did ? "set-off" : "not-set-off").orElse("unknown");
        console.result("  " + console.messages().text("phone.gave-up-lost." + known));
        return ExitCode.OK;
    }

    /** Empty if nobody can tell. */
    private static Optional<Boolean> isSetOff(LostPhoneJob lost) {
        try {
            return Optional.of(lost.events().stream().anyMatch(PhoneEvent.SetOff.class::isInstance));
        } catch (IOException _) {
            return Optional.empty();
        }
    }
}
