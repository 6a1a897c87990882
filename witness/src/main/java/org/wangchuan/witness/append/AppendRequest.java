package org.wangchuan.witness.append;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.Decimals;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;

/**
 * The body of an append: a C2SP signed note by the station, an empty line, and the records that it names.
 *
 * <pre>
 * wangchuan/append/v1
 * ORIGIN of the log
 * COUNT of the records, decimal, from 1 to 8192
 * SHA-256 over the records, base64
 * (empty line)
 * — STATION base64(key id || Ed25519 signature over the lines above the empty one)
 * (empty line)
 * for each record: event id (16 bytes), entry (33 bytes)
 * </pre>
 *
 * <p>The signature is over all that matters, so a request needs no secret on its way. Whoever sends it once more gets the
 * same answer once more, for an event happens exactly once.
 *
 * @param note the station's; not yet verified
 * @param origin of the log that it is for
 */
public record AppendRequest(Note note, String origin, List<NewEntry> entries) {
    /** Most records of one request. */
    public static final int ENTRIES_MAX = TileLog.BATCH_MAX;

    private static final String FIRST_LINE = "wangchuan/append/v1";
    private static final int ID_BYTES = 16;
    private static final int RECORD_BYTES = ID_BYTES + NewEntry.LENGTH;
    private static final int HEAD_BYTES_MAX = 4096;
    private static final int LINES = 5; // the last is empty

    /** Largest body in bytes. */
    public static final int BYTES_MAX = HEAD_BYTES_MAX + ENTRIES_MAX * RECORD_BYTES;

    public AppendRequest {
        entries = List.copyOf(entries);
    }

    /**
     * A signed request in its one spelling.
     *
     * @param origin of the log
     * @throws IllegalArgumentException for no entries, or more than {@link #ENTRIES_MAX}
     */
    public static byte[] encode(NoteSigner station, String origin, List<NewEntry> entries) {
        if (entries.isEmpty() || entries.size() > ENTRIES_MAX) {
            throw new IllegalArgumentException("a request of " + entries.size());
        }
        ByteBuffer records = ByteBuffer.allocate(entries.size() * RECORD_BYTES);
        for (NewEntry entry : entries) {
            records.putLong(entry.eventId().getMostSignificantBits())
                    .putLong(entry.eventId().getLeastSignificantBits())
                    .put(entry.entry());
        }
        String digest = Bytes32.sha256(records.array()).base64();
        byte[] note = station.sign(FIRST_LINE + "\n" + origin + "\n" + entries.size() + "\n" + digest + "\n")
                .toBytes();
        return ByteBuffer.allocate(note.length + 1 + records.capacity())
                .put(note)
                .put((byte) '\n')
                .put(records.array())
                .array();
    }

    /**
     * Reads a body in its one spelling. The records are those that the note names; who signed it is not yet known.
     *
     * @throws AppendException with code MALFORMED or TOO_LARGE
     */
    public static AppendRequest parse(byte[] body) throws AppendException {
        if (body.length > BYTES_MAX) {
            throw new AppendException(AppendCode.TOO_LARGE, "a request has at most " + BYTES_MAX + " bytes");
        }
        int end = blankLine(body, blankLine(body, 0)); // the first ends the text, the second the signatures
        Note note;
        long count;
        String[] lines;
        try {
            note = Note.parse(Arrays.copyOf(body, end - 1));
            lines = note.text().split("\n", -1);
            if (lines.length != LINES || !lines[0].equals(FIRST_LINE)) {
                throw AppendException.malformed(FIRST_LINE + ", an origin, a count and a digest", "another text");
            }
            count = Decimals.parse("count", lines[2], ENTRIES_MAX);
        } catch (VerificationException e) {
            throw AppendException.malformed(e.expected(), "another text");
        }
        byte[] records = Arrays.copyOfRange(body, end, body.length);
        if (count == 0 || records.length != count * RECORD_BYTES) {
            throw AppendException.malformed(
                    "1 to " + ENTRIES_MAX + " records of " + RECORD_BYTES + " bytes, as many as the count says",
                    records.length + " bytes of them");
        }
        if (!Bytes32.sha256(records).base64().equals(lines[3])) {
            throw AppendException.malformed("records under their digest", "other ones");
        }
        return new AppendRequest(note, lines[1], entries(records, (int) count));
    }

    /** For a request whose origin is not the log's. */
    public static AppendException otherLog() {
        return new AppendException(AppendCode.OTHER_LOG, "this is a log of another origin");
    }

    /** Where the bytes after the next empty line begin. */
    private static int blankLine(byte[] body, int from) throws AppendException {
        int to = Math.min(body.length, HEAD_BYTES_MAX) - 1;
        for (int i = from; i < to; i++) {
            if (body[i] == '\n' && body[i + 1] == '\n') {
                return i + 2;
            }
        }
        throw AppendException.malformed("a signed note of at most " + HEAD_BYTES_MAX + " bytes", "none");
    }

    private static List<NewEntry> entries(byte[] records, int count) throws AppendException {
        ByteBuffer in = ByteBuffer.wrap(records);
        List<NewEntry> entries = new ArrayList<>(count);
        byte[] entry = new byte[NewEntry.LENGTH];
        for (int i = 0; i < count; i++) {
            UUID eventId = new UUID(in.getLong(), in.getLong());
            in.get(entry);
            if (entry[0] != 1) { // a reader of the log must not be able to tell one kind of entry from another
                throw AppendException.malformed("entries that begin with the byte 1", "another at record " + i);
            }
            entries.add(new NewEntry(eventId, entry));
        }
        return entries;
    }

    /**
     * The station that signed it.
     *
     * @param stations that may append
     * @throws AppendException with code UNKNOWN_STATION or SIGNATURE
     */
    public VerifierKey verify(List<VerifierKey> stations) throws AppendException {
        if (note.signatures().size() != 1) {
            throw AppendException.malformed("one signature", note.signatures().size() + "");
        }
        List<VerifierKey> claimed = stations.stream()
                .filter(station -> station.claims(note.signatures().getFirst()))
                .toList();
        if (claimed.isEmpty()) {
            throw new AppendException(
                    AppendCode.UNKNOWN_STATION, "no station of this name and key may append to this log");
        }
        try {
            return note.verify(claimed).getFirst();
        } catch (VerificationException e) {
            throw new AppendException(AppendCode.SIGNATURE, "the signature of the station is wrong");
        }
    }
}
