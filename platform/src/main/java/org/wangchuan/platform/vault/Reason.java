package org.wangchuan.platform.vault;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Why staff read what is kept of a person, or write it again: a closed list, each for its purposes. The person is shown it
 * (words: {@code vault.reason.ID}).
 */
@SuppressWarnings("ImmutableEnumChecker") // its set is a copy that nobody can change
public enum Reason {
    /** The person asked to be called, or what it says. */
    PERSON_ASKS(
            false,
            EnumSet.of(Purpose.CEREMONY, Purpose.OFFER_AND_PAYMENT, Purpose.SELLER_REGISTER, Purpose.OBSERVATION)),
    /** Making the payment, or looking where it went. */
    PAYMENT(false, EnumSet.of(Purpose.OFFER_AND_PAYMENT)),
    /** A question about the device or its erasure. */
    DEVICE(false, EnumSet.of(Purpose.CEREMONY, Purpose.OBSERVATION)),
    /** Telling the result, or that the device can be fetched. */
    RESULT(false, EnumSet.of(Purpose.CEREMONY)),
    /** A card, a cable, a case was left. */
    LEFT_BEHIND(false, EnumSet.of(Purpose.CEREMONY)),
    /** Comparing the entry with the document, while its owner is there. */
    ENTRY_CHECK(false, EnumSet.of(Purpose.SELLER_REGISTER)),
    /** A check where the device comes from; the person reads this, and nobody is accused. */
    ORIGIN(false, EnumSet.of(Purpose.SELLER_REGISTER)),
    /** Whether the photo shows what it should, and nothing else. */
    PHOTO_CHECK(false, EnumSet.of(Purpose.OBSERVATION)),
    /** Somebody doubts that the owner was there. */
    PRESENCE(false, EnumSet.of(Purpose.CERTIFICATE)),
    /** A dispute about what was agreed or done. */
    DISPUTE(false, EnumSet.of(Purpose.CERTIFICATE, Purpose.OFFER_AND_PAYMENT, Purpose.OBSERVATION)),
    /** Answering what the person asked for, or complained of. */
    REQUEST(false, EnumSet.of(Purpose.RIGHTS, Purpose.COMPLAINT)),
    /** Telling the person of an incident. */
    INCIDENT(false, EnumSet.of(Purpose.INCIDENT_NOTICE)),
    /** Writing again: it was typed wrongly. */
    MISTYPED(true, EnumSet.of(Purpose.SELLER_REGISTER)),
    /** Writing again: another document was shown. */
    OTHER_DOCUMENT(true, EnumSet.of(Purpose.SELLER_REGISTER)),
    /** Writing again: it was somebody else's. */
    OTHER_PERSON(true, EnumSet.of(Purpose.SELLER_REGISTER));

    private final boolean isForWriting;
    private final Set<Purpose> purposes;

    Reason(boolean isForWriting, Set<Purpose> purposes) {
        this.isForWriting = isForWriting;
        this.purposes = Set.copyOf(purposes);
    }

    boolean isForReading(Purpose purpose) {
        return !isForWriting && purposes.contains(purpose);
    }

    boolean isForWriting(Purpose purpose) {
        return isForWriting && purposes.contains(purpose);
    }

    /** Those for which this purpose is read. */
    public static List<Reason> ofReading(Purpose purpose) {
        return Arrays.stream(values())
                .filter(reason -> reason.isForReading(purpose))
                .toList();
    }

    /** Those for which what was given for this purpose is written again. */
    public static List<Reason> ofWriting(Purpose purpose) {
        return Arrays.stream(values())
                .filter(reason -> reason.isForWriting(purpose))
                .toList();
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id, if there is one. */
    public static Optional<Reason> of(String id) {
        return Arrays.stream(values()).filter(reason -> reason.id().equals(id)).findFirst();
    }
}
