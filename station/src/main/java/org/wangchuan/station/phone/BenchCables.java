package org.wangchuan.station.phone;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.phone.contact.CableEvent;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.read.DeviceNumber;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.UsbWatch;

/**
 * All cables of the bench: one thread looks at them, and each lane sees what hangs at its own place. A look that a stuck kernel holds up makes what is seen
 * older, and holds up no lane. Thread-safe.
 */
public final class BenchCables implements PhoneBench {
    private final PhoneCables cables;
    private final Thread looker;
    private volatile Map<UsbPlace, PhoneContact> hanging = Map.of();
    private volatile Set<SerialNumber> shared = Set.of();
    private volatile boolean closed;

    /**
     * Looks at once, and from then on by a thread of its own until it is closed.
     *
     * @param cables closed with this
     */
    public BenchCables(PhoneCables cables) {
        this.cables = cables;
        look();
        this.looker = Thread.ofPlatform().daemon().name("phone-cables").start(this::lookOn);
    }

    private void lookOn() {
        try {
            while (!closed) {
                Thread.sleep(UsbWatch.EVERY_MILLIS);
                look();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() {
        List<CableEvent> _ = cables.look();
        List<PhoneContact> now = cables.contacts();
        shared = sharedBy(now);
        Map<UsbPlace, PhoneContact> next = new HashMap<>();
        now.forEach(contact -> contact.places().forEach(place -> next.put(place, contact)));
        hanging = Map.copyOf(next);
    }

    /** What was ever shown at two places at once stays the number of several. One that no phone is known by anyway is not among them. */
    private Set<SerialNumber> sharedBy(List<PhoneContact> contacts) {
        Set<SerialNumber> out = new HashSet<>(shared);
        Set<SerialNumber> shown = new HashSet<>();
        for (PhoneContact contact : contacts) {
            contact.device()
                    .serial()
                    .filter(number -> DeviceNumber.isUsable(number.shown()))
                    .filter(number -> !shown.add(number))
                    .ifPresent(out::add);
        }
        return Set.copyOf(out);
    }

    @Override
    public List<PhoneContact> contacts() {
        return hanging.values().stream()
                .distinct()
                .sorted((one, other) ->
                        one.place().toString().compareTo(other.place().toString()))
                .toList();
    }

    @Override
    public UsbPlace known(UsbPlace place) {
        return cables.known(place);
    }

    @Override
    public PhoneCable at(UsbPlace place) {
        return new PhoneCable() {
            @Override
            public Optional<PhoneContact> now() {
                return Optional.ofNullable(hanging.get(place));
            }

            @Override
            public boolean isNumberShared() {
                Set<SerialNumber> several = shared;
                return now().flatMap(contact -> contact.device().serial())
                        .filter(several::contains)
                        .isPresent();
            }

            @Override
            public PhoneCables.Settled settle(JobKeys keys) throws ContactException {
                return cables.settle(keys);
            }
        };
    }

    @Override
    public void close() {
        closed = true;
        looker.interrupt();
        cables.close();
    }
}
