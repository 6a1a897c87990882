package org.wangchuan.engine.phone.attestation;

import java.util.Arrays;

/**
 * Reads the few forms of DER (ITU-T X.690) that an attestation consists of, one element after the other. Strict: definite lengths in their shortest form, nothing
 * beyond its surroundings. Not thread-safe.
 */
final class DerReader {
    static final int BOOLEAN = 0x01;
    static final int INTEGER = 0x02;
    static final int OCTETS = 0x04;
    static final int ENUMERATED = 0x0A;
    static final int SEQUENCE = 0x30;

    private static final int EXPLICIT = 0xA0;
    private static final int LOW_BITS = 0x1F;
    private static final int NUMBER_MAX = 1 << 14; // two bytes of seven bits: Keymaster's tags are below a thousand
    private static final int LONG_BYTES = 8;

    private final byte[] bytes;
    private final int end;
    private int at;

    DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** Something that is no such DER. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1;

        MalformedException(String message) {
            super(message);
        }
    }

    boolean isAtEnd() {
        return at == end;
    }

    /** Nothing may follow. */
    void requireEnd() throws MalformedException {
        if (!isAtEnd()) {
            throw new MalformedException("expected the end, found " + (end - at) + " bytes more");
        }
    }

    /** What is in the next element, which has to have this tag. */
    DerReader in(int tag) throws MalformedException {
        int found = next();
        if (found != tag) {
            throw new MalformedException("expected an element of tag " + tag + ", found " + found);
        }
        return contents();
    }

    /** The number of the next element, which has to be one with an own number around another element; {@link #contents} is what is in it. */
    int explicitNumber() throws MalformedException {
        int first = next();
        if ((first & ~LOW_BITS) != EXPLICIT) {
            throw new MalformedException("expected an element with a number of its own, found tag " + first);
        }
        if ((first & LOW_BITS) != LOW_BITS) {
            return first & LOW_BITS;
        }
        int number = 0;
        int part;
        do {
            part = next();
            if ((number == 0 && part == 0x80) || number >= NUMBER_MAX >> 7) {
                throw new MalformedException("expected a number below " + NUMBER_MAX + ", found another");
            }
            number = (number << 7) | (part & 0x7F);
        } while ((part & 0x80) != 0);
        if (number < LOW_BITS) {
            throw new MalformedException("expected the shortest form of a number, found a longer one");
        }
        return number;
    }

    /** What is in the element of which the tag was read. */
    DerReader contents() throws MalformedException {
        int length = next();
        if (length >= 0x80) {
            int count = length & 0x7F;
            if (count < 1 || count > 3) {
                throw new MalformedException("expected a length of at most three bytes, found " + count);
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | next();
            }
            if (length < 0x80 || length >>> (8 * (count - 1)) == 0) {
                throw new MalformedException("expected the shortest form of a length, found a longer one");
            }
        }
        if (length > end - at) {
            throw new MalformedException("expected " + length + " bytes, found " + (end - at));
        }
        DerReader out = new DerReader(bytes, at, at + length);
        at += length;
        return out;
    }

    byte[] octets() throws MalformedException {
        DerReader in = in(OCTETS);
        return Arrays.copyOfRange(bytes, in.at, in.end);
    }

    /** A whole number from 0 on, in 63 bits. */
    long whole(int tag) throws MalformedException {
        DerReader in = in(tag);
        int count = in.end - in.at;
        if (count < 1
                || count > LONG_BYTES
                || (bytes[in.at] & 0x80) != 0
                || (count > 1 && bytes[in.at] == 0 && (bytes[in.at + 1] & 0x80) == 0)) {
            throw new MalformedException("expected a whole number in its shortest form, found another");
        }
        long out = 0;
        for (int i = in.at; i < in.end; i++) {
            out = (out << 8) | (bytes[i] & 0xFF);
        }
        return out;
    }

    boolean bool() throws MalformedException {
        DerReader in = in(BOOLEAN);
        int value = in.end - in.at == 1 ? bytes[in.at] & 0xFF : -1;
        if (value != 0 && value != 0xFF) {
            throw new MalformedException("expected yes or no, found neither");
        }
        return value != 0;
    }

    private int next() throws MalformedException {
        if (at >= end) {
            throw new MalformedException("expected more, found the end");
        }
        return bytes[at++] & 0xFF;
    }
}
