package org.wangchuan.engine.phone.contact;

import java.time.Duration;
import java.util.Set;
import org.wangchuan.engine.patience.Deadline;
import org.wangchuan.engine.phone.read.Digests;
import org.wangchuan.engine.phone.read.Reading;
import org.wangchuan.engine.usb.Enumeration;
import org.wangchuan.engine.usb.UsbDevice;
import org.wangchuan.engine.usb.UsbPlace;
import org.wangchuan.engine.usb.mode.Classification;

/** Something that is or may be a phone, for one time that it is plugged in. Thread-safe; one session at a time. */
public interface PhoneContact {
    /** The port that it hangs on, by the one place by which that is known: it is the same at whatever speed the phone comes up. */
    UsbPlace place();

    /** All places of that port: a fast one has two. */
    default Set<UsbPlace> places() {
        return Set.of(place());
    }

    /** Which time that something was plugged in it is, as the kernel counts. */
    Enumeration enumeration();

    /** Counts the times that something was plugged in, over all places, since these cables are looked at: 1 for the first. */
    long plugging();

    /** What its descriptors showed, and at which of the {@link #places}; its serial number is in it, in clear. */
    UsbDevice device();

    /** What is known of it by what it shows. */
    Classification classification();

    /** Whether it hangs on a bus that is made up, or is told of by files that are: then nothing of it is what a real phone says. */
    boolean isMade();

    /** What it can be spoken to as. */
    Way way();

    /** In which way a phone can be spoken to. */
    enum Way {
        /** By the Android Debug Bridge. */
        ANDROID,
        /** Its boot loader, by fastboot. */
        BOOTLOADER,
        /** By usbmuxd and lockdownd. */
        APPLE,
        /** Not at all: HarmonyOS without ADB. */
        HARMONYOS,
        /** Not at all, as long as it shows nothing else. */
        NONE
    }

    /** The longest that {@link #unasked} takes. */
    Duration UNASKED_WITHIN = Duration.ofSeconds(3);

    /**
     * What it shows or tells without any permission, and what may be known before its owner consented: that and nothing else, whatever it offers. What it
     * is asked for in vain, or too late, is untold. Ends within {@link #UNASKED_WITHIN}, also if it hangs.
     *
     * @param deadline if that comes first
     * @throws ContactException {@code GONE} if it isn't there any more; {@code USBMUXD_PREFLIGHT}, {@code USBMUXD_UNKNOWN} or {@code OTHER_RECORD} if it can't be
     *     asked without usbmuxd having its owner asked for trust, or keeping a key to it
     */
    Reading unasked(Digests digests, Deadline deadline) throws ContactException;

    /**
     * Opens it, and waits for its owner to allow it. Only for an owner whose consent is on record under the job of these keys.
     *
     * @param keys of one job, for one phone
     * @param ownersPatience how long its owner may take in all
     * @param deadline of all of it
     * @throws ContactException {@code IN_USE}, {@code NOT_AUTHORISED}, {@code UNSUPPORTED}, {@code HARMONYOS}, {@code OTHER_PHONE} and others
     */
    PhoneSession open(JobKeys keys, PermissionListener listener, Duration ownersPatience, Deadline deadline)
            throws ContactException;
}
