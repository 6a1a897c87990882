package org.wangchuan.engine.transfer;

import java.util.List;

/**
 * The accounts of a transfer at one moment.
 *
 * @param mark every byte to be moved that lies below is accounted for
 * @param movedBytes of these, bytes moved by this transfer
 * @param unmovedBytes of these, bytes not moved: given up, or put off
 * @param unmoved ranges that hold all bytes not moved
 * @param exact whether the ranges hold nothing else
 */
public record Snapshot(long mark, long movedBytes, long unmovedBytes, List<FailedRange> unmoved, boolean exact) {
    public Snapshot {
        unmoved = List.copyOf(unmoved);
    }
}
