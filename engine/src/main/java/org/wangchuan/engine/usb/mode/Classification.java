package org.wangchuan.engine.usb.mode;

import java.util.List;
import java.util.Optional;

/**
 * What is known of a device on USB.
 *
 * @param modes what it does, none if nothing that is known
 * @param vendor who its vendor id belongs to; empty if that is not known as one of phones
 * @param meaning what it may be
 */
public record Classification(List<Mode> modes, Optional<Vendor> vendor, Meaning meaning) {
    public Classification {
        modes = List.copyOf(modes);
    }

    /** Whether it does this. */
    public boolean in(String mode) {
        return modes.stream().anyMatch(one -> one.id().equals(mode));
    }
}
