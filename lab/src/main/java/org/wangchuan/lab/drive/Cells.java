package org.wangchuan.lab.drive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * What a drive really holds: a file of the host's, where anybody can look whether data are gone. What reads answer may be something else, as
 * with real firmware. Used by one thread at a time.
 */
public final class Cells implements AutoCloseable {
    /** The unit in which writes are remembered, bytes. */
    private static final int PIECE_BYTES = 512;

    /** So many pieces that were written last are remembered: 2 MiB. */
    private static final int PIECES_MAX = 4096;

    private static final int SPOILED_PART = 10;
    private static final int CHUNK_BYTES = 1 << 20;

    private final FileChannel file;
    private final long bytes;
    private final boolean remembering;
    private final Map<Long, byte[]> written = new LinkedHashMap<>();
    private Optional<WriteCache> cache = Optional.empty();
    private boolean hidden;
    private boolean copyServed;
    private boolean spoiled;
    private int key;

    /**
     * Opens them.
     *
     * @param path a file whose length is the drive's capacity
     * @param remembering whether what is written is kept, for {@link #serveCopy} and {@link #eraseNewest}
     */
    public Cells(Path path, boolean remembering) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        bytes = file.size();
        this.remembering = remembering;
    }

    /**
     * From now on what is written needs power until it is flushed.
     *
     * @param unitBytes what is written whole or not at all: 512, or a multiple of it
     */
    public void cacheWrites(int unitBytes) {
        cache = Optional.of(new WriteCache(unitBytes));
    }

    /** The power goes: of what was not flushed some is durable, as chance has it. */
    public void losePower(RandomGenerator random) throws IOException {
        if (cache.isPresent()) {
            cache.get().losePower(random, this::writeFile);
        }
    }

    /** Capacity, bytes. */
    public long bytes() {
        return bytes;
    }

    /** Whether a range lies on the drive. */
    public boolean holds(long offset, long length) {
        return offset >= 0 && length >= 0 && offset <= bytes - length;
    }

    /** Whether a range has a block that can't be read. */
    public boolean unreadable(long offset, long length) {
        long from = spoiledFrom(bytes);
        return spoiled && offset < from + spoiledBytes(bytes) && offset + length > from;
    }

    /** Where what can't be read begins on a drive of so many bytes, once it is spoiled. */
    public static long spoiledFrom(long bytes) {
        return bytes / 2;
    }

    /** And how much that is. */
    public static long spoiledBytes(long bytes) {
        return bytes / SPOILED_PART;
    }

    /** What a read answers. */
    public void read(long offset, ByteBuffer into) throws IOException {
        int start = into.position();
        if (hidden) {
            into.put(new byte[into.remaining()]);
            return;
        }
        readFile(offset, into);
        cache.ifPresent(unflushed -> unflushed.overlay(offset, into, start));
        if (copyServed) {
            for (int at = start; at < into.limit(); at += PIECE_BYTES) {
                byte[] piece = written.get(offset + at - start);
                if (piece != null) {
                    into.put(at, piece, 0, Math.min(piece.length, into.limit() - at));
                }
            }
        }
    }

    private void readFile(long offset, ByteBuffer into) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            int count = file.read(into, at);
            if (count < 0) {
                throw new IOException("the file of the cells became shorter");
            }
            at += count;
        }
    }

    /** Stores it. What is written after an erasure is told truly again. */
    public void write(long offset, ByteBuffer data) throws IOException {
        if (hidden && data.hasRemaining()) {
            hidden = false;
        }
        if (remembering) {
            remember(offset, data.duplicate());
        }
        if (cache.isPresent()) {
            cache.get().put(offset, data, this::writeFile);
        } else {
            writeFile(offset, data);
        }
    }

    /** What lies there is durable from now on, without anything else being so. */
    public void flush(long offset, ByteBuffer data) throws IOException {
        cache.ifPresent(unflushed -> unflushed.forget(offset, data.remaining()));
        writeFile(offset, data);
    }

    private void writeFile(long offset, ByteBuffer data) throws IOException {
        long at = offset;
        while (data.hasRemaining()) {
            at += file.write(data, at);
        }
    }

    private void remember(long offset, ByteBuffer data) {
        for (long at = offset; data.remaining() >= PIECE_BYTES; at += PIECE_BYTES) {
            byte[] piece = new byte[PIECE_BYTES];
            data.get(piece);
            written.remove(at);
            written.put(at, piece);
            if (written.size() > PIECES_MAX) {
                written.remove(written.keySet().iterator().next());
            }
        }
    }

    /** Really erases the beginning. */
    public void erase(long length, Fill fill) throws IOException {
        erase(0, length, fill);
    }

    /** Really erases a part. */
    public void erase(long offset, long length, Fill fill) throws IOException {
        cache.ifPresent(unflushed -> unflushed.forget(offset, length));
        byte[] chunk = fill.bytes(CHUNK_BYTES, key++);
        for (long at = 0; at < length; at += chunk.length) {
            ByteBuffer piece = ByteBuffer.wrap(chunk, 0, (int) Math.min(chunk.length, length - at));
            for (long to = offset + at; piece.hasRemaining(); ) {
                to += file.write(piece, to);
            }
        }
    }

    /** Really erases what was written last, as far as that is remembered. */
    public void eraseNewest(Fill fill) throws IOException {
        byte[] blank = fill.bytes(PIECE_BYTES, key++);
        for (long at : written.keySet()) {
            cache.ifPresent(unflushed -> unflushed.forget(at, PIECE_BYTES));
            writeFile(at, ByteBuffer.wrap(blank));
        }
        written.clear();
    }

    /** From now on reads answer zeros, until something is written. */
    public void hide() {
        hidden = true;
    }

    /** From now on reads of what was written before are answered as if it still were there. */
    public void serveCopy() {
        copyServed = true;
    }

    /** From now on a tenth of it, from its middle on, can't be read. */
    public void spoil() {
        spoiled = true;
    }

    /** Makes what was written durable. */
    public void flush() throws IOException {
        if (cache.isPresent()) {
            cache.get().flush(this::writeFile);
        }
        file.force(false);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
