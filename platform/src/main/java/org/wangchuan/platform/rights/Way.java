package org.wangchuan.platform.rights;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How a request came: a closed list (words: {@code rights.way.ID}). All but the first are written down by who answers for personal data. */
public enum Way {
    /** By the link of an order, or by the form for complaints. */
    LINK,
    TELEPHONE,
    LETTER,
    MAIL,
    COUNTER;

    /** Those that somebody writes down. */
    public static List<Way> written() {
        return Arrays.stream(values()).filter(way -> way != LINK).toList();
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id, if there is one. */
    public static Optional<Way> of(String id) {
        return Arrays.stream(values()).filter(way -> way.id().equals(id)).findFirst();
    }
}
