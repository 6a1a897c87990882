package org.wangchuan.engine.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * The complete, well-ordered record of one erasure: one canonical JSON line per {@link Event}, each
 * ended by a line feed. Immutable and thread-safe.
 *
 * <p>Reading checks spelling, order, that the record does not contradict itself in what only this program
 * decides, and that the digest committed before each verification really is the digest of what stands before it.
 * It does not judge: see {@code engine.verdict}.
 */
public final class Evidence {
    /** Names the format and its version. */
    public static final String FORMAT = "wangchuan-evidence/v2";

    /** Of records that programs of before began; read as ever, and no longer begun. */
    public static final String FORMAT_BEFORE = "wangchuan-evidence/v1";

    /** Bounds what a reader accepts. */
    public static final int BYTES_MAX = 8 << 20;

    private static final int LINES_MAX = 1_000_000;

    private final byte[] bytes;
    private final List<Event> events;
    private final Event.PlanChosen carriedOut;

    private Evidence(byte[] bytes, List<Event> events, Event.PlanChosen carriedOut) {
        this.bytes = bytes;
        this.events = List.copyOf(events);
        this.carriedOut = carriedOut;
    }

    /**
     * Reads a complete record.
     *
     * @throws EvidenceException naming the line and what is wrong with it
     */
    public static Evidence read(byte[] bytes) throws EvidenceException {
        EventOrder order = new EventOrder();
        List<Event> events = readLines(bytes, order);
        order.requireClosed(events.size() + 1);
        return new Evidence(bytes.clone(), events, order.carriedOut());
    }

    /**
     * Reads a record that goes as far as a plan and may still be open, for who has to know what it shows so far. As the record of an erasure it counts for
     * nothing: {@link #read} does.
     *
     * @throws EvidenceException naming the line and what is wrong with it
     */
    public static Evidence readSoFar(byte[] bytes) throws EvidenceException {
        EventOrder order = new EventOrder();
        List<Event> events = readLines(bytes, order);
        if (HeadOfRecord.in(events).isEmpty()) {
            throw new EvidenceException(
                    events.size() + 1, "a record that goes as far as a plan", "the end of the file");
        }
        return new Evidence(bytes.clone(), events, order.carriedOut());
    }

    /**
     * Reads the lines of a record that may still be open, checking the same.
     *
     * @throws EvidenceException naming the line and what is wrong with it
     */
    public static List<Event> readOpen(byte[] bytes) throws EvidenceException {
        return readLines(bytes, new EventOrder());
    }

    private static List<Event> readLines(byte[] bytes, EventOrder order) throws EvidenceException {
        if (bytes.length > BYTES_MAX) {
            throw new EvidenceException(1, "at most " + BYTES_MAX + " bytes", bytes.length + " bytes");
        }
        List<Event> events = new ArrayList<>();
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
            Event event = readLine(bytes, start, end, line);
            order.accept(line, event, Arrays.copyOf(bytes, isCommitment(event) ? start : 0));
            events.add(event);
            start = end + 1;
        }
        return events;
    }

    private static boolean isCommitment(Event event) {
        return event instanceof Event.Committed;
    }

    private static Event readLine(byte[] bytes, int start, int end, int line) throws EvidenceException {
        try {
            return EventReader.read(Arrays.copyOfRange(bytes, start, end));
        } catch (MalformedJsonException | ShapeException e) {
            throw new EvidenceException(line, e);
        }
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
    public List<Event> events() {
        return events;
    }

    /** All events of one type in order. */
    public <E extends Event> List<E> all(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The event of a type that a complete record has exactly once. */
    public <E extends Event> E the(Class<E> type) {
        List<E> found = all(type);
        if (found.size() != 1) {
            throw new IllegalArgumentException("not exactly one " + type.getSimpleName());
        }
        return found.getFirst();
    }

    /**
     * The plan as it was carried out. Passes that follow only if a drive does not erase itself are no part of it unless one of them began; what the drive did is
     * then verified by what was read after it. What was planned stands in the record.
     */
    public Event.PlanChosen plan() {
        return carriedOut;
    }

    /** The medium as it was erased: with what had been hidden before, where that was taken away. */
    public MediumFacts medium() {
        return HeadOfRecord.of(events).medium();
    }

    /** The medium with all that it has by its own answers, also where some of it stayed hidden: what a statement is about. */
    public MediumFacts wholeMedium() {
        return HeadOfRecord.of(events).wholeMedium();
    }

    /** What was found of hidden areas when they were last looked for. */
    public Event.HiddenAreas hiddenAreas() {
        return HeadOfRecord.of(events).hidden();
    }

    /** The end of a pass, if it had one. */
    public Optional<Event.PassFinished> passFinished(int pass) {
        return all(Event.PassFinished.class).stream()
                .filter(e -> e.pass() == pass)
                .findFirst();
    }

    /** How the last verification of a pass that came to an end read it back: more than was planned where the job was cut off ({@link Unwatched}). As planned if there is none. */
    public VerifyMode readBackMode(int pass) {
        VerifyMode started = the(Event.PlanChosen.class).verify();
        VerifyMode ended = started;
        for (Event event : events) {
            if (event instanceof Event.VerificationStarted e && e.pass() == pass) {
                started = e.mode();
            } else if (event instanceof Event.VerificationFinished e && e.pass() == pass) {
                ended = started;
            }
        }
        return ended;
    }

    /** The last verification of a pass that came to an end, if any. */
    public Optional<Event.VerificationFinished> verificationFinished(int pass) {
        return all(Event.VerificationFinished.class).stream()
                .filter(e -> e.pass() == pass)
                .reduce((_, later) -> later);
    }

    /**
     * How often the work was interrupted, whatever the reason. Where a drive shows what it hid, the work ends by itself and is gone on with at the size that
     * the kernel tells by then: that is none, if the drive then shows all, or what there is to be settled for.
     */
    public int interruptions() {
        int out = 0;
        for (int i = 1; i < events.size(); i++) {
            boolean ofSize = events.get(i - 1) instanceof HiddenAreaEvent.Commanded
                    && i + 1 < events.size()
                    && events.get(i + 1) instanceof HiddenAreaEvent.LookedAgain;
            out += events.get(i) instanceof Event.Resumed && !ofSize ? 1 : 0;
        }
        return out;
    }
}
