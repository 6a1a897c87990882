package org.wangchuan.platform.rights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an answer takes longer: a closed list that the person is shown (words: {@code rights.delay.ID}). */
public enum Delay {
    /** Others have to be asked: a processor, a bank, an authority. */
    INQUIRY,
    /** Much has to be looked through. */
    EXTENT,
    /** The person has to show a document at the counter first. */
    DOCUMENT;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id, if there is one. */
    public static Optional<Delay> of(String id) {
        return Arrays.stream(values()).filter(delay -> delay.id().equals(id)).findFirst();
    }
}
