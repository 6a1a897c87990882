package org.wangchuan.station.phone;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wangchuan.engine.phone.contact.CableEvent;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
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
        hanging = cables.contacts().stream()
                .collect(Collectors.toUnmodifiableMap(PhoneContact::place, Function.identity()));
    }

    @Override
    public List<PhoneContact> contacts() {
        return hanging.values().stream()
                .sorted((one, other) ->
                        one.place().toString().compareTo(other.place().toString()))
                .toList();
    }

    @Override
    public PhoneCable at(UsbPlace place) {
        return new PhoneCable() {
            @Override
            public Optional<PhoneContact> now() {
                return Optional.ofNullable(hanging.get(place));
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
