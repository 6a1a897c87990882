package org.wangchuan.engine.apple.model;

import java.util.Locale;
import java.util.Optional;

/**
 * A device that usbmuxd sees.
 *
 * @param id of this attachment; another one after the device was unplugged (usbmuxd's device.c counts up)
 * @param udid the device's own identifier, which is the serial number of its USB descriptor; 1 to {@value #UDID_CHARS_MAX} letters, digits
 *     and dashes
 * @param overCable false if it is reached through a network
 * @param productId of its USB descriptor, if told
 * @param locationId the port that it hangs on, if told
 */
public record AttachedDevice(
        long id, String udid, boolean overCable, Optional<Long> productId, Optional<Long> locationId) {
    /** Honest ones have 40 or 25 characters (libusbmuxd.c, {@code sanitize_udid}). */
    public static final int UDID_CHARS_MAX = 64;

    public AttachedDevice {
        if (!isUdid(udid)) {
            throw new IllegalArgumentException("a UDID of " + udid.length() + " characters");
        }
    }

    /** Whether it has the form of a UDID. */
    public static boolean isUdid(String text) {
        return text.length() <= UDID_CHARS_MAX && text.matches("[0-9A-Za-z-]+");
    }

    /** Whether it is this UDID; newer ones are spelled with and without a dash, and lockdownd's spelling may differ from the descriptor's. */
    public boolean hasUdid(String other) {
        return plain(udid).equals(plain(other));
    }

    private static String plain(String udid) {
        return udid.replace("-", "").toLowerCase(Locale.ROOT);
    }

    /** Without the UDID, so that none gets into a log. */
    @Override
    public String toString() {
        return "device " + id + (overCable ? " over the cable" : " over a network");
    }
}
