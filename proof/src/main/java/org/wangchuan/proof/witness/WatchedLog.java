package org.wangchuan.proof.witness;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.note.VerifierKey;

/**
 * A log that a witness knows.
 *
 * @param origin first line of its checkpoints
 * @param keys any of which may sign them; their names need not be the origin, though they should
 */
public record WatchedLog(String origin, List<VerifierKey> keys) {
    public WatchedLog {
        keys = List.copyOf(keys);
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a log without a key");
        }
    }

    /** SHA-256 of the origin in lower-case hexadecimal: where its checkpoint is read (C2SP tlog-witness). */
    public String hash() {
        return hashOf(origin);
    }

    /** SHA-256 of an origin in lower-case hexadecimal. */
    public static String hashOf(String origin) {
        return Hex.encode(
                Bytes32.sha256(origin.getBytes(StandardCharsets.UTF_8)).toBytes());
    }
}
