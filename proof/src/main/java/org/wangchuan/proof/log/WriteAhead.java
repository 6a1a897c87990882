package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.storage.Storage;

/**
 * The write-ahead file: every entry of the log with its event, in order, in records of 64 bytes.
 *
 * <pre>
 * index (u64 big endian) || event id (16 bytes) || entry (33 bytes) || first 7 bytes of SHA-256 of the 57 before
 * </pre>
 */
final class WriteAhead {
    static final int RECORD_BYTES = 64;
    private static final int CHECKED_BYTES = 57;

    private final Storage storage;

    WriteAhead(Storage storage) {
        this.storage = storage;
    }

    /** What the file holds: whole records from the first, then perhaps bytes that are none. */
    record Content(List<NewEntry> entries, long strayBytes) {}

    Content read() throws IOException {
        byte[] file = storage.read(LogLayout.WRITE_AHEAD).orElse(new byte[0]);
        List<NewEntry> entries = new ArrayList<>();
        int at = 0;
        while (at + RECORD_BYTES <= file.length) {
            ByteBuffer record = ByteBuffer.wrap(file, at, RECORD_BYTES);
            if (!isSound(file, at) || record.getLong() != entries.size()) {
                break;
            }
            UUID eventId = new UUID(record.getLong(), record.getLong());
            byte[] entry = new byte[NewEntry.LENGTH];
            record.get(entry);
            entries.add(new NewEntry(eventId, entry));
            at += RECORD_BYTES;
        }
        return new Content(entries, file.length - at);
    }

    /** Writes records at their places, also over what is there already, and makes them durable. */
    void write(long firstIndex, List<NewEntry> entries) throws IOException {
        ByteBuffer out = ByteBuffer.allocate(Math.multiplyExact(entries.size(), RECORD_BYTES));
        long index = firstIndex;
        for (NewEntry entry : entries) {
            byte[] checked = ByteBuffer.allocate(CHECKED_BYTES)
                    .putLong(index++)
                    .putLong(entry.eventId().getMostSignificantBits())
                    .putLong(entry.eventId().getLeastSignificantBits())
                    .put(entry.entry())
                    .array();
            out.put(checked).put(checkOf(checked));
        }
        storage.write(LogLayout.WRITE_AHEAD, firstIndex * RECORD_BYTES, out.array());
        storage.sync(LogLayout.WRITE_AHEAD);
    }

    /** Cuts off what is no record. */
    void cutAfter(long records) throws IOException {
        storage.truncate(LogLayout.WRITE_AHEAD, records * RECORD_BYTES);
        storage.sync(LogLayout.WRITE_AHEAD);
    }

    private static boolean isSound(byte[] file, int at) {
        byte[] checked = Arrays.copyOfRange(file, at, at + CHECKED_BYTES);
        return Arrays.equals(checkOf(checked), Arrays.copyOfRange(file, at + CHECKED_BYTES, at + RECORD_BYTES));
    }

    private static byte[] checkOf(byte[] checked) {
        return Arrays.copyOf(Bytes32.sha256(checked).toBytes(), RECORD_BYTES - CHECKED_BYTES);
    }
}
