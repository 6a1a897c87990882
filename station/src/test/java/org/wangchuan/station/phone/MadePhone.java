package org.wangchuan.station.phone;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
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
import org.wangchuan.engine.phone.fill.Filler;
import org.wangchuan.engine.phone.fill.PhoneFiller.FillWatcher;
import org.wangchuan.engine.phone.read.AndroidTraces;
import org.wangchuan.engine.phone.read.CableReader;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.SerialNumber;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Classification;
import org.wangchuan.engine.usb.mode.Meaning;
import org.wangchuan.engine.usb.mode.UsbKnowledge;

/**
 * An Android on a cable, as far as a lane meets one: it comes and goes, lets the bench in when its owner does, forgets what a reset takes away. What it does
 * otherwise than an honest one a test says. Safe for use by several threads.
 */
public final class MadePhone {
    public static final UsbPlace PLACE = UsbPlace.parse("1-4.2").orElseThrow();
    private static final long FREE_BYTES = 1_000_000;

    /** So many looks at the cable it is gone while it starts. */
    private static final int LOOKS_GONE = 3;

    /** Until it is seen that whoever waits for a tap waits in vain. */
    private static final long TAP_LOOK_MILLIS = 50;

    private String serial;
    private final boolean isReal;
    private int enumeration = 1;
    private int looksUntilBack;
    private boolean isPlugged = true;
    private boolean isDebugging = true;
    private boolean knowsKey;
    private boolean everKnewKey;
    private boolean hasMark;
    private boolean isOwing;
    private volatile boolean isPairedElsewhere;
    private boolean isReset;
    private boolean isInRecovery;
    private String model = "Pixel 8";
    private String recovery = "AOSP";
    private int accounts = 2;
    private int erased;
    private long filled;
    private int opened;
    private boolean ownerRefuses;
    private boolean isWaitingForTap;
    private boolean isSilent;
    private boolean hangs;
    private int breaksFills;
    private boolean losesOfFills;
    private int inUse;
    private boolean isReticent;
    private Optional<String> managed = Optional.of("no");
    private volatile boolean hasTwin;
    private Optional<List<byte[]>> attestation = Optional.empty();
    private Optional<ContactException.Code> attestingFails = Optional.empty();
    private int attested;
    private String told = "";
    private String systemsOwn = "";
    private String printed = "";
    private int printedLeft;

    /** One that was made for tests. */
    public MadePhone(String serial) {
        this(serial, false);
    }

    /** @param isReal whether it says that no machine for tests has made it */
    public MadePhone(String serial, boolean isReal) {
        this.serial = serial;
        this.isReal = isReal;
    }

    // -- what happens to it

    /** Its owner resets it: it goes, and comes back as new, with debugging off. */
    public synchronized void reset() {
        knowsKey = false;
        hasMark = false;
        isReset = true;
        isDebugging = false;
        accounts = 0;
        filled = 0;
        erased++;
        restart();
    }

    /** The same by way of its recovery, in which it stays until {@link #startSystem}. */
    synchronized void resetInRecovery() {
        reset();
        isInRecovery = true;
    }

    synchronized void startSystem() {
        isInRecovery = false;
        restart();
    }

    /** It only starts its recovery, and is not reset there. */
    synchronized void startRecovery() {
        isInRecovery = true;
        restart();
    }

    /** Its recovery calls itself as its system does. */
    synchronized void isNamedAlikeInRecovery() {
        recovery = model;
    }

    synchronized boolean isInRecovery() {
        return isInRecovery;
    }

    /** Another of its number is there, of another model. */
    synchronized void becomesAnotherModel() {
        model = "Pixel 7";
    }

    /** It shows itself anew, under another name. */
    synchronized void isCalled(String name) {
        model = name;
        enumeration++;
    }

    private synchronized String model() {
        return model;
    }

    /** It only starts anew, and says nothing of it. */
    public synchronized void restart() {
        isPlugged = true;
        enumeration++;
        looksUntilBack = LOOKS_GONE;
    }

    /** It leaves the cable for good. */
    public synchronized void pull() {
        isPlugged = false;
    }

    /** It is on the cable again. */
    public synchronized void plugIn() {
        enumeration++;
        isPlugged = true;
    }

    /** Its owner turns debugging on, or off, and it shows itself anew. */
    public synchronized void setDebugging(boolean on) {
        isDebugging = on;
        enumeration++;
    }

    /** Somebody puts another one in its place. */
    public synchronized void becomeAnother(String otherSerial) {
        serial = otherSerial;
        enumeration++;
    }

