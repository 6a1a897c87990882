package org.wangchuan.station.phone;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.usb.Enumeration;

/**
 * What a lane knows of its place: which plugging-in it has taken notice of last. Whatever is there under another one came later, and is a stranger until it
 * has been looked at. Not thread-safe.
 */
final class CableWatch {
    private final PhoneCable cable;
    private final PhoneTimes times;
    private final BooleanSupplier stopped;
    private final Deadline missing;
    private volatile boolean hasFound;
    private @Nullable Enumeration taken;

    CableWatch(PhoneCable cable, PhoneTimes times, BooleanSupplier stopped) {
        this.cable = cable;
        this.times = times;
        this.stopped = stopped;
        this.missing = Deadline.after(times.missing());
    }

    /** From here on this is what is known to be there. */
    void take(PhoneContact contact) {
        taken = contact.enumeration();
    }

    /** From here on nothing is. */
    void forget() {
        taken = null;
    }

    /** What hangs there is the phone of the job. */
    void found() {
        hasFound = true;
    }

    /** Whether the phone of the job was ever seen there; from any thread. */
    boolean hasFound() {
        return hasFound;
    }

    /** Whether anything has been taken notice of. */
    boolean hasTaken() {
        return taken != null;
    }

    /** What was taken notice of, if it is known to be there still. */
    Optional<PhoneContact> present() {
        return cable.now().filter(contact -> contact.enumeration().equals(taken));
    }

    /** Whether what was taken notice of is not known to be there any more, see {@link #seen}: that it went is known only if nothing is. */
    boolean isGone() throws PeopleAwayException {
        return taken != null && seen().there().isEmpty();
    }

    /**
     * What was taken notice of, if it is there, or, where nothing was, whatever is there once the kernel has found it and set it up. Where nobody knows the next look is waited
     * for.
     */
    PhoneCable.Seen seen() throws PeopleAwayException {
        PhoneCable.Seen seen = looked();
        if (taken == null && seen.isNothing()) {
            seen = awaitSeen(Deadline.after(times.settling()));
            return seen.there().isPresent() ? seen : awaitSeen(missing);
        }
        return taken == null ? seen : ofTaken(seen);
    }

    /** What is there, whichever it is: where nobody knows the next look is waited for, and not for ever. */
    PhoneCable.Seen looked() throws PeopleAwayException {
        Deadline deadline = Deadline.after(times.looking());
        PhoneCable.Seen seen = cable.seen();
        while (!seen.isKnown() && !deadline.passed()) {
            pause();
            seen = cable.seen();
        }
        return seen;
    }

    private PhoneCable.Seen ofTaken(PhoneCable.Seen seen) {
        return new PhoneCable.Seen(
                seen.isKnown(),
                seen.there().filter(contact -> contact.enumeration().equals(taken)));
    }

    /** What is there now, whichever it is. */
    Optional<PhoneContact> now() {
        return cable.now();
    }

    /** Whether the phone of a job of before may hang in another socket, see {@link PhoneCable#isOneOfTwo}. */
    boolean isOneOfTwo() {
        return cable.isOneOfTwo();
    }

    /** Whether its number tells it from no other, see {@link PhoneCable#isNumberShared}. */
    boolean isNumberShared() {
        return cable.isNumberShared();
    }

    /** Waits for anything to be there; empty if nothing came. */
    Optional<PhoneContact> await(Duration patience) throws PeopleAwayException {
        return awaitSeen(Deadline.after(patience)).there();
    }

    private PhoneCable.Seen awaitSeen(Deadline deadline) throws PeopleAwayException {
        PhoneCable.Seen found = cable.seen();
        while (found.there().isEmpty() && !deadline.passed()) {
            pause();
            found = cable.seen();
        }
        return found;
    }

    /** Waits until what was taken notice of is known to be gone; false if it stays, or nobody knows. */
    boolean awaitGone(Duration patience) throws PeopleAwayException {
        Deadline deadline = Deadline.after(patience);
        while (taken == null || !ofTaken(cable.seen()).isNothing()) {
            if (deadline.passed()) {
                return false;
            }
            pause();
        }
        return true;
    }

    /** Whether somebody wishes to stop. */
    boolean isStopped() {
        return stopped.getAsBoolean() || Thread.currentThread().isInterrupted();
    }

    /** @throws PeopleAwayException if somebody wishes to stop */
    void requireGoingOn() throws PeopleAwayException {
        if (isStopped()) {
            throw new PeopleAwayException("stopped");
        }
    }

    /** Waits for the next look. */
    void pause() throws PeopleAwayException {
        requireGoingOn();
        try {
            Thread.sleep(times.look());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            PeopleAwayException away = new PeopleAwayException("stopped");
            away.initCause(e);
            throw away;
        }
        requireGoingOn();
    }
}
