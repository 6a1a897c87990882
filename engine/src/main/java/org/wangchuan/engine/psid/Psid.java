package org.wangchuan.engine.psid;

import java.util.Arrays;

/**
 * The Physical Presence SID: 32 characters that are printed on the label of a drive (Opal feature set PSID 1.00). Whoever knows it can revert the
 * drive, and destroy what is on it. It is in no text and no exception; {@link #close} overwrites it. Not thread-safe.
 */
public final class Psid implements AutoCloseable {
    public static final int CHARACTERS = 32;

    private static final byte MASK = 0x2a;

    private final byte[] bytes;

    private Psid(byte[] bytes) {
        this.bytes = bytes;
    }

    /**
     * Takes it as it is printed; nothing is guessed or put right, small letters stay small.
     *
     * @param characters stay the caller's, who overwrites them
     * @throws PsidException unless they are 32 letters and digits of ASCII
     */
    public static Psid of(char[] characters) throws PsidException {
        if (characters.length != CHARACTERS) {
            throw new PsidException(
                    PsidException.Code.LENGTH, CHARACTERS + " characters as on the label", "" + characters.length);
        }
        byte[] bytes = new byte[CHARACTERS];
        for (int i = 0; i < CHARACTERS; i++) {
            char c = characters[i];
            if (!(c >= '0' && c <= '9') && !(c >= 'A' && c <= 'Z') && !(c >= 'a' && c <= 'z')) {
                Arrays.fill(bytes, (byte) 0);
                throw new PsidException(
                        PsidException.Code.CHARACTER, "letters and digits", "something else at place " + (i + 1));
            }
            bytes[i] = (byte) c;
        }
        return new Psid(bytes);
    }

    /** What stands in its place wherever its message is kept: no PSID has such characters. A new array each time. */
    public static byte[] mask() {
        byte[] out = new byte[CHARACTERS];
        Arrays.fill(out, MASK);
        return out;
    }

    /**
     * For the one message that holds it; a new array each time, which the caller overwrites.
     *
     * @throws IllegalStateException if it was closed
     */
    public byte[] bytes() {
        for (byte b : bytes) {
            if (b != 0) {
                return bytes.clone();
            }
        }
        throw new IllegalStateException("closed");
    }

    /** Overwrites it. Messages that were built with it keep their own copy. */
    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }

    @Override
    public String toString() {
        return "PSID";
    }
}
