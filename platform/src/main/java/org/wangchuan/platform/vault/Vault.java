package org.wangchuan.platform.vault;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * Where personal data are, and nowhere else. Every read names its purpose, is checked, and is on record before anything is
 * returned, whatever becomes of the caller. What it returns is for the page at hand: no caller keeps it, logs it, or puts it
 * into an exception. Thread-safe.
 */
public interface Vault {
    /** The longest line of text that is kept, in characters. */
    int CHARS_MAX = 500;

    /** The longest note, in characters. */
    int NOTE_CHARS_MAX = 1_000;

    /** The largest picture, in bytes. */
    int PICTURE_BYTES_MAX = 200 * 1024;

    /** Keeps what a new person gave for a purpose; in the caller's transaction. */
    UUID person(Map<Field, String> values, Purpose purpose, Reader writer) throws VaultException;

    /**
     * Adds to a person, or replaces; begins the purpose, or begins it anew. In the caller's transaction. What a law makes the operator
     * keep only staff write, with a reason if it was written before, and on record. While a hold lasts nothing is written over.
     */
    void add(UUID person, Map<Field, String> values, Purpose purpose, Reader writer) throws VaultException;

    /**
     * What is kept for a purpose, but for pictures, is this from now on, and nothing else that no other purpose needs; nothing at all ends
     * the purpose. In the caller's transaction, and on record. Not where a law makes the operator keep it, nor while a hold lasts.
     */
    void replace(UUID person, Map<Field, String> values, Purpose purpose, Reader writer) throws VaultException;

    /**
     * Keeps a signature by hand (PNG), with a key of its own; in the caller's transaction.
     *
     * @return where it is, and what may be said of it elsewhere
     */
    KeptPicture attach(UUID person, Purpose purpose, String mediaType, byte[] picture) throws VaultException;

    /**
     * Keeps a photo, with a key of its own; in the caller's transaction.
     *
     * @return where it is, and what may be said of it elsewhere
     */
    KeptPicture keep(UUID person, Purpose purpose, PhotoFile photo, Reader writer) throws VaultException;

    /**
     * Keeps a text of several lines beside those that are there; in the caller's transaction. Staff who write one are on record.
     *
     * @param field a {@linkplain Field#isNote() note}
     * @return where it is
     */
    UUID note(UUID person, Field field, String text, Purpose purpose, Reader writer) throws VaultException;

    /**
     * Notes in clear, by where they are; what is no longer kept, or is another person's, is absent. One look on record. Staff say why.
     */
    Map<UUID, String> notes(UUID person, Set<UUID> notes, Purpose purpose, Reader reader) throws VaultException;

    /**
     * A picture in clear. Staff say why.
     *
     * @param field which kind of picture it is; one of another kind is not found
     */
    OpenedPicture picture(UUID picture, Field field, Purpose purpose, Reader reader) throws VaultException;

    /** Which pictures of a kind are kept of a person, the oldest first; no data. */
    List<HeldPicture> pictures(UUID person, Field field);

    /** What is asked for, in clear; what is not known is absent. Staff say why. */
    Map<Field, String> read(UUID person, Set<Field> fields, Purpose purpose, Reader reader) throws VaultException;

    /** What is asked for, masked ({@code 王*}, {@code 138****1234}): what lists and pages show. On record as well. */
    Map<Field, String> masked(UUID person, Set<Field> fields, Purpose purpose, Reader reader) throws VaultException;

    /**
     * Who looked, the latest first; at most 200. Also after forgetting: it holds nothing of the person. Without what a law still keeps
     * from the person.
     */
    default List<Read> reads(UUID person) {
        return reads(List.of(person));
    }

    /** The same of several, who are one to whoever asks: one of them was forgotten, and another one began. */
    List<Read> reads(Collection<UUID> persons);

    /**
     * Whom an account of staff looked at within a time, masked or in clear, or told an authority of; no data. In the caller's transaction.
     *
     * @param persons is told them in parts, each person once
     */
    void readBy(UUID account, Instant since, Instant until, Consumer<List<UUID>> persons);

    /** What runs for a person; no data. Empty if there is no such person. For staff: it tells of a hold that the person is not told of yet. */
    Optional<Keeping> keeping(UUID person);

    /** The same for the person's own eyes: without a hold that a law still keeps from them. */
    Optional<Keeping> ownKeeping(UUID person);

    /**
     * Stops forgetting until a day, with the reason that the person is shown; again, to change either. What a law keeps from them is told no
     * earlier by that: a delay that runs stays, unless a later one is given.
     */
    void hold(UUID person, Hold hold, Reader by) throws VaultException;

