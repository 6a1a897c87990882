package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.usb.Likeness;
import org.wangchuan.engine.usb.UsbListing;

/**
 * Something that happened between two looks at the cables, of what is or may be a phone. A phone that changes its mode (its owner turns on debugging, it
 * starts into its recovery or its boot loader) leaves and comes back: whether what is there now is the same only its identity tells.
 */
public sealed interface CableEvent {
    /** It was plugged in where nothing was that may be a phone. */
    record Plugged(PhoneContact contact) implements CableEvent {}

    /** It was unplugged, and nothing is there that may be a phone. */
    record Unplugged(PhoneContact contact) implements CableEvent {}

    /** Where one was, something hangs that was plugged in after it: a stranger, until something else shows that it is the same. */
    record Replaced(PhoneContact before, PhoneContact now) implements CableEvent {
        /** What the descriptors of both tell of whether they are one phone; no proof. */
        public Likeness likeness() {
            return Likeness.of(before.device(), now.device());
        }
    }

    /** Something hangs there, and the kernel doesn't show what. */
    record Unreadable(UsbListing.Unread what) implements CableEvent {}
}
