package org.wangchuan.platform.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why an order is held; a closed list, for a free text would become a place for accusations. */
public enum HoldReason {
    /** It may have been stolen. */
    STOLEN,
    /** It is not clear who may agree. */
    AUTHORITY,
    /** Somebody else says that it is theirs. */
    CLAIMED,
    /** A finder brought it. */
    FINDER;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Optional<HoldReason> find(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }
}
