package org.wangchuan.station.phone;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.EraseAnswer;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PermissionListener;
import org.wangchuan.engine.phone.contact.PermissionState;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.PhoneSession;
import org.wangchuan.engine.phone.contact.Traces;
import org.wangchuan.engine.phone.evidence.PhoneIdentity;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Name;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Facts;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.fact.Source;
import org.wangchuan.engine.phone.fill.FillContent;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;

/**
 * A phone that the bench tells to erase itself: an iPhone that trusts it, or one in a boot loader that is unlocked. What it says to that and what it does are
 * two things, and a test says both. Safe for use by several threads.
 */
final class MadeObeyingPhone {
    /** So many looks at the cable it is gone while it starts. */
    private static final int LOOKS_GONE = 3;

    private final Kind kind;
    private String serial;
    private Says says = Says.YES;
    private Does does = Does.ERASES;
    private int enumeration = 1;
    private int looksUntilBack;
    private boolean isPlugged = true;
    private boolean isTrusting = true;
    private boolean isErased;
    private boolean isInBootLoader;
    private int told;

    /** What it is. */
    enum Kind {
        IPHONE("ios-erase-device"),
        BOOT_LOADER("android-fastboot-erase");

        final String technique;

        Kind(String technique) {
            this.technique = technique;
        }
    }

    /** What it says when it is told to erase itself. */
    enum Says {
        YES,
        NO,
        /** The connection ends, as it does when it begins at once. */
        NOTHING,
        /** Its answer does not come in time. */
        TOO_LATE
    }

    /** What it does then. */
    enum Does {
        ERASES,
        NOTHING,
        /** It goes and comes back, and is as it was. */
        RESTARTS,
        GOES_FOR_GOOD,
        /** While it is away somebody puts another in its place. */
        IS_SWAPPED
    }

    MadeObeyingPhone(Kind kind, String serial) {
        this.kind = kind;
        this.serial = serial;
        this.isInBootLoader = kind == Kind.BOOT_LOADER;
    }

    synchronized void answers(Says nowSays, Does nowDoes) {
        says = nowSays;
        does = nowDoes;
    }

    /** How often it was told to erase itself. */
    synchronized int timesTold() {
        return told;
    }

    synchronized boolean isErased() {
        return isErased;
    }

    /** Somebody pulls the cable and puts it back. */
    synchronized void replug() {
        enumeration++;
        looksUntilBack = LOOKS_GONE;
    }

    PhoneCable cable() {
        return new PhoneCable() {
            @Override
            public Optional<PhoneContact> now() {
                return look();
            }

            @Override
            public PhoneCables.Settlement settle(JobKeys keys) {
                return new PhoneCables.Settlement(PhoneCables.Settled.NOTHING_OWED, false);
            }
        };
    }

    private synchronized Optional<PhoneContact> look() {
        if (looksUntilBack > 0) {
            looksUntilBack--;
            return Optional.empty();
        }
        return isPlugged ? Optional.of(new Contact(enumeration, serial)) : Optional.empty();
    }

    private synchronized void requireThere(int at) throws ContactException {
        if (!isPlugged || looksUntilBack > 0 || enumeration != at) {
            throw new ContactException(ContactException.Code.GONE, "it left");
        }
    }

    private synchronized EraseAnswer erase(int at) throws ContactException {
        requireThere(at);
        if (isInBootLoader ? kind != Kind.BOOT_LOADER : kind != Kind.IPHONE || !isTrusting) {
            throw new ContactException(ContactException.Code.NO_ERASE, "it has forgotten whom its owner allowed");
        }
        told++;
        switch (does) {
            case ERASES -> {
                isErased = true;
                isTrusting = false;
                isInBootLoader = false;
                replug();
            }
            case RESTARTS -> replug();
            case GOES_FOR_GOOD -> isPlugged = false;
            case IS_SWAPPED -> {
                serial = "ANOTHER-0001";
                replug();
            }
            case NOTHING -> {}
        }
        return switch (says) {
            case YES -> new EraseAnswer(EraseAnswer.Kind.ACCEPTED, "erase", "acknowledged");
            case NO -> new EraseAnswer(EraseAnswer.Kind.REFUSED, "erase", "refused");
            case NOTHING -> new EraseAnswer(EraseAnswer.Kind.ENDED, "erase", "");
            case TOO_LATE -> throw new ContactException(ContactException.Code.TIMEOUT, "no answer");
        };
    }

