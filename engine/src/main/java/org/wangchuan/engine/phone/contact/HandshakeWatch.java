package org.wangchuan.engine.phone.contact;

import java.util.Optional;
import org.wangchuan.engine.adb.direct.AdbListener;
import org.wangchuan.engine.adb.direct.AdbState;
import org.wangchuan.engine.phone.contact.JobKeys.Standing;
import org.wangchuan.engine.usb.Enumeration;

/** Notes how an Android lets a connection in, and keeps that it asks before it can be answered. Thread-safe. */
final class HandshakeWatch implements AdbListener {
    private final JobKeys keys;
    private final Enumeration time;
    private final PermissionListener listener;
    private final boolean isAgain;
    private final Runnable end;
    private volatile boolean signed;
    private volatile boolean asked;
    private volatile Optional<ContactException> notKept = Optional.empty();

    /**
     * @param time of the phone on its cable
     * @param isAgain whether its owner was asked on an earlier connection of the same opening
     * @param end ends the connection
     */
    HandshakeWatch(JobKeys keys, Enumeration time, PermissionListener listener, boolean isAgain, Runnable end) {
        this.keys = keys;
        this.time = time;
        this.listener = listener;
        this.isAgain = isAgain;
        this.end = end;
    }

    @Override
    public void changed(AdbState state) {
        switch (state) {
            case CONNECTING -> listener.becomes(PermissionState.CONNECTING);
            case UNAUTHORISED -> signed = true;
            case WAITING_FOR_OWNER -> {
                asked = true;
                keepThatItAsked();
                listener.becomes(isAgain ? PermissionState.ASKED_AGAIN : PermissionState.WAITING_FOR_OWNER);
            }
            case AUTHORISED, REFUSED, TIMED_OUT, GONE, DEMANDS_TLS, CLOSED -> {
                return; // whoever opens it says what came of it
            }
        }
    }

    /**
     * A tap that comes when nobody waits any more makes the key known again: from here on that it is known says nothing.
     */
    private void keepThatItAsked() {
        if (keys.standing() == Standing.NEW) {
            return;
        }
        try {
            keys.asked(time);
        } catch (ContactException e) {
            notKept = Optional.of(e);
            end.run();
        }
    }

    /** Whether it wanted to know who we are, and was given a signature. */
    boolean isSigned() {
        return signed;
    }

    /** Whether it asked its owner, although it was given one. */
    boolean isAsked() {
        return asked;
    }

    void throwIfNotKept() throws ContactException {
        if (notKept.isPresent()) {
            throw notKept.get();
        }
    }
}
