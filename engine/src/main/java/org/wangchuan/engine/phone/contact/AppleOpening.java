package org.wangchuan.engine.phone.contact;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.apple.AppleHost;
import org.wangchuan.engine.apple.ConsentedSession;
import org.wangchuan.engine.apple.JobPairing;
import org.wangchuan.engine.apple.PairingOutcome;
import org.wangchuan.engine.apple.UnpairedSession;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.AttachedDevice;
import org.wangchuan.engine.apple.model.PairingState;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;

/**
 * Opens an iPhone or iPad. A job that is paired with it goes on with that pairing, and a phone that doesn't know it any more is not asked for another one:
 * that it has forgotten is what somebody wants to know, and a phone in its setup would take a new one without asking anybody.
 */
final class AppleOpening {
    /** For one question, or one connection. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    /** usbmuxd sees a phone somewhat later than the kernel. */
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);

    private static final Duration SEEN_EVERY = Duration.ofMillis(250);

    private final AppleHost host;
    private final UsbDevice device;
    private final JobKeys keys;
    private final PermissionListener listener;

    AppleOpening(Surroundings surroundings, UsbDevice device, JobKeys keys, PermissionListener listener) {
        this.host = host(surroundings);
        this.device = device;
        this.keys = keys;
        this.listener = listener;
    }

    static AppleHost host(Surroundings surroundings) {
        return surroundings.apple(ANSWER);
    }

    /** What usbmuxd calls the device on this cable: its identifier is the serial number in its descriptors. */
    static Optional<AttachedDevice> attached(AppleHost host, UsbDevice device) throws AppleFailure {
        Optional<String> serial = device.serial().map(SerialNumber::shown);
        if (serial.isEmpty()) {
            return Optional.empty();
        }
        return host.devices().stream()
                .filter(AttachedDevice::overCable)
                .filter(one -> one.hasUdid(serial.get()))
                .findFirst();
    }

    AppleSession open(Deadline owners, Deadline deadline) throws ContactException {
        listener.becomes(PermissionState.CONNECTING);
        return InTime.ask(() -> opened(owners, deadline), deadline, late -> late.ifPresent(AppleSession::close));
    }

    private AppleSession opened(Deadline owners, Deadline deadline) throws AppleFailure, ContactException {
        host.requireNoPreflight();
        AttachedDevice attached = awaited(deadline.orAfter(SEEN_WITHIN));
        host.requireNoRecord(attached);
        Optional<JobPairing> pairing = keys.pairing();
        if (pairing.isPresent() && !pairing.get().isWith(attached)) {
            throw new ContactException(Code.OTHER_PHONE, "expected the phone that this job is paired with");
        }
        if (pairing.isPresent() && !pairing.get().forgotten()) {
            Optional<AppleSession> resumed = resumed(pairing.get(), attached);
            if (resumed.isPresent()) {
                return resumed.get();
            }
        } else if (pairing.isPresent()) {
            settle();
        }
        return paired(attached, owners);
    }

    private AttachedDevice awaited(Deadline deadline) throws AppleFailure, ContactException {
        while (true) {
            Optional<AttachedDevice> attached = attached(host, device);
            if (attached.isPresent()) {
                return attached.get();
            }
            if (deadline.passed()) {
                throw new ContactException(Code.TIMEOUT, "usbmuxd does not see what hangs on this cable");
            }
            try {
                Thread.sleep(SEEN_EVERY);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new ContactException(Code.ENDED, "interrupted while waiting for usbmuxd");
            }
        }
    }

    /** With the pairing of this job; empty if the phone never took it, so that it has to be asked. */
    private Optional<AppleSession> resumed(JobPairing pairing, AttachedDevice attached)
            throws AppleFailure, ContactException {
        try {
            ConsentedSession session = pairing.resume(host);
            return Optional.of(known(pairing, attached, session));
        } catch (AppleFailure failed) {
            if (failed.code() != AppleFailure.Code.NOT_PAIRED) {
                throw failed;
            }
        }
        if (pairing.confirmed()) {
            listener.becomes(PermissionState.ALLOWED); // for what it tells anybody
            return Optional.of(new AppleSession(host, attached, Optional.empty(), Optional.of("forgotten")));
        }
        keys.dropPairing();
        return Optional.empty();
    }

    private AppleSession known(JobPairing pairing, AttachedDevice attached, ConsentedSession session)
            throws ContactException {
        boolean isOpen = false;
        try {
            if (!pairing.confirmed()) {
                pairing.confirm();
                keys.pair(pairing);
            }
            listener.becomes(PermissionState.ALLOWED);
            isOpen = true;
            return new AppleSession(host, attached, Optional.of(session), Optional.of("known"));
        } finally {
            if (!isOpen) {
                session.suspend();
            }
        }
    }

    /** An attempt that failed may have left something on the phone; before it is undone there is no other. */
    private void settle() throws ContactException {
        if (keys.settle(host).what() == PhoneCables.Settled.OWED) {
            throw new ContactException(Code.TIMEOUT, "an earlier pairing could not be undone");
        }
    }

    private AppleSession paired(AttachedDevice attached, Deadline owners) throws AppleFailure, ContactException {
        PairingOutcome outcome;
        try (UnpairedSession session = host.open(attached)) {
            outcome = session.pair(keys.consent(), owners.left(), this::tell, this::keep);
        }
        return switch (outcome) {
            case PairingOutcome.Paired(ConsentedSession session) -> provedAgain(attached, session);
            case PairingOutcome.NotPaired(AppleFailure why, var debt) -> {
                afterFailure(why, debt.isPresent());
                throw why;
            }
        };
    }

    private void afterFailure(AppleFailure why, boolean isOwed) throws ContactException {
        if (why.code() == AppleFailure.Code.NOT_KEPT) {
            return; // the phone was told nothing
        }
        Optional<JobPairing> pairing = keys.pairing();
        if (!isOwed) {
            keys.dropPairing();
        } else if (pairing.isPresent()) {
            keys.pair(pairing.get()); // without its key
        }
    }

    private void keep(JobPairing pairing) throws AppleFailure {
        try {
            keys.pair(pairing);
        } catch (ContactException e) {
            throw new AppleFailure(AppleFailure.Code.NOT_KEPT, "a pairing", e);
        }
    }

    private void tell(PairingState state) {
        switch (state) {
            case PASSWORD_PROTECTED -> listener.becomes(PermissionState.SCREEN_LOCKED);
            case DIALOG_PENDING -> listener.becomes(PermissionState.WAITING_FOR_OWNER);
            case USER_DENIED, PROHIBITED -> listener.becomes(PermissionState.DENIED);
            case PAIRED -> {
                return; // told once it was proved
            }
        }
    }

    /** The pairing counts once it has let this job in over a second connection. */
    private AppleSession provedAgain(AttachedDevice attached, ConsentedSession session)
            throws AppleFailure, ContactException {
        JobPairing pairing = keys.pairing().orElseThrow(() -> new ContactException(Code.ENDED, "no pairing"));
        boolean isProved = false;
        try {
            session.resume();
            AppleSession proved = known(pairing, attached, session);
            isProved = true;
            return proved;
        } finally {
            if (!isProved) {
                session.suspend();
            }
        }
    }
}
