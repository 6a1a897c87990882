package org.wangchuan.platform.intake.loss;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How what was lost came to be here again, as a manager says. Whichever it is, nobody had an eye on the device meanwhile. */
public enum FoundReason {
    /** The police gave it back. */
    POLICE,
    /** It turned up in the shop. */
    TURNED_UP,
    /** Somebody brought it. */
    BROUGHT_BACK,
    /** It was said by mistake. */
    NEVER_GONE;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Optional<FoundReason> find(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }
}
