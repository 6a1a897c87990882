package org.wangchuan.engine.usb;

import java.util.Locale;

/**
 * An endpoint as its descriptor says (USB 2.0, 9.6.6).
 *
 * @param address 0 to 255, with the direction in its highest bit
 * @param type how it transfers
 * @param packetBytes the most that one packet holds, 0 to 2047
 */
public record Endpoint(int address, Type type, int packetBytes) {
    private static final int IN = 0x80;

    /** How an endpoint transfers (bmAttributes, bits 0 and 1, in this order). */
    public enum Type {
        CONTROL,
        ISOCHRONOUS,
        BULK,
        INTERRUPT;

        /** The word used in documents. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether the device sends on it. */
    public boolean in() {
        return (address & IN) != 0;
    }

    static Type type(int attributes) {
        return switch (attributes & 3) {
            case 0 -> Type.CONTROL;
            case 1 -> Type.ISOCHRONOUS;
            case 2 -> Type.BULK;
            default -> Type.INTERRUPT;
        };
    }
}
