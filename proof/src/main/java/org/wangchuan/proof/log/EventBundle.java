package org.wangchuan.proof.log;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The events of up to 256 entries, one bundle beside each entry bundle: their ids, 16 bytes each, then
 * {@code SHA-256("wangchuan/events/v1\n" || bundle number (u64 big endian) || root over the entries' hashes || ids)}.
 * So a bundle fits its own entries only: one that is damaged, out of place or from another log is not believed.
 */
final class EventBundle {
    static final int ID_BYTES = 16;

    private static final byte[] CONTEXT = "wangchuan/events/v1\n".getBytes(StandardCharsets.US_ASCII);
    private static final String BESIDE = "tile/entries/";

    private EventBundle() {}

    /** For example {@code private/events/x001/234.p/17}. */
    static String path(long number, int width) {
        String entries = new TilePath(TilePath.ENTRIES, number, width).path();
        return LogLayout.EVENTS + "/" + entries.substring(BESIDE.length());
    }

    /** The entry bundle that a path stands beside; empty for any other path. */
    static Optional<TilePath> parsePath(String path) {
        String prefix = LogLayout.EVENTS + "/";
        return path.startsWith(prefix) ? TilePath.parse(BESIDE + path.substring(prefix.length())) : Optional.empty();
    }

    /**
     * The bytes of a bundle.
     *
     * @param root over the hashes of the same entries
     * @param ids of which the first {@code width} count
     */
    static byte[] encode(TreeHasher hasher, long number, byte[] root, byte[] ids, int width) {
        byte[] own = Arrays.copyOf(ids, width * ID_BYTES);
        byte[] check = check(hasher, number, root, own);
        return ByteBuffer.allocate(own.length + check.length)
                .put(own)
                .put(check)
                .array();
    }

    /**
     * The ids of a bundle that fits these entries.
     *
     * @throws VerificationException with code PROOF_FORMAT
     */
    static byte[] parse(TreeHasher hasher, byte[] bundle, long number, int width, byte[] root)
            throws VerificationException {
        int length = width * ID_BYTES + Bytes32.LENGTH;
        if (bundle.length != length) {
            throw bad(length + " bytes", bundle.length + " bytes");
        }
        byte[] ids = Arrays.copyOf(bundle, width * ID_BYTES);
        byte[] check = Arrays.copyOfRange(bundle, ids.length, length);
        if (!Arrays.equals(check, check(hasher, number, root, ids))) {
            throw bad("events of the entries beside it", "other ones, or other entries");
        }
        return ids;
    }

    static UUID id(byte[] ids, int at) {
        ByteBuffer buffer = ByteBuffer.wrap(ids, at * ID_BYTES, ID_BYTES);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    private static byte[] check(TreeHasher hasher, long number, byte[] root, byte[] ids) {
        return hasher.sha256(
                CONTEXT, ByteBuffer.allocate(Long.BYTES).putLong(number).array(), root, ids);
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.PROOF_FORMAT, "event bundle", expected, found);
    }
}
