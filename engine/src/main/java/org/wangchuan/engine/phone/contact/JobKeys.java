package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.direct.AdbKey;
import org.wangchuan.engine.apple.AppleHost;
import org.wangchuan.engine.apple.Farewell;
import org.wangchuan.engine.apple.JobPairing;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.model.OwnerConsent;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.patience.MachineSleep;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.contact.Keeper.Kind;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.UsbDevice;

/**
 * What one job shows to its one phone to be let in: made when it is first needed, kept before it is shown ({@link Keeper}), so that after a loss of power
 * the same phone can be asked whether it still knows it, and gone when the job closes. Thread-safe.
 */
public final class JobKeys implements AutoCloseable {
    private static final String NAME = "wangchuan@bench";

    private final OwnerConsent consent;
    private final Keeper keeper;
    private final MachineSleep sleep;
    private final byte[] phoneKey = new byte[Digests.KEY_BYTES];
    private Optional<String> phone = Optional.empty();
    private Optional<AdbKey> adb = Optional.empty();
    private Standing standing = Standing.NEW;

    /** In which time on the cable it asked last. Not kept: after a restart nobody can tell that time from another. */
    private Optional<Asked> askedIn = Optional.empty();

    private Optional<JobPairing> pairing = Optional.empty();
    private boolean closed;

    /** What is known of whether the Android of this job knows the key. */
    enum Standing {
        /** It never let it in. */
        NEW,
        /** It let it in without asking anybody, on another connection than the one that its owner allowed. */
        KNOWN,
        /** It did, and has asked its owner since. */
        ASKED,
        /** It had forgotten it, and was allowed it anew: that it knows it says nothing of the reset before. */
        RENEWED
    }

    private record Asked(Enumeration time, MachineSleep.Moment moment) {}

    private JobKeys(UUID job, Keeper keeper, MachineSleep sleep) {
        this.consent = new OwnerConsent(job.toString());
        this.keeper = keeper;
        this.sleep = sleep;
    }

    /**
     * Those of a job that begins.
     *
     * @param job under whose name the owner's consent is on record by the time that a phone is opened with them
     */
    public static JobKeys make(UUID job, SecureRandom random, Keeper keeper) {
        return make(job, random, keeper, new MachineSleep());
    }

    /** The same on a machine that sleeps by other clocks. */
    static JobKeys make(UUID job, SecureRandom random, Keeper keeper, MachineSleep sleep) {
        JobKeys keys = new JobKeys(job, keeper, sleep);
        random.nextBytes(keys.phoneKey);
        return keys;
    }

    /**
     * Those of a job that goes on, from what was kept last.
     *
     * @param adb what was kept of {@link Kind#ADB_KEY}
     * @param pairing of {@link Kind#PAIRING}
     * @throws ContactException {@code NOT_KEPT} if it is anything else
     */
    public static JobKeys restore(
            UUID job, Optional<byte[]> adb, Optional<byte[]> pairing, SecureRandom random, Keeper keeper)
            throws ContactException {
        JobKeys keys = make(job, random, keeper);
        try {
            if (adb.filter(bytes -> bytes.length > 0).isPresent()) {
                KeptAdbKey kept = KeptAdbKey.read(adb.get());
                keys.standing = kept.standing();
                keys.phone = kept.phone();
                keys.adb = Optional.of(kept.restore(keys.phoneKey));
            }
            if (pairing.filter(bytes -> bytes.length > 0).isPresent()) {
                keys.pairing = Optional.of(JobPairing.restore(pairing.get()));
            }
            return keys;
        } catch (AppleFailure _) {
            keys.close();
            throw new ContactException(Code.NOT_KEPT, "expected a pairing as it was kept");
        } catch (ContactException e) {
            keys.close();
            throw e;
        }
    }

    /**
     * What {@link #restore} takes; the keeper was given the same. No bytes if there is nothing.
     *
     * @throws ContactException {@code ENDED} if they are gone
     */
    public synchronized byte[] export(Kind kind) throws ContactException {
        requireOpen();
        try {
            return switch (kind) {
                case ADB_KEY -> adb.isEmpty() ? new byte[0] : KeptAdbKey.write(adb.get(), standing, phone, phoneKey);
                case PAIRING -> pairing.isEmpty() ? new byte[0] : pairing.get().export();
            };
        } catch (AdbException e) {
            throw Failures.of(e);
        } catch (AppleFailure e) {
            throw Failures.of(e);
        }
    }

    /**
     * A reset is about to be set off, again perhaps: that the phone lets this job in from here on shows that there was none. To be called before each;
     * without it a permission that was given anew after an earlier reset counts for nothing.
     *
     * @throws ContactException {@code NOT_KEPT} if it can't be kept
     */
    public synchronized void setOff() throws ContactException {
        switch (standing) {
            case RENEWED -> become(Standing.KNOWN);
            case ASKED -> become(Standing.NEW);
            case NEW, KNOWN -> {
                return;
            }
        }
    }

