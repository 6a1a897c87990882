package org.wangchuan.engine.medium.open;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.medium.ReadPath;

/**
 * A medium that is held exclusively to be read. Twice it can't be written to: this offers no way, and its descriptors are open with
 * {@code O_RDONLY} (open(2)). What others have left in caches of this host goes to the medium before it is read.
 *
 * <p>Safe for use by several threads. Once closed every call answers {@code EBADF}.
 */
public final class ReadOnlyMedium implements ReadChannel {
    private final OpenMedium medium;

    ReadOnlyMedium(OpenMedium medium) {
        this.medium = medium;
    }

    /** What was examined and is now open. */
    public Medium medium() {
        return medium.medium();
    }

    /** What stands between a read and the medium. */
    public ReadPath readPath() {
        return medium.readPath();
    }

    @Override
    public long capacityBytes() {
        return medium.capacityBytes();
    }

    @Override
    public int blockBytes() {
        return medium.blockBytes();
    }

    @Override
    public int alignmentBytes() {
        return medium.alignmentBytes();
    }

    @Override
    public long read(MemorySegment buffer, long bufferOffset, long offset, long length) {
        return medium.read(buffer, bufferOffset, offset, length);
    }

    /**
     * Drops what the page caches may hold of it; from then on {@link #recheck} tells whether somebody has written.
     *
     * @return 0, or a negated errno
     */
    public long dropCaches() {
        return medium.dropCaches();
    }

    /** What is not as it was when the medium was opened; nothing if all is. */
    public List<Difference> recheck() {
        return medium.recheck();
    }

    @Override
    public void close() {
        medium.close();
    }
}
