package org.wangchuan.engine.usb;

/**
 * Whether two devices that were seen one after the other may be one. Serial numbers can be lied about and some makers give none, or the
 * same to all; many phones show other ones in other modes. So none of these is proof.
 */
public enum Likeness {
    /** Both show the same serial number. */
    SAME_SERIAL("same-serial"),
    /** The same vendor and product, and another serial number: another one of its kind. */
    OTHER_SERIAL("other-serial"),
    /** Nothing that both show says so or otherwise. */
    UNPROVEN("unproven");

    private final String id;

    Likeness(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }

    /** Of two devices, in any order. */
    public static Likeness of(UsbDevice one, UsbDevice other) {
        if (one.serial().isEmpty() || other.serial().isEmpty()) {
            return UNPROVEN;
        }
        if (one.serial().equals(other.serial())) {
            return SAME_SERIAL;
        }
        return one.vendor() == other.vendor() && one.product() == other.product() ? OTHER_SERIAL : UNPROVEN;
    }
}
