package org.wangchuan.platform.intake;

import java.util.Locale;

/** What shows that the owner was there while the device was erased; the strongest that holds. */
public enum Presence {
    /** The owner left, or was never there. */
    ABSENT,
    /** The clerk says so. */
    ASSERTED,
    /** By a one-time code of the owner. */
    CODE,
    /** By a signature by hand, kept in the vault. */
    HANDWRITTEN;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Presence of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
