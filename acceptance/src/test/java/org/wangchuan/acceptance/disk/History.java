package org.wangchuan.acceptance.disk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Every request that a disk was sent, with every byte of every write. Thread-safe. Bytes lie in a file without a name. */
public final class History implements AutoCloseable {
    /** What a history may hold, bytes; beyond it the disk fails loudly rather than forget. */
    private static final long CONTENT_BYTES_MAX = 16L << 30;

    private final List<DiskEvent> events = new ArrayList<>();
    private final FileChannel content;
    private long contentBytes;

    History() throws IOException {
        Path file = Files.createTempFile("wangchuan-history-", ".bytes");
        content = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    synchronized void wrote(long offset, MemorySegment data) {
        int length = Math.toIntExact(data.byteSize());
        if (contentBytes + length > CONTENT_BYTES_MAX) {
            throw new IllegalStateException("more was written than a history holds");
        }
        try {
            ByteBuffer bytes = data.asByteBuffer();
            while (bytes.hasRemaining()) {
                content.write(bytes, contentBytes + bytes.position());
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        events.add(new DiskEvent.Wrote(events.size(), offset, length, contentBytes));
        contentBytes += length;
    }

    synchronized void read(long offset, long length) {
        events.add(new DiskEvent.Read(events.size(), offset, Math.toIntExact(length)));
    }

    synchronized void flushed() {
        events.add(new DiskEvent.Flushed(events.size()));
    }

    synchronized void allocated(long offset, long length, int mode) {
        events.add(new DiskEvent.Allocated(events.size(), offset, length, mode));
    }

    synchronized void odd(String what) {
        events.add(new DiskEvent.Odd(events.size(), what));
    }

    /** What happened so far, in order. */
    public synchronized List<DiskEvent> events() {
        return List.copyOf(events);
    }

    /** The number of events so far. */
    public synchronized int size() {
        return events.size();
    }

    /** Bytes of all writes so far. */
    public synchronized long bytesWritten() {
        return contentBytes;
    }

    /** The writes so far, in order. */
    public List<DiskEvent.Wrote> writes() {
        return only(DiskEvent.Wrote.class);
    }

    /** The events of one type so far, in order. */
    public <E extends DiskEvent> List<E> only(Class<E> type) {
        return events().stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Bytes of one write. */
    public byte[] content(DiskEvent.Wrote write) {
        byte[] bytes = new byte[write.length()];
        try {
            ByteBuffer into = ByteBuffer.wrap(bytes);
            while (into.hasRemaining()) {
                if (content.read(into, write.contentAt() + into.position()) < 0) {
                    throw new IllegalStateException("history ends before " + write);
                }
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return bytes;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
