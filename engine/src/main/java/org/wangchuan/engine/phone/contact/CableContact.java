package org.wangchuan.engine.phone.contact;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.patience.Patience;
import org.wangchuan.engine.phone.contact.ContactException.Code;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbInventory;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Classification;

/**
 * A phone on a cable of this machine.
 *
 * @param place by which its port is known
 * @param places all that its port has been found to have since it was plugged in
 * @param sessions told of each session that is opened, until it is closed
 */
record CableContact(
        Surroundings surroundings,
        OpenSessions sessions,
        UsbPlace place,
        Set<UsbPlace> places,
        UsbDevice device,
        Classification classification,
        boolean isMade,
        long plugging)
        implements PhoneContact {
    /** The kernel shows in less than one what it knows. */
    private static final long STILL_THERE_MILLIS = 300;

    CableContact {
        places = Set.copyOf(places);
    }

    /**
     * The same, at a port that has one more place than was known.
     *
     * @param known by which it is known from here on
     */
    CableContact at(UsbPlace known, UsbPlace more) {
        Set<UsbPlace> all = new HashSet<>(places);
        all.add(more);
        return new CableContact(surroundings, sessions, known, all, device, classification, isMade, plugging);
    }

    /** The same, where its port is known to have no other place. */
    CableContact alone() {
        UsbPlace own = device.place();
        return new CableContact(surroundings, sessions, own, Set.of(own), device, classification, isMade, plugging);
    }

    @Override
    public Enumeration enumeration() {
        return device.enumeration();
    }

    @Override
    public Way way() {
        if (classification.in("apple-normal")) {
            return Way.APPLE;
        }
        if (UsbInterfaces.adb(device).isPresent()) {
            return Way.ANDROID;
        }
        if (UsbInterfaces.fastboot(device).isPresent()) {
            return Way.BOOTLOADER;
        }
        return classification.in("hdc") ? Way.HARMONYOS : Way.NONE;
    }

    @Override
    public Reading unasked(Digests digests, Deadline deadline) throws ContactException {
        Deadline until = deadline.orAfter(UNASKED_WITHIN.minusMillis(STILL_THERE_MILLIS));
        Reading reading = new Unasked(surroundings, this, digests).ask(until).reading();
        requireStillThere();
        return reading;
    }

    /** A kernel that is stuck doesn't say that it is gone. */
    private void requireStillThere() throws ContactException {
        UsbInventory inventory = new UsbInventory(surroundings.files());
        Optional<Boolean> isStill = Patience.ask(() -> inventory.still(device), STILL_THERE_MILLIS);
        if (isStill.filter(still -> !still).isPresent()) {
            throw new ContactException(Code.GONE, "it left its place meanwhile");
        }
    }

    @Override
    public PhoneSession open(JobKeys keys, PermissionListener listener, Duration ownersPatience, Deadline deadline)
            throws ContactException {
        Deadline owners = deadline.orAfter(ownersPatience);
        PhoneSession session = switch (way()) {
            case ANDROID -> new AndroidOpening(surroundings.wires(), device, keys, listener).open(owners, deadline);
            case BOOTLOADER -> BootLoaderSession.open(surroundings.wires(), device, listener, deadline);
            case APPLE -> new AppleOpening(surroundings, device, keys, listener).open(owners, deadline);
            case HARMONYOS -> throw new ContactException(Code.HARMONYOS, "a HarmonyOS that shows HDC and no ADB");
            case NONE -> throw new ContactException(Code.UNSUPPORTED, "no interface that this program speaks to");
        };
        return sessions.add(session, this);
    }

    /** Without what its descriptors say of it, so that none of that gets into a log. */
    @Override
    public String toString() {
        return "contact " + plugging + " at " + place();
    }
}
