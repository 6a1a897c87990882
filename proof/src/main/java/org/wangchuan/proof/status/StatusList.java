package org.wangchuan.proof.status;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.StatusClaims;

/**
 * Two bits for each of many statements: entry {@code i} in byte {@code i / 4}, bits {@code 2 (i mod 4)} and the next,
 * the least significant first. A new list is all zero. Immutable and thread-safe.
 *
 * <p>Its digest is SHA-256("wangchuan/status/v1" ‖ id (16 bytes) ‖ entries (u32 big endian) ‖ bits).
 */
public final class StatusList {
    /** Fewest entries: among fewer, a list would tell too much about each. */
    public static final int ENTRIES_MIN = 1024;

    /** Most entries. */
    public static final int ENTRIES_MAX = 1 << 20;

    private static final int ENTRIES_PER_BYTE = 4;
    private static final byte[] DOMAIN = "wangchuan/status/v1".getBytes(StandardCharsets.US_ASCII);

    private final UUID id;
    private final byte[] bits;

    /** What is known about one statement. */
    public enum State {
        /** It holds. */
        VALID(0),
        /** It does not hold. */
        REVOKED(1),
        /** It was true; a later one about the same device counts. */
        SUPERSEDED(2),
        /** It was wrong in something; a later one counts. */
        CORRECTED(3);

        private final int number;

        State(int number) {
            this.number = number;
        }

        private static State of(int number) {
            return switch (number) {
                case 0 -> VALID;
                case 1 -> REVOKED;
                case 2 -> SUPERSEDED;
                default -> CORRECTED;
            };
        }
    }

    private StatusList(UUID id, byte[] bits) {
        this.id = id;
        this.bits = bits;
    }

    /**
     * A list in which everything holds.
     *
     * @param entries a power of two from {@link #ENTRIES_MIN} to {@link #ENTRIES_MAX}
     */
    public static StatusList allValid(UUID id, int entries) {
        if (!isSize(entries)) {
            throw new IllegalArgumentException("no size of a status list: " + entries);
        }
        return new StatusList(id, new byte[entries / ENTRIES_PER_BYTE]);
    }

    /**
     * Reads the bits in base64url.
     *
     * @throws VerificationException with code STATUS_FORMAT, or ENCODING
     */
    public static StatusList parse(UUID id, String base64Url) throws VerificationException {
        if (base64Url.length() > ENTRIES_MAX / ENTRIES_PER_BYTE * 2) {
            throw bad("at most " + ENTRIES_MAX + " entries", base64Url.length() + " characters");
        }
        byte[] bits = Base64Url.decode(base64Url);
        if (!isSize(bits.length * ENTRIES_PER_BYTE)) {
            throw bad(
                    "a power of two from " + ENTRIES_MIN + " to " + ENTRIES_MAX + " entries",
                    bits.length * ENTRIES_PER_BYTE + "");
        }
        return new StatusList(id, bits);
    }

    private static boolean isSize(int entries) {
        return entries >= ENTRIES_MIN && entries <= ENTRIES_MAX && Integer.bitCount(entries) == 1;
    }

    /** The list's name. */
    public UUID id() {
        return id;
    }

    /** How many statements it has room for. */
    public int entries() {
        return bits.length * ENTRIES_PER_BYTE;
    }

    /** What the list says about an entry, which must be below {@link #entries}. */
    public State state(int index) {
        return State.of(bits[index / ENTRIES_PER_BYTE] >> shift(index) & 3);
    }

    /**
     * The list with another state of one entry.
     *
     * @throws IllegalArgumentException for {@link State#VALID}: what did not hold once does not hold again
     */
    public StatusList with(int index, State state) {
        if (state == State.VALID) {
            throw new IllegalArgumentException("a status is never taken back");
        }
        byte[] changed = bits.clone();
        int kept = changed[index / ENTRIES_PER_BYTE] & ~(3 << shift(index));
        changed[index / ENTRIES_PER_BYTE] = (byte) (kept | state.number << shift(index));
        return new StatusList(id, changed);
    }

    private static int shift(int index) {
        return index % ENTRIES_PER_BYTE * 2;
    }

    /** The bits in base64url. */
    public String base64Url() {
        return Base64Url.encode(bits);
    }

    /** What a status-list statement says about this list. */
    public StatusClaims claims() {
        byte[] head = ByteBuffer.allocate(20)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .putInt(entries())
                .array();
        return new StatusClaims(id, entries(), Bytes32.sha256(DOMAIN, head, bits));
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.STATUS_FORMAT, "status list", expected, found);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StatusList that && id.equals(that.id) && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return "status list " + id + " of " + entries();
    }
}
