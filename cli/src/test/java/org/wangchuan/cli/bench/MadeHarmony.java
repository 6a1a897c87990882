package org.wangchuan.cli.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.contact.ContactException;
import org.wangchuan.engine.phone.contact.JobKeys;
import org.wangchuan.engine.phone.contact.PermissionListener;
import org.wangchuan.engine.phone.contact.PhoneCables;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.contact.PhoneSession;
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
import org.wangchuan.station.phone.PhoneBench;
import org.wangchuan.station.phone.PhoneCable;

/**
 * A bench with made phones that run HarmonyOS, or may: they show themselves, can't be asked, and go and come back when a test says so. What is told of them is what the
 * program's own reader makes of their descriptors. Thread-safe.
 */
final class MadeHarmony implements PhoneBench {
    static final String SERIAL = "FMR0223C12345678";
    private final List<UsbPlace> places;
    private final Set<UsbPlace> names = ConcurrentHashMap.newKeySet();
    private volatile List<String> offers = List.of("hdc");
    private int enumeration = 1;
    private int looksUntilGone = -1;
    private int looksUntilBack;
    private boolean isReal;
    private int unseen;

    /** The same, and it says that no machine for tests has made it. */
    MadeHarmony real() {
        isReal = true;
        return this;
    }

    MadeHarmony(String... places) {
        this.places = List.of(places).stream()
                .map(place -> UsbPlace.parse(place).orElseThrow())
                .toList();
    }

    /** What they offer on USB: HDC, unless a test says otherwise. */
    MadeHarmony offering(String... modes) {
        offers = List.of(modes);
        return this;
    }

    /** Its ports have this name as well. */
    MadeHarmony isAlsoNamed(String name) {
        names.add(UsbPlace.parse(name).orElseThrow());
        return this;
    }

    @Override
    public boolean isOnePort(UsbPlace one, UsbPlace other) {
        return one.equals(other) || (places.contains(one) && names.contains(other));
    }

    /** Nobody has looked, for so many questions from now on. */
    synchronized MadeHarmony isSeenAfter(int questions) {
        unseen = questions;
        return this;
    }

    private synchronized boolean isSeen() {
        unseen = Math.max(unseen - 1, 0);
        return unseen == 0;
    }

    @Override
    public boolean isKnown() {
        return isSeen();
    }

    /** It is reset: after some looks at the cable it goes, and comes back. */
    synchronized void resetSoon() {
        looksUntilGone = 30;
    }

    private synchronized boolean isThere() {
        if (looksUntilGone >= 0 && looksUntilGone-- == 0) {
            looksUntilBack = 5;
            enumeration++;
        }
        if (looksUntilBack > 0) {
            looksUntilBack--;
            return false;
        }
        return true;
    }

    private synchronized int enumeration() {
        return enumeration;
    }

    @Override
    public synchronized List<PhoneContact> contacts() {
        if (unseen > 0) {
            return List.of();
        }
        return places.stream()
                .<PhoneContact>map(place -> new Contact(place, 1, isReal, offers))
                .toList();
    }

    @Override
    public PhoneCable at(UsbPlace place) {
        return new PhoneCable() {
            @Override
            public Optional<PhoneContact> now() {
                return isThere() ? Optional.of(new Contact(place, enumeration(), isReal, offers)) : Optional.empty();
            }

            @Override
            public Seen seen() {
                return new Seen(isSeen(), isSeen() ? now() : Optional.empty());
            }

            @Override
            public PhoneCables.Settlement settle(JobKeys keys) {
                return new PhoneCables.Settlement(PhoneCables.Settled.NOTHING_OWED, false);
            }
        };
    }

    @Override
    public void close() {}

    private record Contact(UsbPlace place, int at, boolean isReal, List<String> offers) implements PhoneContact {
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
                    place,
                    enumeration(),
                    0x12d1,
                    0x5000,
                    1,
                    OptionalInt.of(1),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of("HUAWEI"),
                    Optional.of("Mate 70"),
                    Optional.of(new SerialNumber(SERIAL)),
                    Map.of(),
                    Optional.empty());
        }

        @Override
        public Classification classification() {
            return new Classification(
                    UsbKnowledge.shipped().modes().stream()
                            .filter(mode -> offers.contains(mode.id()))
                            .toList(),
                    Optional.empty(),
                    Meaning.MOBILE);
        }

        @Override
        public boolean isMade() {
            return !isReal;
        }

        @Override
        public Way way() {
            return offers.contains("hdc") ? Way.HARMONYOS : offers.contains("adb") ? Way.ANDROID : Way.NONE;
        }

        @Override
        public Reading unasked(Digests digests, Deadline deadline) {
            return CableReader.usb(device(), classification(), digests);
        }

        @Override
        public PhoneSession open(JobKeys keys, PermissionListener listener, Duration ownersPatience, Deadline deadline)
                throws ContactException {
            throw switch (way()) {
                case HARMONYOS -> new ContactException(ContactException.Code.HARMONYOS, "speaks HDC");
                case ANDROID -> new ContactException(ContactException.Code.NOT_AUTHORISED, "nobody taps");
                default -> new ContactException(ContactException.Code.UNSUPPORTED, "no debugging");
            };
        }
    }
}
