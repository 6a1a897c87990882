package org.wangchuan.engine.transfer;

import org.wangchuan.engine.medium.BlockChannel;

/**
 * The smallest pieces in which a medium can be moved.
 *
 * @param unitBytes bytes of one: the larger of block and alignment
 * @param capacityBytes end of the medium; the last unit may be cut by it
 */
public record Units(int unitBytes, long capacityBytes) {

    /** The units of a channel. */
    public static Units of(BlockChannel channel) {
        return new Units(Math.max(channel.blockBytes(), channel.alignmentBytes()), channel.capacityBytes());
    }

    /**
     * What counts of the answer to a request: whole units only, because the rest of a unit can't be asked for alone.
     *
     * @param result bytes, or a negated errno
     */
    public long accepted(long result, long offset, long length) {
        if (result > length) {
            return -Errno.EIO;
        }
        if (result <= 0 || offset + result == capacityBytes) {
            return result;
        }
        long whole = result - result % unitBytes;
        return whole > 0 ? whole : -Errno.EIO;
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
