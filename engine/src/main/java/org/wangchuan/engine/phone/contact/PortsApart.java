package org.wangchuan.engine.phone.contact;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;

/**
 * Which two places were taken for one port and are not: something hangs at both at once, for longer than the kernel shows a phone twice that comes back at another
 * speed. Firmware can be wrong about its sockets. Kept as long as this program runs. One thread looks; what is told of it is thread-safe.
 */
final class PortsApart {
    /** Of what came back before the kernel has taken what went off its list: it does so as soon as the hub tells of it, unless a driver holds it up. */
    static final Duration COMING_BACK = Duration.ofSeconds(2);

    private final LongSupplier clock;
    private final Map<Set<Enumeration>, Long> since = new HashMap<>();
    private final Map<UsbPlace, UsbPlace> apart = new ConcurrentHashMap<>();
    private boolean hasLooked;

    /** @param clock nanoseconds */
    PortsApart(LongSupplier clock) {
        this.clock = clock;
    }

    /** Both places of each, with the one of the two at which hung the phone that was there first. */
    Map<UsbPlace, UsbPlace> all() {
        return Map.copyOf(apart);
    }

    boolean contains(UsbPlace place) {
        return apart.containsKey(place);
    }

    /**
     * Takes in what hangs there now.
     *
     * @param devices all of it, phones and others
     * @param begun when somebody began to look for it: what hangs there may have been read at any time since, and how long that took is no time that two hung there
     */
    void look(Collection<CableContact> contacts, List<UsbDevice> devices, long begun) {
        long listed = clock.getAsLong();
        Map<UsbPlace, UsbDevice> there = new HashMap<>();
        devices.forEach(device -> there.put(device.place(), device));
        Map<UsbPlace, CableContact> phones = new HashMap<>();
        contacts.forEach(contact -> phones.put(contact.device().place(), contact));
        Set<Set<Enumeration>> seen = new HashSet<>();
        for (CableContact contact : contacts) {
            for (UsbPlace place : contact.places()) {
                UsbDevice other = there.get(place);
                if (other == null || place.equals(contact.device().place())) {
                    continue;
                }
                Set<Enumeration> both = Set.of(contact.enumeration(), other.enumeration());
                seen.add(both);
                // What was there before anybody looked did not come back from anywhere.
                long from = since.computeIfAbsent(both, _ -> hasLooked ? listed : begun - COMING_BACK.toNanos());
                if (begun - from >= COMING_BACK.toNanos()) {
                    take(contact, place, Optional.ofNullable(phones.get(place)));
                }
            }
        }
        since.keySet().retainAll(seen);
        hasLooked = true;
    }

    private void take(CableContact contact, UsbPlace place, Optional<CableContact> other) {
        CableContact first =
                other.filter(one -> one.plugging() < contact.plugging()).orElse(contact);
        apart.put(contact.device().place(), first.device().place());
        apart.put(place, first.device().place());
    }
}
