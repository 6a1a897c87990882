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
    private @Nullable Enumeration taken;

    CableWatch(PhoneCable cable, PhoneTimes times, BooleanSupplier stopped) {
        this.cable = cable;
        this.times = times;
        this.stopped = stopped;
    }

    /** From here on this is what is known to be there. */
    void take(PhoneContact contact) {
        taken = contact.enumeration();
    }

    /** From here on nothing is. */
    void forget() {
        taken = null;
    }

    /** Whether anything has been taken notice of. */
    boolean hasTaken() {
        return taken != null;
    }

    /** What was taken notice of, if it is known to be there still. */
    Optional<PhoneContact> present() {
        return cable.now().filter(contact -> contact.enumeration().equals(taken));
    }

    /** Whether what was taken notice of is not there any more, as far as anybody knows: where nobody has looked for a while the next look is waited for, and not for ever. */
    boolean isGone() throws PeopleAwayException {
        if (taken == null) {
            return false;
        }
        Deadline deadline = Deadline.after(times.settling());
        while (!cable.isKnown() && !deadline.passed()) {
            pause();
        }
        return present().isEmpty();
    }

    /** What is there now, whichever it is. */
    Optional<PhoneContact> now() {
        return cable.now();
    }

    /** Whether its number tells it from no other, see {@link PhoneCable#isNumberShared}. */
    boolean isNumberShared() {
        return cable.isNumberShared();
    }

    /** Waits for anything to be there; empty if nothing came. */
    Optional<PhoneContact> await(Duration patience) throws PeopleAwayException {
        Deadline deadline = Deadline.after(patience);
        Optional<PhoneContact> found = cable.now();
        while (found.isEmpty() && !deadline.passed()) {
            pause();
            found = cable.now();
        }
        return found;
    }

    /** Waits until what was taken notice of is known to be gone; false if it stays, or nobody knows. */
    boolean awaitGone(Duration patience) throws PeopleAwayException {
        Deadline deadline = Deadline.after(patience);
        while (taken == null || present().isPresent() || !cable.isKnown()) {
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
