package org.wangchuan.proof.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.wangchuan.proof.storage.Storage;

/** Writes a run bucket by bucket. It takes its name when it is whole and durable. Not thread-safe. */
final class IndexRunWriter {
    private static final int BUFFER_BYTES = 1 << 20;

    private final Storage storage;
    private final String next;
    private final IndexRun.Head head;
    private final int seal;
    private final int bucketBits;
    private final int offsetBits;
    private final Part buckets;
    private final Part records;
    private int bucketsWritten;
    private long recordsWritten;

    /** Bytes on their way to one part of the file. */
    private final class Part {
        private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();
        private long at;

        Part(long at) {
            this.at = at;
        }

        void add(byte[] bytes) throws IOException {
            buffer.writeBytes(bytes);
            if (buffer.size() >= BUFFER_BYTES) {
                flush();
            }
        }

        void flush() throws IOException {
            storage.write(next, at, buffer.toByteArray());
            at += buffer.size();
            buffer.reset();
        }
    }

    IndexRunWriter(Storage storage, String next, IndexRun.Head head) throws IOException {
        this.storage = storage;
        this.next = next;
        this.head = head;
        this.seal = head.seal();
        this.bucketBits = Integer.numberOfTrailingZeros(head.shape().buckets(head.level()));
        this.offsetBits = head.shape().offsetBits(head.level());
        this.buckets = new Part(0);
        this.records = new Part(head.recordsAt());
        storage.truncate(next, 0);
        buckets.add(head.encode());
    }

    /** The next bucket; its records ascend. */
    void add(long[] bucketRecords) throws IOException {
        if (bucketRecords.length > 0xFFFF) {
            throw new IllegalStateException("32 records on average, " + bucketRecords.length + " here");
        }
        buckets.add(
                IndexRun.encodeBucket(seal, bucketsWritten++, recordsWritten, bucketBits, offsetBits, bucketRecords));
        records.add(IndexRun.encodeRecords(bucketRecords));
        recordsWritten += bucketRecords.length;
    }

    IndexRun finish() throws IOException {
        buckets.flush();
        records.flush();
        if (bucketsWritten != head.shape().buckets(head.level())
                || recordsWritten != head.shape().entries(head.level())) {
            throw new IllegalStateException("a part of a run");
        }
        storage.sync(next);
        storage.rename(next, head.path());
        storage.syncFolder(LogLayout.INDEX);
        return IndexRun.open(storage, head).orElseThrow(() -> new IOException(head.path() + " can't be read back"));
    }
}
