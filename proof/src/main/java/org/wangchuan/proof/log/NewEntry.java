package org.wangchuan.proof.log;

import java.util.Arrays;
import java.util.UUID;

/** An entry on its way into a log, and the event that makes it happen exactly once. */
public final class NewEntry {
    /** Length of an entry in bytes. */
    public static final int LENGTH = 33;

    private final UUID eventId;
    private final byte[] entry;

    /**
     * Copies the entry.
     *
     * @throws IllegalArgumentException if it has not exactly 33 bytes
     */
    public NewEntry(UUID eventId, byte[] entry) {
        if (entry.length != LENGTH) {
            throw new IllegalArgumentException("expected 33 bytes, found " + entry.length);
        }
        this.eventId = eventId;
        this.entry = entry.clone();
    }

    /** Unique for ever. */
    public UUID eventId() {
        return eventId;
    }

    /** A copy of the 33 bytes. */
    public byte[] entry() {
        return entry.clone();
    }

    /** Puts the 33 bytes there. */
    void copyTo(byte[] to, int at) {
        System.arraycopy(entry, 0, to, at, LENGTH);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof NewEntry that && eventId.equals(that.eventId) && Arrays.equals(entry, that.entry);
    }

    @Override
    public int hashCode() {
        return eventId.hashCode();
    }

    @Override
    public String toString() {
        return "entry of event " + eventId;
    }
}
