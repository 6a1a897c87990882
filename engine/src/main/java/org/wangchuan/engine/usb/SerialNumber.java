package org.wangchuan.engine.usb;

/**
 * A serial number as a device shows it. It names one device of one person, so that it is printed by nothing that prints by accident: who
 * wants it asks for {@link #shown}.
 *
 * @param shown printable text of at most 256 characters
 */
public record SerialNumber(String shown) {

    /** Its length only. */
    @Override
    public String toString() {
        return "a serial number of " + shown.length() + " characters";
    }
}
