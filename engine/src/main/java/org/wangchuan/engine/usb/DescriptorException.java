package org.wangchuan.engine.usb;

import java.io.Serial;

/** The descriptors of a device are not what USB 2.0, 9.5 and 9.6 say. Holds no text of the device's. */
public final class DescriptorException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Code code;

    /** Stable words for what is wrong. */
    public enum Code {
        /** Less than a device descriptor, or more than there can be. */
        SIZE("size"),
        /** A descriptor that is shorter than its kind, or reaches beyond what holds it. */
        LENGTH("length"),
        /** Another kind of descriptor than has to be here. */
        TYPE("type"),
        /** Other numbers of parts than were announced, or the same part twice. */
        COUNT("count"),
        /** A value that there can't be. */
        VALUE("value");

        private final String id;

        Code(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }

    DescriptorException(Code code, int offset, String expected, int found) {
        super("descriptors, byte " + offset + ": expected " + expected + ", found " + found);
        this.code = code;
    }

    /** What is wrong. */
    public Code code() {
        return code;
    }
}
