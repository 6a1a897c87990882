package org.wangchuan.proof.log;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.storage.Storage;

/**
 * One file of the event index: where the events of a range of entries are, by their hash. It is never changed.
 *
 * <pre>
 * head, 64 bytes:  "wcindex1" || first entry (u64) || level (u32) || baseBits (u32) || fingerprint of the key (u32)
 *                  || root of the range's subtree (32 bytes) || CRC-32C of all before
 * buckets, 64 bytes each: records before it (u32) || records in it (u16) || filter, 400 bits
 *                  || CRC-32C of its records || CRC-32C of the 60 bytes before, xor that of the head, xor bucket number * 0x9E3779B1
 * records, 8 bytes each: rest of the hash, then the entry's place in the range
 * </pre>
 *
 * The root ties a run to this log's history, the checksums find damage wherever a look-up lands. Big endian.
 * Thread-safe.
 */
final class IndexRun {
    static final int HEAD_BYTES = 64;
    static final int BUCKET_BYTES = 64;
    static final int RECORD_BYTES = 8;
    private static final byte[] MAGIC = "wcindex1".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    private static final int CHECKED_BYTES = 60;
    private static final int COUNT_AT = 4;
    private static final int FILTER_AT = 6;
    private static final int FILTER_BITS = 400;
    private static final int FILTER_PROBES = 6;
    private static final int RECORDS_CHECK_AT = 56;
    private static final long[] NONE = {};

    /** A run is not what was written. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient IndexRun run;

        DamagedException(IndexRun run, String found) {
            super(run.head.path() + ": expected what was written, found " + found);
            this.run = run;
        }

        IndexRun run() {
            return run;
        }
    }

    /** What a run is about. */
    record Head(IndexShape shape, int level, long first, int keyFingerprint, Bytes32 root) {
        String path() {
            return LogLayout.INDEX + "/" + level + "-" + first;
        }

        long end() {
            return first + shape.entries(level);
        }

        long fileBytes() {
            return recordsAt() + shape.entries(level) * RECORD_BYTES;
        }

        long recordsAt() {
            return HEAD_BYTES + (long) shape.buckets(level) * BUCKET_BYTES;
        }

        byte[] encode() {
            ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES);
            out.put(MAGIC).putLong(first).putInt(level).putInt(shape.baseBits()).putInt(keyFingerprint);
            out.put(root.toBytes());
            return out.putInt(check(out.array(), 0, CHECKED_BYTES)).array();
        }

