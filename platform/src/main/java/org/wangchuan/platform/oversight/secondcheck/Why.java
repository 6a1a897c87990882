package org.wangchuan.platform.oversight.secondcheck;

import java.util.Locale;

/** Why a clearing is drawn, or by what it is not. All but the lot draw, and none of them keeps from being drawn. */
public enum Why {
    /** The lot said so, either way. */
    LOT,
    /** None of those just before it was drawn: of a row at least one is. */
    ROW,
    /** Somebody has looked at this device before, and it was not what was said. */
    AGAIN,
    /** Of whoever began it, an erasure that was looked at was not what was said. */
    AFTER_FAILURE,
    /** The log had not held the digest of the secret before it. */
    FIRST,
    /** The log did not have it within the hour. */
    LATE,
    /** The log will never have it as it stands in its receipt. */
    NOT_IN_LOG,
    /** It was cleared before the day of a back-up that was put back: whether it was drawn since is forgotten, and no other lot undoes that. */
    RESTORED;

    /** As the database and the file spell it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Why of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
