package org.wangchuan.engine.usb;

import java.util.List;

/**
 * What hangs on USB.
 *
 * @param present whether this machine has USB at all
 * @param devices in the order of buses and ports, hubs among them
 * @param unread where something hangs of which nothing is known
 * @param whole whether nothing more can be there: false if the list itself could not be read, or is longer than any
 */
public record UsbListing(boolean present, List<UsbDevice> devices, List<Unread> unread, boolean whole) {
    public UsbListing {
        devices = List.copyOf(devices);
        unread = List.copyOf(unread);
    }

    /** Something hangs here, and this is why no more is known. */
    public record Unread(UsbPlace place, Reason reason) {}

    /** Stable words for it. */
    public enum Reason {
        /** The kernel did not answer in time, as when a driver is stuck. */
        NO_ANSWER("no-answer"),
        /** The kernel doesn't show what it shows of every device. */
        INCOMPLETE("incomplete");

        private final String id;

        Reason(String id) {
            this.id = id;
        }

        /** The word used in documents. */
        public String id() {
            return id;
        }
    }
}