    private synchronized Facts facts(boolean isAsked) {
        List<Fact> out = new ArrayList<>();
        if (kind == Kind.IPHONE) {
            out.add(new Fact(Property.SYSTEM, "ios", Source.LOCKDOWN));
            out.add(new Fact(Property.MODE, "system", Source.LOCKDOWN));
            out.add(new Fact(Property.ACTIVATION, isErased ? "unactivated" : "activated", Source.LOCKDOWN));
            if (isAsked) {
                out.add(new Fact(Property.PERMISSION, isTrusting ? "known" : "forgotten", Source.LOCKDOWN));
            }
            return new Facts(out);
        }
        // A boot loader calls itself otherwise than the system that it starts.
        out.add(new Fact(Property.MODEL, isInBootLoader ? "Android" : "Pixel 3", Source.USB));
        if (isInBootLoader) {
            out.add(new Fact(Property.MODE, "bootloader", Source.USB));
            if (isAsked) {
                out.add(new Fact(Property.SYSTEM, "android", Source.USB));
                out.add(new Fact(Property.BOOTLOADER, "unlocked", Source.FASTBOOT));
            }
        }
        return new Facts(out);
    }

    private static PhoneIdentity identity(String shown, Digests digests) {
        Map<Name, String> names = new EnumMap<>(Name.class);
        names.put(Name.USB_SERIAL, digests.of(Name.USB_SERIAL, shown));
        return new PhoneIdentity(names);
    }

    private synchronized boolean isInBootLoader() {
        return isInBootLoader;
    }

    /** One time that it is plugged in. */
    private final class Contact implements PhoneContact {
        private final int at;
        private final String shown;

        Contact(int at, String shown) {
            this.at = at;
            this.shown = shown;
        }

        @Override
        public UsbPlace place() {
            return MadePhone.PLACE;
        }

        @Override
        public Enumeration enumeration() {
            return new Enumeration(at, "folder-" + at);
        }

        @Override
        public long plugging() {
            return at;
        }

        @Override
        public UsbDevice device() {
            return new UsbDevice(
                    MadePhone.PLACE,
                    enumeration(),
                    0x05ac,
                    0x12a8,
                    1,
                    OptionalInt.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(new SerialNumber(shown)),
                    Map.of(),
                    Optional.empty());
        }

        @Override
        public Classification classification() {
            return new Classification(List.of(), Optional.empty(), Meaning.POSSIBLE);
        }

        @Override
        public boolean isMade() {
            return true;
        }

        @Override
        public Way way() {
            if (kind == Kind.IPHONE) {
                return Way.APPLE;
            }
            return isInBootLoader() ? Way.BOOTLOADER : Way.NONE;
        }

        @Override
        public Reading unasked(Digests digests, Deadline deadline) throws ContactException {
            requireThere(at);
            return new Reading(identity(shown, digests), facts(false), List.of());
        }

        @Override
        public PhoneSession open(JobKeys keys, PermissionListener listener, Duration ownersPatience, Deadline deadline)
                throws ContactException {
            requireThere(at);
            if (way() == Way.NONE) {
                throw new ContactException(ContactException.Code.UNSUPPORTED, "no interface");
            }
            listener.becomes(PermissionState.ALLOWED);
            return new Session(at, shown);
        }
    }

    private final class Session implements PhoneSession {
        private final int at;
        private final String shown;

        Session(int at, String shown) {
            this.at = at;
            this.shown = shown;
        }

        @Override
        public Reading read(Digests digests, Optional<Traces> traces, Deadline deadline) throws ContactException {
            requireThere(at);
            return new Reading(identity(shown, digests), facts(true), List.of());
        }

        @Override
        public Optional<Traces> leave(SecureRandom random, Deadline deadline) {
            return Optional.empty();
        }

        @Override
        public FillOutcome fill(FillContent content, FillWatcher watcher, Random random, Deadline deadline)
                throws ContactException {
            throw new ContactException(ContactException.Code.UNSUPPORTED, "not in this way");
        }

        @Override
        public EraseAnswer erase(Deadline deadline) throws ContactException {
            return MadeObeyingPhone.this.erase(at);
        }

        @Override
        public void close() {}
    }
}
