package org.wangchuan.platform.rights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wangchuan.platform.vault.Purpose;

/** What can be asked for: a closed list. Words: {@code rights.kind.ID}, and for who asks {@code rights.ask.ID}. */
public enum RequestKind {
    /** What is kept, what for, and who saw it; also what the page does not show, or does not explain. */
    ACCESS(true),
    /** The same as a file; the person takes it themselves. */
    COPY(false),
    /** Something is wrong that they can't correct themselves. */
    CORRECTION(true),
    /** What they can't have forgotten themselves. */
    DELETION(true),
    /** Of a consent, after the erasure has begun. */
    WITHDRAWAL(true),
    /** Something is kept under their name that is not theirs, or somebody used it. */
    NOT_MINE(true),
    COMPLAINT(true);

    private final boolean isAsked;

    RequestKind(boolean isAsked) {
        this.isAsked = isAsked;
    }

    /** Those that can be asked of a person who answers. */
    public static List<RequestKind> asked() {
        return Arrays.stream(values()).filter(kind -> kind.isAsked).toList();
    }

    /** What the texts of such a request are kept for. */
    public Purpose purpose() {
        return this == COMPLAINT ? Purpose.COMPLAINT : Purpose.RIGHTS;
    }

    /** Whether an answer is made of words, and not of something that is done. */
    public boolean isAnsweredInWords() {
        return this == ACCESS || this == NOT_MINE || this == COMPLAINT;
    }

    /** Whether granting it takes out what is kept. */
    public boolean isForgetting() {
        return this == DELETION || this == WITHDRAWAL;
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id, if there is one. */
    public static Optional<RequestKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