    /** Somebody hangs another one there, of another owner, who has not turned debugging on. */
    public synchronized void isExchangedFor(String otherSerial) {
        serial = otherSerial;
        knowsKey = false;
        everKnewKey = false;
        hasMark = false;
        isReset = false;
        isDebugging = false;
        accounts = 2;
        filled = 0;
        erased = 0;
        isPlugged = true;
        enumeration++;
    }

    /** Asked, it tells another number than the one that it shows. */
    synchronized void tells(String otherSerial) {
        told = otherSerial;
    }

    /** Something between it and the bench shows a number on USB; its system goes on telling this one. */
    synchronized void systemTells(String number) {
        systemsOwn = number;
    }

    private synchronized String systemsOwn() {
        return systemsOwn;
    }

    /** Its descriptors don't show the number on its box, as an iPhone's don't: it tells anybody, so many times. */
    public synchronized void prints(String number, int times) {
        printed = number;
        printedLeft = times;
    }

    private synchronized Optional<SerialNumber> printed() {
        return printed.isEmpty() || printedLeft-- <= 0 ? Optional.empty() : Optional.of(new SerialNumber(printed));
    }

    synchronized void ownerRefuses(boolean refuses) {
        ownerRefuses = refuses;
    }

    /** Its owner is not at the screen: whoever asks for their permission waits until they tap. */
    public synchronized void waitsForTap() {
        isWaitingForTap = true;
    }

    /** Its owner allows whoever asks, once. */
    public synchronized void ownerTaps() {
        isWaitingForTap = false;
        notifyAll();
    }

    /** It answers nothing in time. */
    synchronized void isSilent(boolean silent) {
        isSilent = silent;
    }

    /** Whoever opens it waits for ever. */
    public synchronized void hangs() {
        hangs = true;
    }

    /** Another device of its number hangs at another place from now on. */
    public void hasTwin() {
        hasTwin = true;
    }

    /** What it tells over its debug bridge of whether anybody manages it; nothing, as those before Android 12. */
    synchronized void tellsOfManagers(Optional<String> word) {
        managed = word;
    }

    /** It does not tell whether its folders were made anew. */
    synchronized void isReticent() {
        isReticent = true;
    }

    /** Its hardware, or what passes for it, answers whatever it is asked with this chain. */
    synchronized void attests(List<byte[]> chain) {
        attestation = Optional.of(List.copyOf(chain));
    }

    /** Asked for that, it breaks off. */
    synchronized void failsAttesting(ContactException.Code code) {
        attestingFails = Optional.of(code);
    }

    /** How often it was asked for that. */
    synchronized int timesAttested() {
        return attested;
    }

    /** So often another program has it. */
    synchronized void isInUse(int times) {
        inUse = times;
    }

    /** So many fills break off. */
    synchronized void breaksFills(int times) {
        breaksFills = times;
    }

    /** Of what it is filled with one file is not as it must be, and the fill ends with that. */
    synchronized void losesOfFills() {
        losesOfFills = true;
    }

    /** What it shows now. */
    synchronized String serial() {
        return serial;
    }

    /** How often it was reset. */
    public synchronized int timesErased() {
        return erased;
    }

    /** How often it was spoken to. */
    public synchronized int timesOpened() {
        return opened;
    }

    /** Whether the mark of a bench is on it. */
    public synchronized boolean hasMark() {
        return hasMark;
    }

    /** Whether debugging is on. */
    public synchronized boolean isDebugging() {
        return isDebugging;
    }

    synchronized boolean isThere() {
        return isPlugged && looksUntilBack == 0;
    }

    /** Whether it keeps a pairing that can't be undone when the job closes. */
    synchronized void owes(boolean owes) {
        isOwing = owes;
    }

    /** Another program of this machine has paired with it. */
    void isPairedElsewhere() {
        isPairedElsewhere = true;
    }

    private synchronized boolean isOwing() {
        return isOwing;
    }

