package org.wangchuan.engine.plan;

import org.wangchuan.canonical.Json;

/**
 * How long a technique takes, and who says so.
 *
 * @param seconds 0 or more; of a drive's own word 0 means that it is done when its command is answered
 */
public record PlannedTime(long seconds, Basis basis) {

    /** Who says so. */
    public enum Basis {
        /** Nobody: a cautious rate of the class of medium, times its size. */
        CLASS,
        /** The drive names this time for this. */
        DRIVE,
        /** The drive names it for more than is done here, or for the longest of several ways. */
        DRIVE_AT_MOST,
        /** The drive's field ends there: it takes at least that long. */
        DRIVE_AT_LEAST;

        /** The word used in documents. */
        public String id() {
            return Json.wireName(this);
        }
    }

    public PlannedTime {
        if (seconds < 0) {
            throw new IllegalArgumentException("seconds: 0 or more");
        }
    }
}
