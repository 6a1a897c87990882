package org.wangchuan.station.phone;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wangchuan.engine.phone.contact.CableEvent;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.read.DeviceNumber;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.UsbWatch;

/**
 * All cables of the bench: one thread looks at them, and each lane sees what hangs at its own place. A look that a stuck kernel holds up makes what is seen
 * older, and holds up no lane; so does one that fails. What is older than {@link #OLD} is not known any more. Thread-safe.
 */
public final class BenchCables implements PhoneBench {
    /**
     * How old what was seen may be, reckoned from the beginning of the look: twice as long as a look waits for one answer of the kernel, and a second. One that a kernel
     * holds up can take longer, by itself and with another's before it, while nothing went: what is older says nothing any more, and neither that anything is there nor
     * that it went. Whoever has to know waits for the next look, see {@link PhoneTimes#looking}.
     */
    static final Duration OLD = Duration.ofMillis(2 * UsbInventory.ANSWER_MILLIS + 4 * UsbWatch.EVERY_MILLIS);

    private final PhoneCables cables;
    private final Supplier<PhoneCables.Found> looks;
    private final Consumer<String> trouble;
    private final LongSupplier clock;
    private final Set<String> told = new HashSet<>();
    private final Thread looker;
    private volatile View view;
    private volatile boolean closed;

    /**
     * What a look has seen.
     *
     * @param unknown as {@link PhoneCables.Found#unknown}
     * @param shared numbers that were ever seen at two places at once
     * @param apart as {@link PhoneCables#apart}
     * @param sinceNanos when it began
     */
    private record View(
            Map<UsbPlace, PhoneContact> hanging,
            Set<UsbPlace> unknown,
            Set<SerialNumber> shared,
            Map<UsbPlace, UsbPlace> apart,
            long sinceNanos) {}

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
                    return cables.found();
                },
                trouble,
                System::nanoTime);
    }

    /**
     * With other looks.
     *
     * @param looks each looks, and tells what is found
     * @param clock nanoseconds
     */
    BenchCables(PhoneCables cables, Supplier<PhoneCables.Found> looks, Consumer<String> trouble, LongSupplier clock) {
        this.cables = cables;
        this.looks = looks;
        this.trouble = trouble;
        this.clock = clock;
        this.view = new View(Map.of(), Set.of(), Set.of(), Map.of(), clock.getAsLong() - OLD.toNanos() - 1);
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
            long since = clock.getAsLong();
            PhoneCables.Found found = looks.get();
            if (!found.isWhole()) {
                tell("not whole"); // what was seen before grows old
                return;
            }
            List<PhoneContact> now = found.contacts();
            // Afterwards: who goes by what is known to be apart finds each phone at its own place also in a list of
            // before.
            Map<UsbPlace, UsbPlace> apart = cables.apart();
            Map<UsbPlace, PhoneContact> next = new HashMap<>();
            now.forEach(contact -> contact.places().forEach(place -> next.put(place, contact)));
            view = new View(Map.copyOf(next), found.unknown(), sharedBy(now), apart, since);
        } catch (RuntimeException | VirtualMachineError failed) {
            tell(failed);
        }
    }

    /** By its kind alone: a message may hold what a phone said of itself. */
    private void tell(Throwable failed) {
        try {
            Throwable cause = failed.getCause();
            tell((cause == null ? failed : cause).getClass().getSimpleName());
        } catch (RuntimeException | VirtualMachineError _) {
            return; // memory is short here, too: the next look says it, or there is nothing to say any more
        }
    }

    private void tell(String kind) {
        if (told.add(kind)) {
            trouble.accept("a look at the phone cables failed: " + kind);
        }
    }

    /** What was ever shown at two places at once stays the number of several. One that no phone is known by anyway is not among them. */
    private Set<SerialNumber> sharedBy(List<PhoneContact> contacts) {
        Set<SerialNumber> out = new HashSet<>(view.shared());
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

    private boolean isFresh(View seen) {
        return clock.getAsLong() - seen.sinceNanos() <= OLD.toNanos();
    }

    @Override
    public List<PhoneContact> contacts() {
        View seen = view;
        return !isFresh(seen)
                ? List.of()
                : seen.hanging().values().stream()
                        .distinct()
                        .sorted((one, other) ->
                                one.place().toString().compareTo(other.place().toString()))
                        .toList();
    }

    @Override
    public boolean isKnown() {
        View seen = view;
        return isFresh(seen) && seen.unknown().isEmpty();
    }

    @Override
    public UsbPlace known(UsbPlace place) {
        return cables.known(place);
    }

    @Override
    public boolean isOnePort(UsbPlace one, UsbPlace other) {
        Map<UsbPlace, PhoneContact> hanging = view.hanging();
        PhoneContact there = hanging.get(one);
        return cables.isOnePort(one, other) || (there != null && there.equals(hanging.get(other)));
    }

    @Override
    public PhoneCable at(UsbPlace place) {
        return new Cable(place, !view.apart().containsKey(place));
    }

    /** One port, or what was taken for one. */
    private final class Cable implements PhoneCable {
        private final UsbPlace place;
        private final boolean isFollowing;

        /**
         * @param isFollowing whether it stays with the phone that was there first, where the port turns out to be two: it was known by either place. Which of two was that
         *     nobody knows where both hung there before anybody looked, nor for which of them a job began before that: {@link #isOneOfTwo}
         */
        Cable(UsbPlace place, boolean isFollowing) {
            this.place = place;
            this.isFollowing = isFollowing;
        }

        private Optional<PhoneContact> in(View seen) {
            return Optional.ofNullable(seen.hanging().get(where(seen)));
        }

        private UsbPlace where(View seen) {
            return isFollowing ? seen.apart().getOrDefault(place, place) : place;
        }

        @Override
        public Optional<PhoneContact> now() {
            return seen().there();
        }

        @Override
        public Seen seen() {
            View seen = view;
            Optional<PhoneContact> there = in(seen);
            boolean isKnown = there.isPresent() || !seen.unknown().contains(where(seen));
            return isFresh(seen) && isKnown ? Seen.of(there) : Seen.UNKNOWN;
        }

        @Override
        public boolean isOf(UsbPlace other) {
            return isOnePort(place, other);
        }

        /** By what is known now, which another's look may have found since that of the view. */
        @Override
        public Optional<UsbPlace> place() {
            Map<UsbPlace, UsbPlace> apart = cables.apart();
            if (apart.containsKey(place)) {
                return Optional.of(isFollowing ? apart.get(place) : place);
            }
            PhoneContact there = view.hanging().get(place);
            return Optional.of(there == null ? cables.known(place) : there.place());
        }

        @Override
        public boolean isOneOfTwo() {
            return cables.apart().containsKey(place);
        }

        @Override
        public boolean isNumberShared() {
            View seen = view;
            return in(seen).flatMap(contact -> contact.device().serial())
                    .filter(seen.shared()::contains)
                    .isPresent();
        }

        @Override
        public PhoneCables.Settlement settle(JobKeys keys) throws ContactException {
            return cables.settle(keys);
        }
    }

    @Override
    public void close() {
        closed = true;
        looker.interrupt();
        cables.close();
    }
}
