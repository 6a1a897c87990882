package org.wangchuan.proof.log;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.storage.Storage;

/** Makes runs: from events, and from four runs that follow each other. */
final class IndexRuns {
    private static final int BUCKETS_BETWEEN_LOOKS = 1024;

    private IndexRuns() {}

    /** The records of one bucket, on their way into a run. */
    private static final class Bucket {
        private long[] records = new long[48];
        private int count;

        void add(long record) {
            if (count == records.length) {
                records = Arrays.copyOf(records, count * 2);
            }
            records[count++] = record ^ Long.MIN_VALUE; // so that the unsigned order is the one of signed numbers
        }

        long[] takeSorted() {
            long[] out = Arrays.copyOf(records, count);
            Arrays.sort(out);
            for (int i = 0; i < count; i++) {
                out[i] ^= Long.MIN_VALUE;
            }
            count = 0;
            return out;
        }
    }

    private static Bucket[] buckets(int count) {
        return Stream.generate(Bucket::new).limit(count).toArray(Bucket[]::new);
    }

    /** A run of level 0. */
    static IndexRun fromEvents(Storage storage, IndexRun.Head head, IndexKey key, List<UUID> events)
            throws IOException {
        Bucket[] buckets = buckets(head.shape().buckets(0));
        int restBits = head.shape().restBits(0);
        int offsetBits = head.shape().offsetBits(0);
        for (int offset = 0; offset < events.size(); offset++) {
            long hash = key.hash(events.get(offset));
            buckets[(int) (hash >>> restBits)].add(hash << offsetBits | offset);
        }
        IndexRunWriter writer = new IndexRunWriter(storage, LogLayout.INDEX + "/next-run", head);
        for (Bucket bucket : buckets) {
            writer.add(bucket.takeSorted());
        }
        return writer.finish();
    }

    /** One run of the next level; empty if it was stopped before it was done. */
    static Optional<IndexRun> merge(Storage storage, List<IndexRun> parts, BooleanSupplier isStopped)
            throws IOException, IndexRun.DamagedException {
        IndexRun.Head low = parts.getFirst().head();
        Bytes32 root =
                TreeHash.root(parts.stream().map(part -> part.head().root()).toList());
        IndexRun.Head head = new IndexRun.Head(low.shape(), low.level() + 1, low.first(), low.keyFingerprint(), root);
        int offsetBits = low.shape().offsetBits(low.level());
        long offsetMask = (1L << offsetBits) - 1;
        IndexRunWriter writer = new IndexRunWriter(storage, LogLayout.INDEX + "/next-merged", head);
        Bucket[] split = buckets(IndexShape.FAN);
        for (int bucket = 0; bucket < low.shape().buckets(low.level()); bucket++) {
            if (bucket % BUCKETS_BETWEEN_LOOKS == 0 && isStopped.getAsBoolean()) {
                return Optional.empty();
            }
            for (int part = 0; part < IndexShape.FAN; part++) {
                for (long record : parts.get(part).records(bucket)) {
                    // The two highest bits tell the new bucket; the part's number takes their room in the offset.
                    long rest = (record & ~offsetMask) << 2;
                    long offset = ((long) part << offsetBits) | (record & offsetMask);
                    split[(int) (record >>> (Long.SIZE - 2))].add(rest | offset);
                }
            }
            for (Bucket part : split) {
                writer.add(part.takeSorted());
            }
        }
        return Optional.of(writer.finish());
    }
}