    /** The key for this Android, kept. */
    synchronized AdbKey adbFor(UsbDevice device) throws ContactException {
        requireOpen();
        Optional<String> shown =
                device.serial().map(serial -> new Digests(phoneKey).of(PhoneIdentity.Name.USB_SERIAL, serial.shown()));
        if (shown.isPresent() && phone.isPresent() && !shown.equals(phone)) {
            throw new ContactException(Code.OTHER_PHONE, "expected the phone that these keys were made for");
        }
        Optional<String> before = phone;
        Optional<AdbKey> had = adb;
        phone = phone.isPresent() ? phone : shown;
        AdbKey key = had.isPresent() ? had.get() : AdbKey.generate(NAME);
        adb = Optional.of(key);
        if (had.isEmpty() || !before.equals(phone)) {
            boolean isKept = false;
            try {
                keep(Kind.ADB_KEY);
                isKept = true;
            } finally {
                if (!isKept) {
                    adb = had;
                    phone = before;
                }
            }
        }
        return key;
    }

    /** Whether its key was shown to an Android, whose owner may have allowed it: only they, or a reset, take that away. */
    public synchronized boolean isShownToAndroid() {
        return adb.isPresent();
    }

    /** Whether the Android has let this job in without asking anybody, as far as is known. */
    public synchronized boolean isLetIn() {
        return standing == Standing.KNOWN || standing == Standing.RENEWED;
    }

    synchronized Standing standing() {
        return standing;
    }

    /** It asked for the key that it had let in before, and whoever answers may do so when nobody waits: kept before it can be answered. */
    synchronized void asked(Enumeration time) throws ContactException {
        MachineSleep.Moment moment = sleep.now();
        become(Standing.ASKED);
        askedIn = Optional.of(new Asked(time, moment));
    }

    /** Whether that was in this very time on the cable, in which it has run nothing else since: while this machine sleeps a phone can start anew in it. */
    synchronized boolean isAskedIn(Enumeration time) {
        return standing == Standing.ASKED
                && askedIn.filter(asked -> asked.time().equals(time) && !sleep.isPossibleSince(asked.moment()))
                        .isPresent();
    }

    /** Kept before it counts. */
    synchronized void become(Standing next) throws ContactException {
        requireOpen();
        Standing before = standing;
        if (before == next) {
            return;
        }
        standing = next;
        boolean isKept = false;
        try {
            keep(Kind.ADB_KEY);
            isKept = true;
        } finally {
            if (!isKept) {
                standing = before;
            }
        }
    }

    OwnerConsent consent() {
        return consent;
    }

    synchronized Optional<JobPairing> pairing() throws ContactException {
        requireOpen();
        return pairing;
    }

    /** Instead of any before. */
    synchronized void pair(JobPairing next) throws ContactException {
        requireOpen();
        Optional<JobPairing> before = pairing;
        pairing = Optional.of(next);
        boolean isKept = false;
        try {
            keep(Kind.PAIRING);
            isKept = true;
        } finally {
            if (!isKept) {
                pairing = before;
            }
        }
    }

    /** Nothing of it is owed to anybody. */
    synchronized void dropPairing() throws ContactException {
        requireOpen();
        pairing.ifPresent(JobPairing::close);
        pairing = Optional.empty();
        keep(Kind.PAIRING);
    }

    PhoneCables.Settlement settle(AppleHost host) throws ContactException {
        Optional<JobPairing> owed = pairing();
        if (owed.isEmpty()) {
            return new PhoneCables.Settlement(PhoneCables.Settled.NOTHING_OWED, false);
        }
        Farewell farewell = owed.get().settle(host);
        boolean hasOtherRecord = farewell.otherRecord().orElse(false);
        if (farewell.complete()) {
            dropPairing();
            return new PhoneCables.Settlement(PhoneCables.Settled.UNDONE, hasOtherRecord);
        }
        synchronized (this) {
            keep(Kind.PAIRING); // its key is gone
        }
        return new PhoneCables.Settlement(PhoneCables.Settled.OWED, hasOtherRecord);
    }

    private void keep(Kind kind) throws ContactException {
        byte[] secret = export(kind);
        try {
            keeper.keep(kind, secret);
        } catch (JournalException e) {
            throw new ContactException(Code.NOT_KEPT, "the keys of this job can't be kept", e);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private void requireOpen() throws ContactException {
        if (closed) {
            throw new ContactException(Code.ENDED, "the keys of this job are gone");
        }
    }

    /** Forgets all of them; what was kept is its keeper's to destroy. */
    @Override
    public synchronized void close() {
        closed = true;
        adb.ifPresent(AdbKey::close);
        adb = Optional.empty();
        pairing.ifPresent(JobPairing::close);
        pairing = Optional.empty();
        phone = Optional.empty();
        Arrays.fill(phoneKey, (byte) 0);
    }
}
