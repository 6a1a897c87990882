package org.wangchuan.engine.verify;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.policy.Sha256;
import org.wangchuan.engine.transfer.Units;

/**
 * What blocks all over a medium hold before it is told to erase itself, as digests under a key of their own: a block that holds the same afterwards was not
 * erased, noise or not, and whatever the drive dropped of what was written to it last. Of what a block holds nothing else is kept, and nothing of it is in a record.
 * Blocks in which a pattern of at most 16 bytes repeats are left out: a drive that erases itself may leave the same. Not thread-safe.
 */
public final class Baseline {
    /** Blocks that are looked at: one of any part of a two-hundredth is among them with a chance of nine tenths. */
    public static final int BLOCKS_MAX = 512;

    /** The most that {@link #toBytes} brings. */
    public static final int BYTES_MAX = Baseline.HEAD_BYTES + BLOCKS_MAX * 2 * Long.BYTES;

    private static final long READ_NANOS = 1_000_000_000;
    private static final int KEY_BYTES = 32;
    private static final int HEAD_BYTES = KEY_BYTES + Integer.BYTES;
    private static final int PATTERN_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final byte[] key;
    private final int blockBytes;
    private final Map<Long, Long> digests = new LinkedHashMap<>();

    private Baseline(byte[] key, int blockBytes) {
        this.key = key;
        this.blockBytes = blockBytes;
    }

    /** An empty one with a new key, in blocks that a channel can read one by one. */
    public static Baseline of(ReadChannel channel) {
        byte[] key = new byte[KEY_BYTES];
        RANDOM.nextBytes(key);
        return new Baseline(key, Units.of(channel).unitBytes());
    }

    /** Where to look: once at random in each of so many equal parts, in no order, so that whoever breaks off has seen something of all. */
    public static List<Long> places(ReadChannel channel, int most) {
        Units units = Units.of(channel);
        long count = channel.capacityBytes() / units.unitBytes();
        int places = (int) Math.min(count, most);
        List<Long> out = new ArrayList<>();
        for (int i = 0; i < places; i++) {
            long from = count / places * i + count % places * i / places;
            long to = count / places * (i + 1) + count % places * (i + 1) / places;
            out.add((from + RANDOM.nextLong(to - from)) * units.unitBytes());
        }
        Collections.shuffle(out, RANDOM);
        return out;
    }

    /**
     * The first of these blocks as they are now, each empty if it can't be read: at least one, and no more once a second has passed, so that whoever waits for the answer waits
     * for one block that is slow, and not for all of them.
     */
    public List<Optional<byte[]>> readSome(ReadChannel channel, List<Long> offsets) {
        long beginNanos = System.nanoTime();
        List<Optional<byte[]>> out = new ArrayList<>();
        for (long offset : offsets) {
            if (!out.isEmpty() && System.nanoTime() - beginNanos > READ_NANOS) {
                break;
            }
            out.add(BlockRead.of(channel, offset, blockBytes));
        }
        return out;
    }

    /** Keeps the digest of a block, unless that would tell nothing; whether it did. */
    public boolean keep(long offset, byte[] block) {
        if (repeats(block)) {
            return false;
        }
        digests.put(offset, digest(offset, block));
        return true;
    }

    /** Whether a block holds what it held. */
    public boolean isUnchanged(long offset, byte[] block) {
        return Long.valueOf(digest(offset, block)).equals(digests.get(offset));
    }

    /** Where the blocks are whose digests were kept, in bytes. */
    public List<Long> offsets() {
        return List.copyOf(digests.keySet());
    }

    /** Of a block, on all media. */
    public int blockBytes() {
        return blockBytes;
    }

    /** For a journal that is destroyed with its job; see {@link #read(byte[])}. */
    public byte[] toBytes() {
        ByteBuffer out = ByteBuffer.allocate(HEAD_BYTES + digests.size() * 2 * Long.BYTES);
        out.put(key).putInt(blockBytes);
        digests.forEach((offset, digest) -> out.putLong(offset).putLong(digest));
        return out.array();
    }

    /** The same again; empty if these bytes are none. */
    public static Optional<Baseline> read(byte[] bytes) {
        if (bytes.length < HEAD_BYTES
                || bytes.length > BYTES_MAX
                || (bytes.length - HEAD_BYTES) % (2 * Long.BYTES) != 0) {
            return Optional.empty();
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte[] key = new byte[KEY_BYTES];
        in.get(key);
        Baseline out = new Baseline(key, in.getInt());
        while (in.hasRemaining()) {
            out.digests.put(in.getLong(), in.getLong());
        }
        return out.blockBytes > 0 ? Optional.of(out) : Optional.empty();
    }

    /** 64 bits of it: two different blocks have the same once in 2^64. */
    private long digest(long offset, byte[] block) {
        byte[] place = ByteBuffer.allocate(Long.BYTES).putLong(offset).array();
        return ByteBuffer.wrap(Sha256.of(key, place, block)).getLong();
    }

    private static boolean repeats(byte[] block) {
        return Arrays.equals(block, 0, block.length - PATTERN_BYTES, block, PATTERN_BYTES, block.length);
    }
}
