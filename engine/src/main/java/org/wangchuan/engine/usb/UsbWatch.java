package org.wangchuan.engine.usb;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.usb.UsbListing.Reason;
import org.wangchuan.engine.usb.UsbListing.Unread;

/**
 * Tells what was plugged in and unplugged since it was last asked; whoever asks every {@link #EVERY_MILLIS} knows within a second. Between
 * two looks a place that was empty for a moment is seen by the number that the kernel gives to each plugging-in, so that nothing that
 * comes back passes for what was there before. Safe for use by several threads, of which one gets each event.
 */
public final class UsbWatch {
    /** How often to look, in milliseconds: a look at twenty devices that stay takes a few, most of them in the kernel. */
    public static final long EVERY_MILLIS = 250;

    /** How long the kernel may take from a device's folder to those of its interfaces; a driver that is stuck must not hide the device. */
    private static final long SETTLE_NANOS = 1_000_000_000L;

    private final UsbInventory inventory;
    private final LongSupplier clock;
    private final Map<UsbPlace, UsbDevice> known = new HashMap<>();
    private final Map<UsbPlace, Waiting> waiting = new HashMap<>();
    private final Map<UsbPlace, Enumeration> unread = new HashMap<>();
    private Set<UsbPlace> unknown = Set.of();
    private boolean isListThere;
    private boolean isWhole;
    private final Queue<Optional<UsbDevice>> late = new ConcurrentLinkedQueue<>();

    /** What a look has seen that failed before its end is told by the next one. */
    private final List<UsbEvent> untold = new ArrayList<>();

    private record Waiting(Enumeration enumeration, long sinceNanos) {}

    /** Of this machine. */
    public UsbWatch() {
        this(new UsbInventory());
    }

    /** Of what an inventory lists. */
    public UsbWatch(UsbInventory inventory) {
        this(inventory, System::nanoTime);
    }

    UsbWatch(UsbInventory inventory, LongSupplier clock) {
        this.inventory = inventory;
        this.clock = clock;
    }

    /** What happened since the last time; the first time, everything that hangs there was plugged in. */
    public synchronized List<UsbEvent> look() {
        isWhole = false;
        UsbInventory.Places places = inventory.places();
        List<UsbEvent> events = untold;
        Map<UsbPlace, Enumeration> now = new HashMap<>();
        for (UsbPlace place : places.places()) {
            inventory.reader().enumeration(place).ifPresent(one -> now.put(place, one));
        }
        isListThere |= places.present();
        boolean isAll = places.whole() && places.present() == isListThere;
        if (isAll) { // a list that could not be read says of nothing that it is gone
            forget(Set.copyOf(places.places()), events);
        }
        takeLate(now, events);
        List<Map.Entry<UsbPlace, Enumeration>> news = new ArrayList<>();
        for (UsbPlace place : places.places()) {
            Enumeration enumeration = now.get(place);
            if (enumeration != null && isNew(place, enumeration)) {
                news.add(Map.entry(place, enumeration));
            }
        }
        read(news, events);
        unknown = places.places().stream()
                .filter(place -> !isKnown(place, now.get(place)))
                .collect(Collectors.toUnmodifiableSet());
        isWhole = isAll;
        List<UsbEvent> told = List.copyOf(events);
        untold.clear();
        return told;
    }

    /** What hangs there as of the last look. */
    public synchronized List<UsbDevice> devices() {
        return List.copyOf(known.values());
    }

    /**
     * Where something hangs as of the last look that is none of the {@link #devices}, as far as anybody knows: the kernel sets it up, or does not show what it is, or which
     * time something was plugged in there. Of the last, what hung there before is among the devices until more is known.
     */
    public synchronized Set<UsbPlace> unknown() {
        return unknown;
    }

    /** Whether the last look was one at all that hangs there: otherwise whatever came or went meanwhile is among the devices or not. */
    public synchronized boolean isWhole() {
        return isWhole;
    }

