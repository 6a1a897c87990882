package org.wangchuan.engine.transfer;

import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.ReadChannel;

/**
 * The smallest pieces in which a medium can be moved.
 *
 * @param unitBytes bytes of one, 512 or more: the larger of block and alignment
 * @param capacityBytes end of the medium; the last unit may be cut by it
 */
public record Units(int unitBytes, long capacityBytes) {

    /** Files have blocks of one byte; nobody wants to know errors any better than on a disk. */
    private static final int UNIT_BYTES_MIN = 512;

    /** The units of a channel. */
    public static Units of(ReadChannel channel) {
        int unitBytes = Math.max(channel.blockBytes(), channel.alignmentBytes());
        return new Units(Math.max(UNIT_BYTES_MIN, unitBytes), channel.capacityBytes());
    }

    /**
     * What counts of the answer to a request: whole units only, because the rest of a unit can't be asked for alone.
     *
     * @param result bytes, or a negated errno
     */
    public long accepted(long result, long offset, long length) {
        if (result > length) {
            return -Errno.EIO.number();
        }
        if (result <= 0 || offset + result == capacityBytes) {
            return result;
        }
        long whole = result - result % unitBytes;
        return whole > 0 ? whole : -Errno.EIO.number();
    }

    /** The unit that holds the byte, as it is on the medium. */
    public long unitStart(long offset) {
        return offset - offset % unitBytes;
    }

    /** Bytes of the unit that starts at an offset. */
    public int unitLength(long unitStart) {
        return (int) Math.min(unitBytes, capacityBytes - unitStart);
    }
}
