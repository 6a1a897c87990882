package org.wangchuan.platform.ledger;

import java.util.Set;
import java.util.UUID;

/** Told in the transaction in which a bad erasure without an order came: what is shown of these devices may be true no more. */
public record ErasureOpened(Set<UUID> devices) {
    public ErasureOpened {
        devices = Set.copyOf(devices);
    }
}