    /** The cable that it hangs on. */
    public PhoneCable cable() {
        return new PhoneCable() {
            @Override
            public Optional<PhoneContact> now() {
                return look();
            }

            @Override
            public boolean isNumberShared() {
                return hasTwin;
            }

            @Override
            public PhoneCables.Settlement settle(JobKeys keys) {
                PhoneCables.Settled what = isOwing() ? PhoneCables.Settled.OWED : PhoneCables.Settled.NOTHING_OWED;
                return new PhoneCables.Settlement(what, isPairedElsewhere);
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
        if (!isThere() || enumeration != at) {
            throw new ContactException(ContactException.Code.GONE, "it left");
        }
        if (isSilent) {
            throw new ContactException(ContactException.Code.TIMEOUT, "no answer");
        }
    }

    private synchronized void let(PermissionListener listener, int at) throws ContactException {
        requireThere(at);
        opened++;
        while (hangs) {
            try {
                wait();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ContactException(ContactException.Code.ENDED, "interrupted");
            }
        }
        if (inUse > 0) {
            inUse--;
            throw new ContactException(ContactException.Code.IN_USE, "another program has it");
        }
        if (!isDebugging && !isInRecovery) {
            throw new ContactException(ContactException.Code.UNSUPPORTED, "no interface");
        }
        if (ownerRefuses) {
            listener.becomes(PermissionState.WAITING_FOR_OWNER);
            throw new ContactException(ContactException.Code.NOT_AUTHORISED, "not in time");
        }
    }

    /** What it says of its permission, and that its owner gave it if it was not there. */
    private synchronized Optional<String> permission(PermissionListener listener, int at) throws ContactException {
        if (isInRecovery) {
            listener.becomes(PermissionState.ALLOWED); // it knows nobody, and asks nobody
            return Optional.empty();
        }
        boolean was = knowsKey;
        if (!was) {
            listener.becomes(PermissionState.WAITING_FOR_OWNER);
            awaitTap(at);
        }
        listener.becomes(PermissionState.ALLOWED);
        knowsKey = true;
        boolean isForgotten = everKnewKey && !was;
        everKnewKey = true;
        return Optional.of(isForgotten ? "forgotten" : "known");
    }

    private void awaitTap(int at) throws ContactException {
        while (isWaitingForTap) {
            try {
                wait(TAP_LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ContactException(ContactException.Code.ENDED, "interrupted");
            }
            requireThere(at);
        }
    }

    private synchronized PhoneIdentity identity(String shown, Digests digests, boolean isAsked) {
        if (shown.isEmpty()) {
            return PhoneIdentity.NONE;
        }
        Map<Name, String> names = new EnumMap<>(Name.class);
        String number = isAsked && !told.isEmpty() ? told : shown;
        names.put(Name.USB_SERIAL, digests.of(Name.USB_SERIAL, number));
        if (!printed.isEmpty()) {
            names.put(Name.SERIAL, digests.of(Name.SERIAL, printed));
        } else if (isAsked) {
            names.put(Name.SERIAL, digests.of(Name.SERIAL, number));
        }
        return new PhoneIdentity(names);
    }

    private synchronized List<Fact> shownFacts() {
        Fact maker = new Fact(Property.MAKER, "Google", Source.USB);
        return isInRecovery
                ? List.of(
                        maker,
                        new Fact(Property.MODEL, recovery, Source.USB),
                        new Fact(Property.OFFERS, "debugging-alone", Source.USB))
                : List.of(maker, new Fact(Property.MODEL, model, Source.USB));
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
            return PLACE;
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
                    PLACE,
                    enumeration(),
                    0x18d1,
                    0x4ee7,
                    1,
                    OptionalInt.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("Google"),
                    Optional.of("Pixel 8"),
                    Optional.of(shown).filter(number -> !number.isEmpty()).map(SerialNumber::new),
                    Map.of(),
                    Optional.empty());
        }

        @Override
        public Classification classification() {
            List<String> shows = isDebugging() ? List.of("mtp", "adb") : List.of("mtp");
            return new Classification(
                    UsbKnowledge.shipped().modes().stream()
                            .filter(mode -> shows.contains(mode.id()))
                            .toList(),
                    Optional.empty(),
                    Meaning.POSSIBLE);
        }

        @Override
        public boolean isMade() {
            return !isReal;
        }

        @Override
        public Way way() {
            return isDebugging() || isInRecovery() ? Way.ANDROID : Way.NONE;
        }

        @Override
        public Reading unasked(Digests digests, Deadline deadline) throws ContactException {
            requireThere(at);
            return new Reading(identity(shown, digests, false), new Facts(shownFacts()), List.of(), printed());
        }

        @Override
        public PhoneSession open(JobKeys keys, PermissionListener listener, Duration ownersPatience, Deadline deadline)
                throws ContactException {
            let(listener, at);
            return new Session(at, shown, permission(listener, at));
        }
    }

    private final class Session implements PhoneSession {
        private final int at;
        private final String shown;
        private final Optional<String> permission;

        Session(int at, String shown, Optional<String> permission) {
            this.at = at;
            this.shown = shown;
            this.permission = permission;
        }

        @Override
        public Reading read(Digests digests, Optional<Traces> traces, Deadline deadline) throws ContactException {
            requireThere(at);
            if (isInRecovery()) {
                List<Fact> few = new ArrayList<>(shownFacts());
                told(few, Property.MODE, "recovery");
                return new Reading(identity(shown, digests, true), new Facts(few), List.of());
            }
            List<Fact> facts = new ArrayList<>(shownFacts()); // they come with whatever is read
            told(facts, Property.SYSTEM, "android");
            told(facts, Property.MODE, "system");
            told(facts, Property.MAKER, "Google");
            told(facts, Property.MODEL, model());
            told(facts, Property.VERSION, "15");
            told(facts, Property.PATCH_LEVEL, "2026-10-05");
            told(facts, Property.ENCRYPTION, "file-based");
            told(facts, Property.BOOTLOADER, "locked");
            told(facts, Property.VERIFIED_BOOT, "green");
            told(facts, Property.USER_APPS, "0");
            synchronized (MadePhone.this) {
                managed.ifPresent(word -> told(facts, Property.MANAGED, word));
                told(facts, Property.ACCOUNTS, Integer.toString(accounts));
                if (traces.isPresent()) {
                    told(facts, Property.MARK, hasMark ? "present" : "absent");
                    if (!isReticent) {
                        told(facts, Property.DATA_BORN, isReset ? "after" : "before");
                    }
                }
            }
            permission.ifPresent(word -> told(facts, Property.PERMISSION, word));
            if (!systemsOwn().isEmpty()) {
                PhoneIdentity own = new PhoneIdentity(Map.of(Name.SERIAL, digests.of(Name.SERIAL, systemsOwn())));
                Contact contact = new Contact(at, shown);
                return CableReader.told(
                        contact.device(),
                        contact.classification(),
                        new Reading(own, new Facts(facts), List.of()),
                        digests);
            }
            return new Reading(identity(shown, digests, true), new Facts(facts), List.of());
        }

        private static void told(List<Fact> facts, Property property, String value) {
            facts.add(new Fact(property, value, Source.ADB));
        }

        @Override
        public Optional<Traces> leave(SecureRandom random, Deadline deadline) throws ContactException {
            requireThere(at);
            synchronized (MadePhone.this) {
                hasMark = true;
                isReset = false;
            }
            byte[] name = new byte[16];
            random.nextBytes(name);
            return Optional.of(Traces.fromBytes(new AndroidTraces(
                            "wangchuan-" + HexFormat.of().formatHex(name), Map.of("/data/local", 1_700_000_000L))
                    .export()));
        }

        @Override
        public boolean takeAway(Traces traces, Deadline deadline) throws ContactException {
            requireThere(at);
            synchronized (MadePhone.this) {
                hasMark = false;
            }
            return true;
        }

        @Override
        public Optional<List<byte[]>> attest(byte[] challenge, Deadline deadline) throws ContactException {
            requireThere(at);
            synchronized (MadePhone.this) {
                attested++;
                if (attestingFails.isPresent()) {
                    throw new ContactException(attestingFails.get(), "in its key store");
                }
                return attestation;
            }
        }

        @Override
        public FillOutcome fill(FillContent content, FillWatcher watcher, Random random, Deadline deadline)
                throws ContactException {
            requireThere(at);
            watcher.byShell(); // it has nothing that would start our program
            boolean goesOn = watcher.at(false, FREE_BYTES / 2, FREE_BYTES);
            synchronized (MadePhone.this) {
                if (breaksFills > 0) {
                    breaksFills--;
                    throw new ContactException(ContactException.Code.TIMEOUT, "it got hot");
                }
                if (losesOfFills) {
                    filled = FREE_BYTES;
                    return new FillOutcome(FREE_BYTES, 0, 0, FREE_BYTES, FREE_BYTES / 2, 0, List.of(2), true);
                }
                if (!goesOn) {
                    return new FillOutcome(FREE_BYTES, FREE_BYTES / 2, 0, FREE_BYTES / 2, 0, 0, List.of(), false);
                }
                filled = FREE_BYTES;
            }
            return new FillOutcome(
                    FREE_BYTES,
                    0,
                    0,
                    FREE_BYTES,
                    FREE_BYTES,
                    FREE_BYTES / 10,
                    List.of(),
                    true,
                    OptionalLong.of(FREE_BYTES),
                    Optional.of(new FillOutcome.ReadBack(3, 3, false)),
                    Optional.of(Filler.SHELL));
        }

        @Override
        public EraseAnswer erase(Deadline deadline) throws ContactException {
            throw new ContactException(ContactException.Code.NO_ERASE, "not in this way");
        }

        @Override
        public void close() {}
    }

    /** What it holds of a fill. */
    synchronized long filledBytes() {
        return filled;
    }
}
