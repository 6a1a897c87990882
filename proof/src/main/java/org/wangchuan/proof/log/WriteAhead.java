package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.LogRefusedException.Reason;
import org.wangchuan.proof.storage.ObjectStore;

/**
 * The write-ahead file: the last batch. It is replaced as a whole, so after a crash it holds one batch or the next,
 * and whatever else it holds is damage.
 *
 * <pre>
 * "wangchuan/write-ahead/v2\n" || index of the first entry (u64 big endian) || number of entries (u32)
 * || for each: event id (16 bytes), entry (33 bytes) || SHA-256 of all before
 * </pre>
 */
final class WriteAhead {
    private static final byte[] MAGIC = "wangchuan/write-ahead/v2\n".getBytes(StandardCharsets.US_ASCII);
    private static final int HEAD_BYTES = MAGIC.length + Long.BYTES + Integer.BYTES;
    private static final int RECORD_BYTES = EventBundle.ID_BYTES + NewEntry.LENGTH;

    /** Of the unreleased form before this one: index, event id, entry, and 7 bytes of SHA-256, for every entry. */
    private static final int FORMER_RECORD_BYTES = 64;

    private WriteAhead() {}

    /** One batch, and where it begins. */
    record Batch(long first, List<NewEntry> entries) {
        static final Batch NONE = new Batch(0, List.of());

        Batch {
            entries = List.copyOf(entries);
        }

        long end() {
            return first + entries.size();
        }
    }

    /** The batch in the file. */
    static Batch read(ObjectStore store) throws IOException {
        return parse(store.read(LogLayout.WRITE_AHEAD)
                .orElseThrow(() -> refused(Reason.DAMAGED, "the last batch", "no file")));
    }

    /** The one spelling of a batch. */
    static byte[] encode(Batch batch) {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + batch.entries().size() * RECORD_BYTES + Bytes32.LENGTH);
        out.put(MAGIC).putLong(batch.first()).putInt(batch.entries().size());
        for (NewEntry entry : batch.entries()) {
            out.putLong(entry.eventId().getMostSignificantBits())
                    .putLong(entry.eventId().getLeastSignificantBits())
                    .put(entry.entry());
        }
        byte[] checked = Arrays.copyOf(out.array(), out.position());
        return out.put(Bytes32.sha256(checked).toBytes()).array();
    }

    static Batch parse(byte[] file) throws LogRefusedException {
        if (isFormer(file)) {
            throw refused(
                    Reason.OTHER_FORMAT, "the form wangchuan/write-ahead/v2", "the former one of 64 bytes per entry");
        }
        int checkedBytes = file.length - Bytes32.LENGTH;
        if (checkedBytes < HEAD_BYTES || !Arrays.equals(MAGIC, 0, MAGIC.length, file, 0, MAGIC.length)) {
            throw refused(Reason.DAMAGED, "one batch", file.length + " bytes that are none");
        }
        byte[] checked = Arrays.copyOf(file, checkedBytes);
        if (!Bytes32.sha256(checked).equals(Bytes32.at(file, checkedBytes))) {
            throw refused(Reason.DAMAGED, "one batch under its digest", "another digest");
        }
        ByteBuffer in = ByteBuffer.wrap(checked).position(MAGIC.length);
        long first = in.getLong();
        int count = in.getInt();
        if (in.remaining() != (long) count * RECORD_BYTES || first < 0 || first > Checkpoint.SIZE_MAX - count) {
            throw refused(Reason.DAMAGED, count + " entries from " + first, in.remaining() + " bytes of them");
        }
        List<NewEntry> entries = new ArrayList<>(count);
        byte[] entry = new byte[NewEntry.LENGTH];
        for (int i = 0; i < count; i++) {
            UUID eventId = new UUID(in.getLong(), in.getLong());
            in.get(entry);
            entries.add(new NewEntry(eventId, entry));
        }
        return new Batch(first, entries);
    }

    /** Whether it begins with record 0 of the former form. */
    private static boolean isFormer(byte[] file) {
        if (file.length < FORMER_RECORD_BYTES || ByteBuffer.wrap(file).getLong() != 0) {
            return false;
        }
        int checkedBytes = Long.BYTES + RECORD_BYTES;
        byte[] digest = Bytes32.sha256(Arrays.copyOf(file, checkedBytes)).toBytes();
        return Arrays.equals(digest, 0, FORMER_RECORD_BYTES - checkedBytes, file, checkedBytes, FORMER_RECORD_BYTES);
    }

    private static LogRefusedException refused(Reason reason, String expected, String found) {
        return new LogRefusedException(reason, LogLayout.WRITE_AHEAD, expected, found);
    }
}
