package org.wangchuan.engine.phone.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.evidence.EvidenceException;
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

    private static final int LINES_MAX = 10_000;

    private final byte[] bytes;
    private final List<PhoneEvent> events;

    private PhoneEvidence(byte[] bytes, List<PhoneEvent> events) {
        this.bytes = bytes;
        this.events = List.copyOf(events);
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
        try {
            for (PhoneEvent event : events) {
                if (event instanceof PhoneEvent.TechniqueChosen chosen) {
                    return Optional.of(PhoneEventOrder.readTechnique(1, chosen));
                }
            }
            return Optional.empty();
        } catch (EvidenceException e) {
            throw new IllegalStateException("the order lets no other technique pass", e);
        }
    }

    /**
     * By what the phone is known that was set off: what was seen of it last before that. Empty if it was known by nothing.
     */
    public PhoneIdentity identity() {
        PhoneIdentity out = PhoneIdentity.NONE;
        for (PhoneEvent.Seen seen : seen(events.subList(0, setOff()))) {
            out = seen.identity().digests().isEmpty() ? out : seen.identity();
        }
        return out;
    }

    /** What was seen before anything was set off. */
    public List<PhoneEvent.Seen> before() {
        return seen(events.subList(0, setOff()));
    }

    /**
     * What was seen once it was back from what was set off. What one of these found, a later one does not undo, nor does plugging it out and in, nor
     * that something is set off again from which it never goes. Where it was filled, up to that.
     */
    public List<PhoneEvent.Seen> after() {
        return seen(sinceBack());
    }

    /** The same to the end of the record: what speaks against an erasure counts whenever it is seen, also once it was filled. */
    public List<PhoneEvent.Seen> everSince() {
        List<PhoneEvent> known = sinceBack();
        return known.isEmpty() ? List.of() : seen(events.subList(start(end()), events.size()));
    }

    /** What came of filling it, the last time; absent if it was not filled. */
    public Optional<FillOutcome> filled() {
        int at = lastFilled();
        return at < 0 ? Optional.empty() : Optional.of(((PhoneEvent.Filled) events.get(at)).outcome());
    }

    /** Whether anything was set off. */
    public boolean isSetOff() {
        return setOff() < events.size();
    }

    /** Whether it was gone after something was set off, and came back. */
    public boolean isBack() {
        return !sinceBack().isEmpty();
    }

    /** Whether it was gone when the record was closed. */
    public boolean isGone() {
        return events.stream()
                .filter(event -> event instanceof PhoneEvent.Gone || event instanceof PhoneEvent.Back)
                .reduce((_, later) -> later)
                .filter(PhoneEvent.Gone.class::isInstance)
                .isPresent();
    }

    /** All identities that were seen, in order. */
    public List<PhoneIdentity> identities() {
        return events.stream()
                .filter(PhoneEvent.Seen.class::isInstance)
                .map(event -> ((PhoneEvent.Seen) event).identity())
                .toList();
    }

    private int setOff() {
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof PhoneEvent.SetOff) {
                return i;
            }
        }
        return events.size();
    }

    private int lastFilled() {
        for (int i = events.size() - 1; i >= 0; i--) {
            if (events.get(i) instanceof PhoneEvent.Filled) {
                return i;
            }
        }
        return -1;
    }

    /** From its first return after the last time that it was set off and went. */
    private List<PhoneEvent> sinceBack() {
        int end = end();
        int start = start(end);
        return start == end || start < setOff() ? List.of() : events.subList(start, end);
    }

    private int end() {
        int filled = lastFilled();
        return filled < 0 ? events.size() : filled;
    }

    private int start(int end) {
        int start = end;
        for (int i = end - 1; i >= 0 && (start == end || !(events.get(i) instanceof PhoneEvent.SetOff)); i--) {
            if (events.get(i) instanceof PhoneEvent.Back) {
                start = i;
            }
        }
        return start;
    }

    private static List<PhoneEvent.Seen> seen(List<PhoneEvent> some) {
        return some.stream()
                .filter(PhoneEvent.Seen.class::isInstance)
                .map(PhoneEvent.Seen.class::cast)
                .toList();
    }
}
