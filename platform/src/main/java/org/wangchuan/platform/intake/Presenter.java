package org.wangchuan.platform.intake;

import java.util.Locale;

/** Who stands there with the device. */
public enum Presenter {
    OWNER,
    /** For a minor. */
    GUARDIAN,
    /** A child for a parent, a friend: with a declaration of authority. */
    AUTHORISED,
    HEIR,
    EMPLOYEE,
    FINDER;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static Presenter of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
