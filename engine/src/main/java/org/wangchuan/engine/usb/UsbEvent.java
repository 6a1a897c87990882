package org.wangchuan.engine.usb;

/** Something that happened on USB between two looks. */
public sealed interface UsbEvent {

    /** Something hangs where nothing did. */
    record Plugged(UsbDevice device) implements UsbEvent {}

    /** Nothing hangs where this did. */
    record Unplugged(UsbDevice device) implements UsbEvent {}

    /** Something hangs there that was plugged in after this one: it is a stranger until something else shows that it is the same. */
    record Replaced(UsbDevice before, UsbDevice now) implements UsbEvent {

        /** What both show tells of whether they are one phone. */
        public Likeness likeness() {
            return Likeness.of(before, now);
        }
    }

    /**
     * Something hangs there, and the kernel doesn't show what. Told once for each time that something is plugged in; {@link Plugged} follows
     * if the kernel answers after all.
     */
    record Unreadable(UsbListing.Unread what) implements UsbEvent {}
}
