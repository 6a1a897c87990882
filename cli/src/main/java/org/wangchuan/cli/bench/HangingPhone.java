package org.wangchuan.cli.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneTimes;

/** The phone that a command line means: the one that it names by its place, or the only one. */
final class HangingPhone {
    private HangingPhone() {}

    /** A place as it was typed. */
    static UsbPlace place(String typed) throws UserError {
        return UsbPlace.parse(typed)
                .filter(one -> !one.root())
                .orElseThrow(() -> UserError.of(ExitCode.USAGE, "PHONE_PLACE", typed));
    }

    /** @throws UserError if none hangs there, or none at all, or several do and none was named */
    static PhoneContact on(PhoneBench bench, Optional<UsbPlace> named, PhoneTimes times) throws UserError {
        List<PhoneContact> contacts = settled(bench, named, times);
        if (named.isPresent()) {
            return contacts.stream()
                    .filter(contact -> contact.places().contains(named.get()))
                    .findFirst()
                    .orElseThrow(() -> UserError.of(ExitCode.REFUSED, "PHONE_THERE", named.get()));
        }
        if (contacts.isEmpty()) {
            throw UserError.of(ExitCode.REFUSED, "PHONE_NONE");
        }
        if (contacts.size() > 1) {
            throw UserError.of(
                    ExitCode.USAGE,
                    "PHONE_WHICH",
                    contacts.stream().map(contact -> contact.place().toString()).collect(Collectors.joining(", ")));
        }
        return contacts.getFirst();
    }

    /**
     * What hangs there once the kernel has had the time to set up what was plugged in just now. Where nobody has looked for a moment, or nobody knows what hangs there, the
     * next look is waited for.
     */
    private static List<PhoneContact> settled(PhoneBench bench, Optional<UsbPlace> named, PhoneTimes times) {
        Deadline settling = Deadline.after(times.settling());
        Deadline looking = Deadline.after(times.looking());
        while (true) {
            boolean isKnown =
                    named.map(place -> bench.at(place).seen().isKnown()).orElseGet(bench::isKnown);
            List<PhoneContact> contacts = bench.contacts();
            boolean isThere =
                    contacts.stream().anyMatch(contact -> contact.places().contains(named.orElse(contact.place())));
            if (isThere || (isKnown ? settling : looking).passed()) {
                return contacts;
            }
            LockSupport.parkNanos(times.look().toNanos());
        }
    }
}
