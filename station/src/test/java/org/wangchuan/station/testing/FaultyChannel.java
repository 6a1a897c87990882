package org.wangchuan.station.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** An open file whose changes go past {@link FaultyFiles}. */
final class FaultyChannel extends FileChannel {
    private final FaultyFiles faults;
    private final FileChannel real;

    FaultyChannel(FaultyFiles faults, FileChannel real) {
        this.faults = faults;
        this.real = real;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        faults.requireAlive();
        return real.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
        faults.requireAlive();
        return real.read(into, offset, length);
    }

    @Override
    public int read(ByteBuffer into, long position) throws IOException {
        faults.requireAlive();
        return real.read(into, position);
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
        if (faults.fillsUp()) {
            int _ = real.write(bytes.slice(bytes.position(), bytes.remaining() / 2));
        }
        return faults.change(() -> real.write(bytes));
    }

    @Override
    public long write(ByteBuffer[] bytes, int offset, int length) throws IOException {
        return faults.change(() -> real.write(bytes, offset, length));
    }

    @Override
    public int write(ByteBuffer bytes, long position) throws IOException {
        if (faults.fillsUp()) {
            int _ = real.write(bytes.slice(bytes.position(), bytes.remaining() / 2), position);
        }
        return faults.change(() -> real.write(bytes, position));
    }

    @Override
    public long position() throws IOException {
        return real.position();
    }

    @Override
    public FileChannel position(long newPosition) throws IOException {
        real.position(newPosition);
        return this;
    }

    @Override
    public long size() throws IOException {
        return real.size();
    }

    @Override
    public FileChannel truncate(long size) throws IOException {
        if (size >= real.size()) {
            return this;
        }
        faults.change(() -> real.truncate(size));
        return this;
    }

    @Override
    public void force(boolean metaData) throws IOException {
        faults.change(() -> {
            real.force(metaData);
            return null;
        });
    }

    @Override
    public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
        throw new UnsupportedOperationException("nobody transfers here");
    }

    @Override
    public long transferFrom(ReadableByteChannel source, long position, long count) throws IOException {
        throw new UnsupportedOperationException("nobody transfers here");
    }

    @Override
    public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
        throw new UnsupportedOperationException("nobody maps here");
    }

    @Override
    public FileLock lock(long position, long size, boolean shared) throws IOException {
        faults.requireAlive();
        return real.lock(position, size, shared);
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        faults.requireAlive();
        return real.tryLock(position, size, shared);
    }

    /** A process that died lets go of its files, too. */
    @Override
    protected void implCloseChannel() throws IOException {
        real.close();
    }
}
