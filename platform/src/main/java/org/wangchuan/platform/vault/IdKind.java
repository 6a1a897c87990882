package org.wangchuan.platform.vault;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Kinds of identity documents that a register of sellers names. Words: {@code vault.id-kind.ID}. */
public enum IdKind {
    /** Of a Chinese citizen. */
    RESIDENT_ID,
    PASSPORT,
    /** Of residents of Hong Kong, Macao and Taiwan. */
    TRAVEL_PERMIT,
    /** Of a foreigner who lives in China. */
    PERMANENT_RESIDENCE,
    OTHER;

    /** As it is kept, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id, if there is one. */
    public static Optional<IdKind> of(String id) {
        return Arrays.stream(values()).filter(kind -> kind.id().equals(id)).findFirst();
    }
}
