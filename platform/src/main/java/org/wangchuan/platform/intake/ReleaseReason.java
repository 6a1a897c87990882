package org.wangchuan.platform.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Why a manager ends a hold. */
public enum ReleaseReason {
    /** The police have cleared it. */
    POLICE,
    /** Whoever brought it has shown that it is theirs, or that they may. */
    OWNER,
    /** It was held by mistake. */
    MISTAKE;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Optional<ReleaseReason> find(String id) {
        return Arrays.stream(values()).filter(one -> one.id().equals(id)).findFirst();
    }
}