        int seal() {
            return ByteBuffer.wrap(encode()).getInt(CHECKED_BYTES);
        }
    }

    private final Head head;
    private final int seal;
    private final MemorySegment file;

    private IndexRun(Head head, MemorySegment file) {
        this.head = head;
        this.seal = head.seal();
        this.file = file;
    }

    /** The run in a file; empty if there is none, or another one, or a part of one. */
    static Optional<IndexRun> open(Storage storage, Head expected) throws IOException {
        Optional<MemorySegment> file = storage.map(expected.path());
        if (file.isPresent() && file.get().byteSize() == expected.fileBytes()) {
            IndexRun run = new IndexRun(expected, file.get());
            try {
                if (Arrays.equals(run.bytes(0, HEAD_BYTES), expected.encode())) {
                    return Optional.of(run);
                }
            } catch (DamagedException e) {
                // as if it were not there
            }
        }
        return Optional.empty();
    }

    Head head() {
        return head;
    }

    /** Entries whose event may have this hash; almost always none or the right one. */
    long[] find(long hash) throws DamagedException {
        int restBits = head.shape().restBits(head.level());
        int number = (int) (hash >>> (IndexKey.HASH_BITS - bucketBits()));
        byte[] bucket = bucket(number);
        if (!mayContain(bucket, hash)) {
            return NONE;
        }
        long rest = hash & ((1L << restBits) - 1);
        int offsetBits = head.shape().offsetBits(head.level());
        long[] found = NONE;
        for (long record : records(bucket)) {
            if (record >>> offsetBits == rest) {
                found = Arrays.copyOf(found, found.length + 1);
                found[found.length - 1] = head.first() + (record & ((1L << offsetBits) - 1));
            }
        }
        return found;
    }

    private int bucketBits() {
        return Integer.numberOfTrailingZeros(head.shape().buckets(head.level()));
    }

    /** The records of a bucket, in ascending order of their unsigned values. */
    long[] records(int number) throws DamagedException {
        return records(bucket(number));
    }

    private long[] records(byte[] bucket) throws DamagedException {
        ByteBuffer in = ByteBuffer.wrap(bucket);
        long before = Integer.toUnsignedLong(in.getInt());
        int count = Short.toUnsignedInt(in.getShort(COUNT_AT));
        if (before + count > head.shape().entries(head.level())) {
            throw new DamagedException(this, "more records than entries");
        }
        byte[] bytes = bytes(head.recordsAt() + before * RECORD_BYTES, count * RECORD_BYTES);
        if (check(bytes, 0, bytes.length) != in.getInt(RECORDS_CHECK_AT)) {
            throw new DamagedException(this, "other records at " + before);
        }
        long[] records = new long[count];
        ByteBuffer.wrap(bytes).asLongBuffer().get(records);
        return records;
    }

    private byte[] bucket(int number) throws DamagedException {
        byte[] bucket = bytes(HEAD_BYTES + (long) number * BUCKET_BYTES, BUCKET_BYTES);
        if (bucketCheck(seal, number, bucket) != ByteBuffer.wrap(bucket).getInt(CHECKED_BYTES)) {
            throw new DamagedException(this, "another bucket " + number);
        }
        return bucket;
    }

    private byte[] bytes(long at, int length) throws DamagedException {
        byte[] out = new byte[length];
        try {
            MemorySegment.copy(file, ValueLayout.JAVA_BYTE, at, out, 0, length);
        } catch (InternalError e) { // how Java tells that mapped bytes can't be read from the disk
            DamagedException unreadable = new DamagedException(this, "bytes that can't be read");
            unreadable.initCause(e);
            throw unreadable;
        }
        return out;
    }

    /** The bytes of one bucket. */
    static byte[] encodeBucket(int seal, int number, long before, int bucketBits, int offsetBits, long[] records) {
        byte[] recordBytes = encodeRecords(records);
        ByteBuffer out = ByteBuffer.allocate(BUCKET_BYTES).putInt((int) before).putShort((short) records.length);
        for (long record : records) {
            long hash = ((long) number << (IndexKey.HASH_BITS - bucketBits)) | record >>> offsetBits;
            long probes = mix(hash);
            for (int i = 0; i < FILTER_PROBES; i++) {
                int bit = probe(probes, i);
                out.array()[FILTER_AT + bit / 8] |= (byte) (1 << bit % 8);
            }
        }
        out.putInt(RECORDS_CHECK_AT, check(recordBytes, 0, recordBytes.length));
        return out.putInt(CHECKED_BYTES, bucketCheck(seal, number, out.array())).array();
    }

    static byte[] encodeRecords(long[] records) {
        ByteBuffer out = ByteBuffer.allocate(records.length * RECORD_BYTES);
        out.asLongBuffer().put(records);
        return out.array();
    }

    private static boolean mayContain(byte[] bucket, long hash) {
        long probes = mix(hash);
        for (int i = 0; i < FILTER_PROBES; i++) {
            int bit = probe(probes, i);
            if ((bucket[FILTER_AT + bit / 8] & 1 << bit % 8) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int probe(long probes, int i) {
        return (int) (((probes >>> (i * 10)) & 0x3FF) * FILTER_BITS / 0x400);
    }

    /** Spreads the few bits in which hashes of one bucket differ (the finalizer of MurmurHash3). */
    private static long mix(long hash) {
        long x = hash;
        x = (x ^ x >>> 33) * 0xff51afd7ed558ccdL;
        x = (x ^ x >>> 33) * 0xc4ceb9fe1a85ec53L;
        return x ^ x >>> 33;
    }

    /** Differs between any two places, and between runs: an odd number times another one is another one. */
    private static int bucketCheck(int seal, int number, byte[] bucket) {
        return check(bucket, 0, CHECKED_BYTES) ^ seal ^ number * 0x9E3779B1;
    }

    private static int check(byte[] bytes, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, at, length);
        return (int) crc.getValue();
    }
}
