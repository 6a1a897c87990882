package org.wangchuan.platform.custody;

import java.util.Locale;

/** What comes over a counter. What is done with each is data, not code: see the workflows. */
public enum DeviceKind {
    PHONE,
    TABLET,
    LAPTOP,
    DESKTOP,
    BARE_DRIVE,
    OTHER;

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the station of the bench erases its drive; others go through a guided workflow. */
    public boolean hasDriveForTheBench() {
        return this == LAPTOP || this == DESKTOP || this == BARE_DRIVE;
    }

    /** Whether it may be erased over a cable, by a station that has one. */
    public boolean isPhone() {
        return this == PHONE || this == TABLET;
    }

    /** The one of this id. */
    public static DeviceKind of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
