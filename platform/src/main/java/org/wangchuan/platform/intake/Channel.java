package org.wangchuan.platform.intake;

import java.util.List;
import java.util.Locale;

/** How a device came; each has its own truthful words, and only one of them may be called face to face. */
public enum Channel {
    COUNTER,
    DOORSTEP,
    MAIL_IN,
    INSTITUTION,
    /** A machine that nobody of the staff stands at; as data only: no form of the counter offers it. */
    KIOSK;

    /** Those that the counter can choose. */
    public static final List<Channel> OF_COUNTER = List.of(COUNTER, DOORSTEP, MAIL_IN, INSTITUTION);

    /** Whether the device travels between its owner and where it is erased. */
    public boolean travels() {
        return this == DOORSTEP || this == MAIL_IN;
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Channel of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