    /**
     * Ends a legal hold.
     *
     * @param reason why, on record for good; nothing of a person
     */
    void release(UUID person, String reason, Reader by) throws VaultException;

    /** What was done about holds of these persons, the latest first; also of persons that were forgotten since. */
    List<HoldChange> holdChanges(Collection<UUID> persons);

    /**
     * Something that was done about a legal hold.
     *
     * @param until when the hold ends by itself; absent if it was released
     * @param delay if its person is told of it later; also once they are
     * @param reason why it was released; absent for a hold, whose reason its person reads, and for what was released before reasons were asked for
     */
    record HoldChange(
            Instant at,
            UUID account,
            Optional<Instant> until,
            Optional<Disclosures.Delay> delay,
            Optional<String> reason) {}

    /** Holds that a law kept from these persons for a time, and that they are told of by now, the latest first; also what has ended since. */
    List<HoldChange> holdsToldLater(Collection<UUID> persons);

    /**
     * Destroys the person's key, and with it all that was kept of them; but what a law makes the operator keep goes under a new one, and
     * is destroyed when its time is over.
     *
     * @return until when back-ups may still hold the key
     */
    Instant forget(UUID person, Reader by) throws VaultException;

    /**
     * A picture that was kept.
     *
     * @param commitment HMAC-SHA-256 of what is kept, under a key that is kept with it: it tells nothing to whoever lacks the key,
     *     and two pictures of the same thing have nothing in common
     */
    record KeptPicture(UUID id, Bytes32 commitment) {}

    /**
     * A picture as somebody sees it.
     *
     * @param bytes of a photo, a JPEG; of a signature, a PNG as it came
     * @param key that its commitment was made with; a signature that an earlier version kept has none
     */
    @SuppressWarnings("ArrayRecordComponent") // goes straight into an answer
    record OpenedPicture(byte[] bytes, Optional<Bytes32> key) {}

    /**
     * That there is a picture.
     *
     * @param hasKey whether there is a commitment of it elsewhere, which a key of its own opens
     */
    record HeldPicture(UUID id, Instant at, boolean hasKey) {}

    /**
     * A legal hold, and when it ends by itself.
     *
     * @param delay if a law keeps it from the person for a time; also once they are told
     */
    record Hold(String reason, Instant until, Optional<Disclosures.Delay> delay) {
        /** One that the person is told of at once. */
        public Hold(String reason, Instant until) {
            this(reason, until, Optional.empty());
        }

        /** Whether the person is told of it at this time. */
        public boolean isToldAt(Instant now) {
            return delay.filter(later -> later.until().isAfter(now)).isEmpty();
        }

        /** The last day that it holds through, where somebody is. */
        public LocalDate lastDay(ZoneId zone) {
            return until.minusNanos(1).atZone(zone).toLocalDate();
        }
    }

    /**
     * What is kept of a person, without any of it.
     *
     * @param fields what there is
     * @param purposes what it is kept for, and until when
     * @param hold why it can't be forgotten now
     * @param partlyForgottenAt when all was destroyed but what a law makes the operator keep
     * @param forgottenAt when the key was destroyed
     * @param backupsUntil until when back-ups may still hold the key after that
     */
    record Keeping(
            Set<Field> fields,
            Map<Purpose, Instant> purposes,
            Optional<Hold> hold,
            Optional<Instant> partlyForgottenAt,
            Optional<Instant> forgottenAt,
            Optional<Instant> backupsUntil) {
        public Keeping {
            fields = Set.copyOf(fields);
            purposes = Map.copyOf(purposes);
        }

        /** Whether the person's wish to be forgotten reaches anything: not under a hold, and not what a law keeps. */
        public boolean canForget() {
            return forgottenAt.isEmpty()
                    && hold.isEmpty()
                    && (purposes.isEmpty() || !purposes.keySet().stream().allMatch(Purpose::isKeptByLaw));
        }

        /** What goes when the person is forgotten: all but what is kept for a purpose that a law asks for. */
        public Set<Field> forgettable() {
            return fields.stream()
                    .filter(field -> purposes.keySet().stream()
                            .noneMatch(purpose ->
                                    purpose.isKeptByLaw() && purpose.fields().contains(field)))
                    .collect(Collectors.toCollection(TreeSet::new));
        }

        /** Until when a law makes the operator keep something; empty if none does. */
        public Optional<Instant> keptByLawUntil() {
            return purposes.entrySet().stream()
                    .filter(entry -> entry.getKey().isKeptByLaw())
                    .map(Map.Entry::getValue)
                    .max(Instant::compareTo);
        }
    }
}
