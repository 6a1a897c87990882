package org.wangchuan.platform.custody;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Where a device is in its life; each names what may follow. */
public enum DeviceState {
    /** Taken in; its data may be on it. */
    REGISTERED,
    /** Proved: its verdict and its conformity are there, and both are good. */
    CLEARED,
    /** Could not be cleared: goes, sealed, to a licensed processor. */
    TO_DESTROY,
    /** Offered for sale or reuse. Only from CLEARED: this is the gate. */
    IN_STOCK,
    /** In a numbered bag. */
    SEALED,
    /** Given to a licensed processor, both sides signed. */
    HANDED_OVER,
    /** Back with its owner. */
    RETURNED,
    /** Held: suspected stolen, or a matter of state secrets. */
    BLOCKED;

    /** What may follow. */
    public Set<DeviceState> next() {
        return switch (this) {
            case REGISTERED -> EnumSet.of(CLEARED, TO_DESTROY, RETURNED, BLOCKED);
            // Back to REGISTERED when another medium was found in it.
            case CLEARED -> EnumSet.of(REGISTERED, IN_STOCK, RETURNED, BLOCKED, TO_DESTROY);
            case TO_DESTROY -> EnumSet.of(SEALED, RETURNED, BLOCKED);
            case IN_STOCK -> EnumSet.of(BLOCKED);
            case SEALED -> EnumSet.of(HANDED_OVER, RETURNED, BLOCKED);
            case HANDED_OVER, RETURNED -> EnumSet.noneOf(DeviceState.class);
            case BLOCKED -> EnumSet.of(RETURNED, TO_DESTROY);
        };
    }

    /** Whether its media can be counted, or counted anew, and erased. */
    public boolean canBeCounted() {
        return this == REGISTERED || this == TO_DESTROY || this == CLEARED;
    }

    /** As it stands in the database, and in the keys of words. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The one of this id. */
    public static DeviceState of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT));
    }
}
