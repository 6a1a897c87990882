package org.wangchuan.engine.phone.fact;

import org.wangchuan.canonical.Json;

/** What something that is known of a phone is worth, the least first. It is worked out, never recorded. */
public enum Trust {
    /** Somebody said so. */
    SAID,
    /** Somebody saw it. */
    SEEN,
    /** A system told it for which nobody vouches: its bootloader is unlocked, or its boot was not verified. */
    DOUBTFUL,
    /** The phone told it, and with it that nobody changed its system. A computer that answers in its place can tell as much. */
    SHOWN,
    /** The phone's secure hardware vouches for it. Which phone's that was, it doesn't say. */
    ATTESTED;

    /** As data spells it. */
    public String id() {
        return Json.wireName(this);
    }

    /** Whether it is worth at least as much. */
    public boolean isAtLeast(Trust other) {
        return compareTo(other) >= 0;
    }
}
