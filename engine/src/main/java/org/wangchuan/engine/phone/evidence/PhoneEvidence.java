package org.wangchuan.engine.phone.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.EvidenceException;
import org.wangchuan.engine.phone.attestation.AttestationRoots;
import org.wangchuan.engine.phone.fill.FillOutcome;
import org.wangchuan.engine.phone.technique.PhoneTechnique;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.Sha256;

/**
 * The complete, well-ordered record of erasing one phone: one canonical JSON line per {@link PhoneEvent}, each ended by a line feed. Immutable and
 * thread-safe. It does not judge: see {@code engine.phone.verdict}.
 */
public final class PhoneEvidence {
    /** Names the format and its version. */
    public static final String FORMAT = "wangchuan-phone-evidence/v1";

    /** Bounds what a reader accepts. */
    public static final int BYTES_MAX = 1 << 20;

    /** The same in lines. */
    public static final int LINES_MAX = 10_000;

    private final byte[] bytes;
    private final List<PhoneEvent> events;
    private final PhoneHistory history;

    private PhoneEvidence(byte[] bytes, List<PhoneEvent> events) {
        this.bytes = bytes;
        this.events = List.copyOf(events);
        this.history = new PhoneHistory(this.events);
    }

    /**
     * Reads a complete record.
     *
     * @throws EvidenceException naming the line and what is wrong with it
     */
    public static PhoneEvidence read(byte[] bytes) throws EvidenceException {
        PhoneEventOrder order = new PhoneEventOrder();
        List<PhoneEvent> events = readLines(bytes, order);
        order.requireClosed(events.size() + 1);
        return new PhoneEvidence(bytes.clone(), events);
    }

    /**
     * Reads the lines of a record that may still be open, checking the same.
     *
     * @throws EvidenceException naming the line and what is wrong with it
     */
    public static List<PhoneEvent> readOpen(byte[] bytes) throws EvidenceException {
        return readLines(bytes, new PhoneEventOrder());
    }

    /** As {@link #readOpen(byte[])}, by other roots: for tests, whose phones were made by nobody. */
    static List<PhoneEvent> readOpen(byte[] bytes, AttestationRoots roots) throws EvidenceException {
        return readLines(bytes, new PhoneEventOrder(roots));
    }

    private static List<PhoneEvent> readLines(byte[] bytes, PhoneEventOrder order) throws EvidenceException {
        if (bytes.length > BYTES_MAX) {
            throw new EvidenceException(1, "at most " + BYTES_MAX + " bytes", bytes.length + " bytes");
        }
        List<PhoneEvent> events = new ArrayList<>();
        int start = 0;
        while (start < bytes.length) {
            int line = events.size() + 1;
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            if (end == bytes.length) {
                throw new EvidenceException(line, "a line feed at its end", "the end of the file");
            }
            if (line > LINES_MAX) {
                throw new EvidenceException(line, "at most " + LINES_MAX + " lines", "more");
            }
            try {
                PhoneEvent event = PhoneEventReader.read(Arrays.copyOfRange(bytes, start, end));
                order.accept(line, event);
                events.add(event);
            } catch (MalformedJsonException | ShapeException e) {
                throw new EvidenceException(line, e);
            }
            start = end + 1;
        }
        return events;
    }

    /** The bytes as they were read. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** SHA-256 of the bytes. */
    public byte[] digest() {
        return Sha256.of(bytes);
    }

    /** All events in order. */
    public List<PhoneEvent> events() {
        return events;
    }

    /** The rule set. */
    public Policy policy() {
        try {
            for (PhoneEvent event : events) {
                if (event instanceof PhoneEvent.PolicyChosen chosen) {
                    return Policy.fromJson(chosen.policy());
                }
            }
        } catch (ShapeException e) {
            throw new IllegalStateException("the order lets no unreadable rule set pass", e);
        }
        throw new IllegalStateException("the order lets no record without a rule set pass");
    }

    /** What was to be done; absent if it never came to that. */
    public Optional<PhoneTechnique> technique() {
        return history.technique();
    }

    /** See {@link PhoneHistory#identity}. */
    public PhoneIdentity identity() {
        return history.identity();
    }

    /** See {@link PhoneHistory#before}. */
    public List<PhoneEvent.Seen> before() {
        return history.before();
    }

    /** See {@link PhoneHistory#after}. */
    public List<PhoneEvent.Seen> after() {
        return history.after();
    }

    /** See {@link PhoneHistory#everSince}. */
    public List<PhoneEvent.Seen> everSince() {
        return history.everSince();
    }

    /** See {@link PhoneHistory#filled}. */
    public Optional<FillOutcome> filled() {
        return history.filled();
    }

    /** Whether anything was set off. */
    public boolean isSetOff() {
        return history.isSetOff();
    }

    /** Whether it was gone after something was set off, and came back. */
    public boolean isBack() {
        return history.isBack();
    }

    /** Whether it was gone when the record was closed. */
    public boolean isGone() {
        return history.isGone();
    }

    /** All identities that were seen, in order. */
    public List<PhoneIdentity> identities() {
        return history.identities();
    }

    /** The same events, and what they tell of the course. */
    public PhoneHistory history() {
        return history;
    }
}
