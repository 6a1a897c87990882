package org.wangchuan.lab.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** What a drive has taken and not yet made durable, block by block: it needs power. Used by one thread at a time. */
final class WriteCache {
    /** The least that is written whole or not at all. */
    static final int BLOCK_BYTES = 512;

    /** So much is held at the most: 32 MiB. What is older the drive makes durable by itself. */
    private static final int BLOCKS_MAX = 1 << 16;

    private final Map<Long, byte[]> blocks = new LinkedHashMap<>();
    private final int unitBytes;

    /** @param unitBytes what becomes durable whole or not at all, a multiple of a block */
    WriteCache(int unitBytes) {
        this.unitBytes = unitBytes;
    }

    /** Where blocks become durable. */
    @FunctionalInterface
    interface Sink {
        void write(long offset, ByteBuffer data) throws IOException;
    }

    /** Takes whole blocks. */
    void put(long offset, ByteBuffer data, Sink sink) throws IOException {
        for (long at = offset; data.hasRemaining(); at += BLOCK_BYTES) {
            byte[] block = new byte[BLOCK_BYTES];
            data.get(block);
            blocks.remove(at);
            blocks.put(at, block);
        }
        Iterator<Map.Entry<Long, byte[]>> oldest = blocks.entrySet().iterator();
        while (blocks.size() > BLOCKS_MAX) {
            Map.Entry<Long, byte[]> one = oldest.next();
            sink.write(one.getKey(), ByteBuffer.wrap(one.getValue()));
            oldest.remove();
        }
    }

    /** Lays over what is durable what is not yet. */
    void overlay(long offset, ByteBuffer into, int start) {
        if (blocks.isEmpty()) {
            return;
        }
        for (int at = start; at < into.limit(); at += BLOCK_BYTES) {
            byte[] block = blocks.get(offset + at - start);
            if (block != null) {
                into.put(at, block, 0, Math.min(block.length, into.limit() - at));
            }
        }
    }

    /** What is there is of no account any more: it was erased, or written past this. */
    void forget(long offset, long length) {
        if (length / BLOCK_BYTES > blocks.size()) {
            blocks.keySet().removeIf(at -> at >= offset && at < offset + length);
            return;
        }
        for (long at = offset; at < offset + length; at += BLOCK_BYTES) {
            blocks.remove(at);
        }
    }

    /** Makes all of it durable. */
    void flush(Sink sink) throws IOException {
        for (Map.Entry<Long, byte[]> one : blocks.entrySet()) {
            sink.write(one.getKey(), ByteBuffer.wrap(one.getValue()));
        }
        blocks.clear();
    }

    /** The power goes: of each unit it is chance whether it has become durable, in whatever order they came. */
    void losePower(RandomGenerator random, Sink sink) throws IOException {
        Map<Long, Boolean> durable = new HashMap<>();
        for (Map.Entry<Long, byte[]> one : blocks.entrySet()) {
            if (durable.computeIfAbsent(one.getKey() / unitBytes, _ -> random.nextBoolean())) {
                sink.write(one.getKey(), ByteBuffer.wrap(one.getValue()));
            }
        }
        blocks.clear();
    }
}
