package org.wangchuan.engine.apple.testing;

import java.nio.ByteBuffer;
import org.wangchuan.engine.apple.wire.Deadline;
import org.wangchuan.engine.apple.wire.Link;

/** Says these bytes, whatever it hears, and ends. */
public final class ByteLink implements Link {
    private final ByteBuffer bytes;

    public ByteLink(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    @Override
    public int read(ByteBuffer into, Deadline deadline) {
        if (!bytes.hasRemaining()) {
            return -1;
        }
        int count = Math.min(into.remaining(), bytes.remaining());
        into.put(bytes.slice(bytes.position(), count));
        bytes.position(bytes.position() + count);
        return count;
    }

    @Override
    public void write(ByteBuffer from, Deadline deadline) {
        from.position(from.limit());
    }

    @Override
    public void close() {}
}