    private boolean isKnown(UsbPlace place, @Nullable Enumeration enumeration) {
        UsbDevice device = known.get(place);
        return device != null && device.enumeration().equals(enumeration);
    }

    private void forget(Set<UsbPlace> present, List<UsbEvent> events) {
        for (UsbPlace place : new HashSet<>(known.keySet())) {
            UsbDevice gone = known.get(place);
            if (gone != null && !present.contains(place)) {
                known.remove(place);
                events.add(new UsbEvent.Unplugged(gone));
            }
        }
        waiting.keySet().retainAll(present);
        unread.keySet().retainAll(present);
    }

    /** What a kernel that was stuck has answered after all. */
    private void takeLate(Map<UsbPlace, Enumeration> now, List<UsbEvent> events) {
        List<Optional<UsbDevice>> early = new ArrayList<>();
        for (Optional<UsbDevice> answer = late.poll(); answer != null; answer = late.poll()) {
            if (answer.isPresent()) {
                UsbDevice device = answer.get();
                boolean awaited = device.enumeration().equals(unread.get(device.place()));
                if (awaited && device.enumeration().equals(now.get(device.place()))) {
                    unread.remove(device.place());
                    tell(device, events);
                } else if (awaited && !now.containsKey(device.place())) {
                    early.add(answer); // the next look may find whether it hangs there still
                }
            }
        }
        late.addAll(early);
    }

    private boolean isNew(UsbPlace place, Enumeration enumeration) {
        // a kernel that is stuck is not asked again and again
        return !isKnown(place, enumeration) && !enumeration.equals(unread.get(place));
    }

    /** All at once, so that one that is stuck holds up the others for one look only. */
    private void read(List<Map.Entry<UsbPlace, Enumeration>> news, List<UsbEvent> events) {
        List<Callable<Optional<UsbDevice>>> questions = news.stream()
                .<Callable<Optional<UsbDevice>>>map(
                        one -> () -> inventory.reader().read(one.getKey()))
                .toList();
        List<Optional<Optional<UsbDevice>>> answers = Patience.askAll(questions, UsbInventory.ANSWER_MILLIS, late::add);
        for (int i = 0; i < answers.size(); i++) {
            settle(news.get(i).getKey(), news.get(i).getValue(), answers.get(i), events);
        }
    }

    private void settle(
            UsbPlace place, Enumeration enumeration, Optional<Optional<UsbDevice>> answer, List<UsbEvent> events) {
        boolean patient = clock.getAsLong() - waitingSince(place, enumeration) < SETTLE_NANOS;
        if (answer.isEmpty()) {
            unreadable(place, enumeration, Reason.NO_ANSWER, events);
        } else if (answer.get().isEmpty()) {
            if (!patient) {
                unreadable(place, enumeration, Reason.INCOMPLETE, events);
            }
        } else if (!patient || inventory.reader().settled(answer.get().get())) {
            tell(answer.get().get(), events);
        }
    }

    private long waitingSince(UsbPlace place, Enumeration enumeration) {
        Waiting since = waiting.get(place);
        if (since == null || !since.enumeration.equals(enumeration)) {
            since = new Waiting(enumeration, clock.getAsLong());
            waiting.put(place, since);
        }
        return since.sinceNanos;
    }

    private void tell(UsbDevice device, List<UsbEvent> events) {
        waiting.remove(device.place());
        UsbDevice before = known.put(device.place(), device);
        events.add(before == null ? new UsbEvent.Plugged(device) : new UsbEvent.Replaced(before, device));
    }

    private void unreadable(UsbPlace place, Enumeration enumeration, Reason reason, List<UsbEvent> events) {
        waiting.remove(place);
        unread.put(place, enumeration);
        UsbDevice gone = known.remove(place);
        if (gone != null) {
            events.add(new UsbEvent.Unplugged(gone));
        }
        events.add(new UsbEvent.Unreadable(new Unread(place, reason)));
    }
}
