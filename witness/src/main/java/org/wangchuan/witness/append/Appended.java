package org.wangchuan.witness.append;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.SignedCheckpoint;

/**
 * The answer to an append, once all is durable: the log's checkpoint (a C2SP signed note), an empty line, and the index of
 * each entry in the order of the request (u64 big endian; all ones where the event is in the log with another entry).
 *
 * @param checkpoint a tree that holds every entry that has an index here
 * @param indexes empty where the event is in the log with another entry
 */
public record Appended(SignedCheckpoint checkpoint, List<OptionalLong> indexes) {
    /** The type of the body. */
    public static final String CONTENT_TYPE = "application/octet-stream";

    private static final long CONFLICT = -1;
    private static final int CHECKPOINT_BYTES_MAX = 64 << 10;

    /** Largest body in bytes. */
    public static final int BYTES_MAX = CHECKPOINT_BYTES_MAX + AppendRequest.ENTRIES_MAX * Long.BYTES;

    public Appended {
        indexes = List.copyOf(indexes);
    }

    /** Whether every entry of the request is in the log. */
    public boolean isComplete() {
        return indexes.stream().allMatch(OptionalLong::isPresent);
    }

    /** The one spelling. */
    public byte[] toBytes() {
        byte[] note = checkpoint.toBytes();
        ByteBuffer out = ByteBuffer.allocate(note.length + 1 + indexes.size() * Long.BYTES)
                .put(note)
                .put((byte) '\n');
        indexes.forEach(index -> out.putLong(index.orElse(CONFLICT)));
        return out.array();
    }

    /**
     * Reads a body in its one spelling. The checkpoint is not yet verified.
     *
     * @param count of the entries that were sent
     * @throws VerificationException with code PROOF_FORMAT, or one of the checkpoint's own
     */
    public static Appended parse(byte[] body, int count) throws VerificationException {
        int end = body.length - count * Long.BYTES;
        if (body.length > BYTES_MAX || end < 1 || body[end - 1] != '\n') {
            throw bad("a checkpoint, an empty line and " + count + " indexes", body.length + " bytes");
        }
        SignedCheckpoint checkpoint = SignedCheckpoint.parse(Arrays.copyOf(body, end - 1));
        ByteBuffer in = ByteBuffer.wrap(body).position(end);
        List<OptionalLong> indexes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long index = in.getLong();
            if (index != CONFLICT
                    && (index < 0 || index >= checkpoint.checkpoint().size())) {
                throw bad("indexes below the size " + checkpoint.checkpoint().size(), index + "");
            }
            indexes.add(index == CONFLICT ? OptionalLong.empty() : OptionalLong.of(index));
        }
        return new Appended(checkpoint, indexes);
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.PROOF_FORMAT, "answer to an append", expected, found);
    }
}
