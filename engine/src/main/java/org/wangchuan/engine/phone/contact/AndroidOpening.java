package org.wangchuan.engine.phone.contact;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbMode;
import org.wangchuan.engine.adb.direct.AdbConnection;
import org.wangchuan.engine.adb.direct.AdbKey;
import org.wangchuan.engine.adb.direct.AdbTimes;
import org.wangchuan.engine.adb.wire.BulkTransport;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.contact.JobKeys.Standing;
import org.wangchuan.engine.usb.InterfaceSetting;
import org.wangchuan.engine.usb.UsbDevice;

/**
 * Opens an Android, and finds out what its permission is worth. A phone whose owner did not tick "always allow" lets in the connection that they tapped
 * for, and forgets the key at once; one that asks nobody lets in whoever comes. So a permission counts as known only once the phone has taken a signature
 * with this key over a connection of its own, and nobody was asked. In its recovery and elsewhere another program answers, which knows no keys: what that
 * one asks is no sign of anything.
 */
final class AndroidOpening {
    /** Connections that an owner is asked for, at the most: once to be let in, once more if "always" was not ticked; the third then shows it. */
    private static final int CONNECTIONS_MAX = 3;

    /** What another program has left half said on the interface is met once. */
    private static final int STRAY_ANSWERS_MAX = 2;

    private final Wires wires;
    private final UsbDevice device;
    private final JobKeys keys;
    private final PermissionListener listener;

    AndroidOpening(Wires wires, UsbDevice device, JobKeys keys, PermissionListener listener) {
        this.wires = wires;
        this.device = device;
        this.keys = keys;
        this.listener = listener;
    }

    /** A connection, and how the phone came to let it in. */
    private record Entry(AdbConnection connection, boolean isAsked, boolean isSigned) {
        /** It took the signature, and asked nobody. */
        boolean isLetInByKey() {
            return isSigned && !isAsked;
        }

        boolean isInSystem() {
            return connection.banner().mode() == AdbMode.DEVICE;
        }
    }

    AndroidSession open(Deadline owners, Deadline deadline) throws ContactException {
        InterfaceSetting setting = UsbInterfaces.adb(device)
                .orElseThrow(() -> new ContactException(Code.UNSUPPORTED, "no interface for debugging"));
        AdbKey key = keys.adbFor(device);
        Borrowed wire = Borrowed.take(wires, device, setting, deadline);
        boolean isOpen = false;
        try {
            AndroidSession session = enter(wire, key, owners, deadline);
            isOpen = true;
            return session;
        } finally {
            if (!isOpen) {
                wire.close();
            }
        }
    }

    private AndroidSession enter(Borrowed wire, AdbKey key, Deadline owners, Deadline deadline)
            throws ContactException {
        Standing before = keys.standing();
        Entry entry = connect(wire, key, false, owners, deadline);
        boolean isOpen = false;
        try {
            Optional<String> permission = permission(before, entry);
            if (isToBeProved(before, entry)) {
                entry = proved(wire, key, entry, owners, deadline);
                if (entry.isLetInByKey()) {
                    boolean isForgotten = permission.isPresent();
                    keys.become(isForgotten ? Standing.RENEWED : Standing.KNOWN);
                    permission = isForgotten ? permission : Optional.of("known");
                }
            } else if (before == Standing.ASKED && entry.isLetInByKey() && entry.isInSystem()) {
                permission = allowedLate();
                keys.become(Standing.RENEWED);
            }
            AndroidSession session = new AndroidSession(wire, entry.connection(), permission);
            listener.becomes(PermissionState.ALLOWED);
            isOpen = true;
            return session;
        } finally {
            if (!isOpen) {
                entry.connection().close();
            }
        }
    }

    /**
     * It was allowed when nobody waited any more. Where it has hung there ever since, what asked is the system that lets this one in: it had forgotten. Otherwise its
     * recovery may have asked, and its system never have forgotten: nothing follows from it then.
     */
    private Optional<String> allowedLate() {
        return keys.isAskedIn(device.enumeration()) ? Optional.of("forgotten") : Optional.empty();
    }

    /** What the first connection shows. */
    private static Optional<String> permission(Standing before, Entry first) {
        if (!first.isInSystem()) {
            return Optional.empty();
        }
        if (first.isAsked() && before != Standing.NEW) {
            return Optional.of("forgotten");
        }
        return first.isLetInByKey() && before == Standing.KNOWN ? Optional.of("known") : Optional.empty();
    }

    private static boolean isToBeProved(Standing before, Entry first) {
        return first.isInSystem() && first.isSigned() && (first.isAsked() || before == Standing.NEW);
    }

    /** The last of as many connections as it takes until the phone lets one in without asking, or its owner has been asked often enough. */
    private Entry proved(Borrowed wire, AdbKey key, Entry first, Deadline owners, Deadline deadline)
            throws ContactException {
        Entry entry = first;
        for (int i = 1; i < CONNECTIONS_MAX; i++) {
            entry.connection().close();
            entry = connect(wire, key, true, owners, deadline);
            if (!entry.isInSystem()) {
                entry.connection().close();
                throw new ContactException(Code.PROTOCOL, "it called itself something else on its second connection");
            }
            if (!entry.isAsked()) {
                break;
            }
        }
        return entry;
    }

    private Entry connect(Borrowed wire, AdbKey key, boolean isAgain, Deadline owners, Deadline deadline)
            throws ContactException {
        int strays = 0;
        while (true) {
            BulkTransport transport = new BulkTransport(wire.pipe());
            HandshakeWatch watch = new HandshakeWatch(keys, device.enumeration(), listener, isAgain, transport::close);
            try {
                AdbConnection connection = AdbConnection.open(transport, key, watch, times(owners, deadline));
                return new Entry(connection, watch.isAsked(), watch.isSigned());
            } catch (AdbException e) {
                strays++;
                watch.throwIfNotKept();
                boolean isLeftOver = e.code() == AdbException.Code.PROTOCOL && !watch.isAsked();
                if (!isLeftOver || strays > STRAY_ANSWERS_MAX) {
                    throw Failures.of(e);
                }
            }
        }
    }

    private static AdbTimes times(Deadline owners, Deadline deadline) {
        AdbTimes most = AdbTimes.DEFAULTS;
        return new AdbTimes(
                shorter(most.answerWithin(), deadline),
                shorter(owners.left(), deadline),
                shorter(most.packetWithin(), deadline));
    }

    private static Duration shorter(Duration time, Deadline deadline) {
        Duration left = deadline.left();
        return time.compareTo(left) < 0 ? time : left;
    }
}
