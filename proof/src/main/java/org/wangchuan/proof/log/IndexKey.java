package org.wangchuan.proof.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.storage.FolderStore;
import org.wangchuan.proof.storage.Storage;

/**
 * SipHash-2-4 (Aumasson and Bernstein 2012) over event ids, under a key that this log made at random: whoever chooses
 * ids can't choose where they fall in the index. 59 bits of it are used.
 */
final class IndexKey {
    static final int HASH_BITS = 59;

    private static final String PATH = LogLayout.INDEX + "/key";
    private static final int KEY_BYTES = 16;

    private final long k0;
    private final long k1;

    IndexKey(long k0, long k1) {
        this.k0 = k0;
        this.k1 = k1;
    }

    /** The log's own key; empty if there is none, or it is damaged: then no part of the index is of use. */
    static Optional<IndexKey> read(Storage storage) throws IOException {
        Optional<byte[]> file = storage.read(PATH);
        if (file.isEmpty() || file.get().length != KEY_BYTES + Bytes32.LENGTH) {
            return Optional.empty();
        }
        byte[] key = Arrays.copyOf(file.get(), KEY_BYTES);
        if (!Bytes32.sha256(key).equals(Bytes32.at(file.get(), KEY_BYTES))) {
            return Optional.empty();
        }
        return Optional.of(of(key));
    }

    static IndexKey make(FolderStore files) throws IOException {
        byte[] key = Arrays.copyOf(Bytes32.random().toBytes(), KEY_BYTES);
        files.replace(
                PATH,
                ByteBuffer.allocate(KEY_BYTES + Bytes32.LENGTH)
                        .put(key)
                        .put(Bytes32.sha256(key).toBytes())
                        .array());
        return of(key);
    }

    private static IndexKey of(byte[] key) {
        ByteBuffer buffer = ByteBuffer.wrap(key);
        return new IndexKey(buffer.getLong(), buffer.getLong());
    }

    /** Tells keys apart, and tells nothing about them. */
    int fingerprint() {
        return (int) sip(k0, k1);
    }

    /** From 0 to 2^59 - 1. */
    long hash(UUID eventId) {
        return sip(
                        Long.reverseBytes(eventId.getMostSignificantBits()),
                        Long.reverseBytes(eventId.getLeastSignificantBits()))
                >>> (Long.SIZE - HASH_BITS);
    }

    /** Over 16 bytes, given as two little endian words. */
    long sip(long m0, long m1) {
        long v0 = k0 ^ 0x736f6d6570736575L;
        long v1 = k1 ^ 0x646f72616e646f6dL;
        long v2 = k0 ^ 0x6c7967656e657261L;
        long v3 = k1 ^ 0x7465646279746573L;
        long[] words = {m0, m1, 16L << 56, 0};
        for (int i = 0; i < 4; i++) {
            boolean isLast = i == 3;
            if (isLast) {
                v2 ^= 0xFF;
            }
            v3 ^= words[i];
            for (int round = 0; round < (isLast ? 4 : 2); round++) {
                v0 += v1;
                v2 += v3;
                v1 = Long.rotateLeft(v1, 13) ^ v0;
                v3 = Long.rotateLeft(v3, 16) ^ v2;
                v0 = Long.rotateLeft(v0, 32);
                v2 += v1;
                v0 += v3;
                v1 = Long.rotateLeft(v1, 17) ^ v2;
                v3 = Long.rotateLeft(v3, 21) ^ v0;
                v2 = Long.rotateLeft(v2, 32);
            }
            v0 ^= words[i];
        }
        return v0 ^ v1 ^ v2 ^ v3;
    }
}
