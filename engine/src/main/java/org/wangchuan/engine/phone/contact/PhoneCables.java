package org.wangchuan.engine.phone.contact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.LongSupplier;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbEvent;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.UsbPorts;
import org.wangchuan.engine.usb.UsbPorts.Joined;
import org.wangchuan.engine.usb.UsbWatch;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;
import org.wangchuan.engine.usb.mode.UsbKnowledge;

/**
 * What is or may be a phone on the cables of a machine. Whoever looks every {@link UsbWatch#EVERY_MILLIS} milliseconds knows within a second of what was
 * plugged in and out, and of what was in between: whatever comes back is a new contact. Thread-safe; each event goes to one of those who look.
 */
public final class PhoneCables implements AutoCloseable {
    private final Surroundings surroundings;
    private final UsbInventory inventory;
    private final UsbWatch watch;
    private final UsbPorts ports;
    private final PortsApart apart;
    private final LongSupplier clock;
    private final OpenSessions sessions = new OpenSessions();
    private final Map<UsbPlace, CableContact> contacts = new HashMap<>();

    /** What happened; where one of them can't be taken in, those behind it are taken in by the next look. */
    private final Queue<UsbEvent> seen = new ArrayDeque<>();

    private long pluggings;
    private Set<UsbPlace> unknown = Set.of();
    private boolean isWhole;

    /** Of a machine. */
    public PhoneCables(Surroundings surroundings) {
        this(surroundings, System::nanoTime);
    }

    /** @param clock nanoseconds */
    public PhoneCables(Surroundings surroundings, LongSupplier clock) {
        this.surroundings = surroundings;
        this.inventory = new UsbInventory(surroundings.files());
        this.watch = new UsbWatch(inventory);
        this.ports = new UsbPorts(surroundings.files());
        this.apart = new PortsApart(clock);
        this.clock = clock;
    }

    /** What happened since the last time, each at the place where the kernel shows it; the first time, everything that hangs there was plugged in. */
    public synchronized List<CableEvent> look() {
        isWhole = false;
        long begun = clock.getAsLong();
        seen.addAll(watch.look());
        List<CableEvent> events = new ArrayList<>();
        for (UsbEvent event = seen.poll(); event != null; event = seen.poll()) {
            translated(event).ifPresent(events::add);
        }
        boolean isJoined = join();
        apart.look(contacts.values(), watch.devices(), begun);
        contacts.replaceAll((place, contact) -> apart.contains(place) ? contact.alone() : contact);
        isWhole = isJoined && watch.isWhole();
        return events;
    }

    /**
     * One side of a hub may come up after what hangs on the other. What was found once stays: the phone is where it was.
     *
     * @return whether it is known at which places nobody knows what hangs there
     */
    private boolean join() {
        Set<UsbPlace> hidden = new HashSet<>(watch.unknown());
        Set<UsbPlace> asked = new HashSet<>(hidden);
        contacts.values().forEach(contact -> {
            if (contact.places().size() == 1) {
                asked.add(contact.device().place());
            } else if (asked.remove(contact.device().place())) {
                hidden.addAll(contact.places());
            }
        });
        asked.removeIf(apart::contains);
        Optional<Map<UsbPlace, Joined>> joined = ports.joined(asked);
        joined.orElse(Map.of()).forEach((place, both) -> {
            contacts.computeIfPresent(place, (_, contact) -> contact.at(both.known(), both.other()));
            if (hidden.contains(place)) {
                hidden.add(both.other());
            }
        });
        unknown = Set.copyOf(hidden);
        return hidden.isEmpty() || joined.isPresent();
    }

    /**
     * What the last look has found.
     *
     * @param contacts as {@link PhoneCables#contacts}, without those of which it could not tell whether they hang there still
     * @param unknown all places of the ports at which something hangs, and nobody knows what: none of the contacts, or perhaps one that hung there before
     * @param isWhole whether nothing hangs anywhere else; otherwise nobody knows
     */
    public record Found(List<PhoneContact> contacts, Set<UsbPlace> unknown, boolean isWhole) {
        public Found {
            contacts = List.copyOf(contacts);
            unknown = Set.copyOf(unknown);
        }
    }

