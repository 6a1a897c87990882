package org.wangchuan.station.phone;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
 * older, and holds up no lane; so does one that fails. Thread-safe.
 */
public final class BenchCables implements PhoneBench {
    private final PhoneCables cables;
    private final Supplier<List<PhoneContact>> looks;
    private final Consumer<String> trouble;
    private final Set<String> told = new HashSet<>();
    private final Thread looker;
    private volatile Map<UsbPlace, PhoneContact> hanging = Map.of();
    private volatile Set<SerialNumber> shared = Set.of();
    private volatile boolean closed;

    /**
     * Looks at once, and from then on by a thread of its own until it is closed.
     *
     * @param cables closed with this
     * @param trouble told once of each kind of failure of a look; the looking goes on
     */
    public BenchCables(PhoneCables cables, Consumer<String> trouble) {
        this(
                cables,
                () -> {
                    List<CableEvent> _ = cables.look();
                    return cables.contacts();
                },
                trouble);
    }

    /** @param looks what hangs there now */
    BenchCables(PhoneCables cables, Supplier<List<PhoneContact>> looks, Consumer<String> trouble) {
        this.cables = cables;
        this.looks = looks;
        this.trouble = trouble;
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

    /** Nobody else looks: whatever goes wrong, also where memory is short, it is tried again. */
    private void look() {
        try {
            List<PhoneContact> now = looks.get();
            shared = sharedBy(now);
            Map<UsbPlace, PhoneContact> next = new HashMap<>();
            now.forEach(contact -> contact.places().forEach(place -> next.put(place, contact)));
            hanging = Map.copyOf(next);
        } catch (RuntimeException | VirtualMachineError failed) {
            tell(failed);
        }
    }

    /** By its kind alone: a message may hold what a phone said of itself. */
    private void tell(Throwable failed) {
        try {
            Throwable cause = failed.getCause();
            String kind = (cause == null ? failed : cause).getClass().getSimpleName();
            if (told.add(kind)) {
                trouble.accept("a look at the phone cables failed: " + kind);
            }
        } catch (RuntimeException | VirtualMachineError _) {
            return; // memory is short here, too: the next look says it, or there is nothing to say any more
        }
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
            public PhoneCables.Settlement settle(JobKeys keys) throws ContactException {
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
