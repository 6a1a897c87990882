package org.wangchuan.engine.evidence;

import java.util.List;
import org.wangchuan.engine.medium.ByteRange;

/**
 * What was planted on the other namespaces of an NVMe device before it erased itself, and what was read of them after that: each by its number (NSID), with sizes
 * of its own.
 */
public sealed interface NamespaceEvent extends Event {
    /** The largest number that names one namespace and no other (NVMe Base 2.1, "Namespace Identifiers": FFFFFFFFh is all of them). */
    long NUMBER_MAX = 0xffff_fffeL;

    long namespace();

    /**
     * Random blocks stand on it, as {@link DriveEvent.CanariesPlanted} says of the medium. It comes before that line, and is of the same time: whoever was cut off
     * in between plants all of them again.
     *
     * @param capacityBytes as the kernel tells it
     * @param blockBytes that it counts in
     * @param secretDigest SHA-256 in hex of the key that they follow from
     * @param ranges at most {@value DriveEvent.CanariesPlanted#RANGES_MAX}, whole blocks, disjoint, ascending; none if it took nothing
     */
    record Planted(
            long namespace, long capacityBytes, long blockBytes, String secretDigest, List<ByteRange> ranges, String at)
            implements NamespaceEvent {
        public Planted {
            ranges = List.copyOf(ranges);
        }
    }

    /**
     * It was searched for what was planted, on itself or on any other, within a search of the medium and by its seed.
     *
     * @param unitBytes that the sampling plan counts in
     * @param found as of the medium
     */
    record Sampled(long namespace, long unitBytes, DriveEvent.SamplingFinished found) implements NamespaceEvent {}
}
