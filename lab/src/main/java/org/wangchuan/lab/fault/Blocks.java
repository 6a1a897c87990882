package org.wangchuan.lab.fault;

/**
 * Some blocks of a device, one after another.
 *
 * @param first the number of the first, in units of 512 bytes whatever the device's own block is
 * @param count how many, 1 or more
 */
public record Blocks(int first, int count) {
    /** Looks whether there are any. */
    public Blocks {
        if (first < 0 || count < 1) {
            throw new IllegalArgumentException("blocks from " + first + ", " + count + " of them");
        }
    }

    /** The number of the last. */
    public int last() {
        return first + count - 1;
    }
}