    /** What the last look has found, whoever looked. */
    public synchronized Found found() {
        Set<UsbPlace> hidden = watch.unknown();
        List<PhoneContact> there = contacts().stream()
                .filter(contact -> !hidden.contains(contact.device().place()))
                .toList();
        return new Found(there, unknown, isWhole);
    }

    /**
     * What hangs there as of the last look. Of what hangs at both places of one port it is what was plugged in first, until that goes or the two are known to be no port:
     * what comes back at another speed may be shown for a moment before it is gone from where it was, and what came to another socket must not pass for it.
     */
    public synchronized List<PhoneContact> contacts() {
        Map<UsbPlace, CableContact> first = new HashMap<>();
        for (CableContact contact : contacts.values()) {
            for (UsbPlace place : contact.places()) {
                first.merge(place, contact, (one, other) -> one.plugging() < other.plugging() ? one : other);
            }
        }
        return contacts.values().stream()
                .filter(contact -> contact.places().stream().map(first::get).allMatch(contact::equals))
                .<PhoneContact>map(contact -> contact)
                .toList();
    }

    /** The place by which a port is known to each {@link PhoneContact} there, by any of its own. */
    public UsbPlace known(UsbPlace place) {
        return apart.contains(place) ? place : ports.known(place);
    }

    /**
     * Whether two places are said to be one port, also if they were found not to be: a phone that is at the one may have been known by the other before.
     */
    public boolean isOnePort(UsbPlace one, UsbPlace other) {
        return one.equals(other)
                || (one.bus() != other.bus()
                        && ports.other(one).filter(other::equals).isPresent());
    }

    /** Places that were taken for one port until something hung at both, each with the one of the two at which hung the phone that was there first. */
    public Map<UsbPlace, UsbPlace> apart() {
        return apart.all();
    }

    private Optional<CableEvent> translated(UsbEvent event) {
        return switch (event) {
            case UsbEvent.Plugged(UsbDevice device) -> came(device);
            case UsbEvent.Replaced(UsbDevice _, UsbDevice now) -> came(now);
            case UsbEvent.Unplugged(UsbDevice device) ->
                Optional.ofNullable(contacts.remove(device.place())).map(CableEvent.Unplugged::new);
            case UsbEvent.Unreadable(var what) -> Optional.of(new CableEvent.Unreadable(what));
        };
    }

    private Optional<CableEvent> came(UsbDevice device) {
        pluggings++;
        CableContact before = contacts.remove(device.place());
        Classification found = UsbKnowledge.shipped().classify(device);
        if (found.meaning().compareTo(Meaning.POSSIBLE) < 0) {
            return Optional.ofNullable(before).map(CableEvent.Unplugged::new);
        }
        boolean isMade = !surroundings.isReal() || inventory.isMade(device.place());
        CableContact now = new CableContact(
                surroundings, sessions, device.place(), Set.of(device.place()), device, found, isMade, pluggings);
        contacts.put(device.place(), now);
        return Optional.of(before == null ? new CableEvent.Plugged(now) : new CableEvent.Replaced(before, now));
    }

    /**
     * What became of undoing the permissions of a job.
     *
     * @param hasOtherRecord whether usbmuxd holds a pairing with the iPhone or iPad that is not of this job, with a key of its own
     */
    public record Settlement(Settled what, boolean hasOtherRecord) {}

    /** What became of the job's own. */
    public enum Settled {
        /** No phone was given one that could be undone. An Android forgets a key only by a reset, or by its owner; the key itself goes with the job. */
        NOTHING_OWED,
        /** The iPhone or iPad has forgotten the pairing, or had already. */
        UNDONE,
        /** It could not be asked: it may know a pairing yet, of which nobody has the key. It can be tried again, unless the phone was erased since. */
        OWED
    }

    /**
     * Undoes what phones know of the keys of a job, when it closes, also after a loss of power; call {@link JobKeys#close} afterwards. The key of a pairing
     * is forgotten by it.
     *
     * @throws ContactException {@code NOT_KEPT} if what is still owed could not be kept
     */
    public Settlement settle(JobKeys keys) throws ContactException {
        return keys.settle(AppleOpening.host(surroundings));
    }

    /** Ends all sessions. */
    @Override
    public void close() {
        sessions.closeAll();
    }
}
