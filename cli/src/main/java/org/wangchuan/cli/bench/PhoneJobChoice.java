package org.wangchuan.cli.bench;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.phone.LostPhoneJob;
import org.wangchuan.station.phone.PhoneStore;
import org.wangchuan.station.phone.PhoneTicket;

/** Which interrupted erasure of a phone is meant. */
final class PhoneJobChoice {
    private PhoneJobChoice() {}

    /**
     * The job that is named, at whatever place it began; else the one that began at the place that is named; else the only one. That of another place than the
     * one that is named is never taken, unless it is named itself: another phone may hang there.
     *
     * @param typed the beginning of a job's identity, or a place
     * @param isOne whether two places are one port: a job may have begun by its other name
     */
    static PhoneTicket job(
            PhoneStore store, Optional<UsbPlace> named, Optional<String> typed, BiPredicate<UsbPlace, UsbPlace> isOne)
            throws UserError, IOException {
        List<PhoneTicket> open = store.open();
        Optional<LostPhoneJob> lost = LostPhones.named(store, typed);
        if (lost.isPresent()) {
            throw UserError.of(ExitCode.REFUSED, "PHONE_JOB.lost", lost.get().shortId());
        }
        if (open.isEmpty() && !store.lost().isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "PHONE_JOB.lost", LostPhones.listed(store.lost()));
        }
        if (open.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "PHONE_JOB.none");
        }
        Optional<UsbPlace> place = named.or(() -> typed.flatMap(UsbPlace::parse));
        Optional<String> id = typed.filter(text -> UsbPlace.parse(text).isEmpty());
        List<PhoneTicket> meant = open.stream()
                .filter(ticket -> id.isPresent() ? isNamed(ticket, id.get()) : isAt(ticket, place, isOne))
                .toList();
        if (meant.isEmpty()) {
            String asked = id.or(() -> place.map(UsbPlace::toString)).orElse("");
            throw UserError.of(ExitCode.REFUSED, "PHONE_JOB.other", listed(open), asked);
        }
        if (meant.size() > 1) {
            throw UserError.of(ExitCode.USAGE, "PHONE_JOB.which", listed(meant));
        }
        return meant.getFirst();
    }

    private static boolean isNamed(PhoneTicket ticket, String id) {
        return ticket.job().toString().startsWith(id.toLowerCase(Locale.ROOT));
    }

    private static boolean isAt(PhoneTicket ticket, Optional<UsbPlace> place, BiPredicate<UsbPlace, UsbPlace> isOne) {
        return place.isEmpty() || isOne.test(ticket.place(), place.get());
    }

    private static String listed(List<PhoneTicket> tickets) {
        return tickets.stream()
                .map(ticket -> ticket.shortId() + " (" + ticket.place() + ")")
                .collect(Collectors.joining(", "));
    }
}
