package org.wangchuan.lab.drive;

import java.util.Arrays;
import java.util.SplittableRandom;

/** What cells read as when they have been erased. */
public enum Fill {
    /** Zeros: block erase, format, deallocated. */
    ZEROS,
    /** Noise: what was written under a key that is gone. */
    NOISE,
    /** Ones, as on an SD card. */
    ONES;

    /** Seed of the first noise; which it is matters to nobody. */
    private static final long SEED = 0x6c6162;

    /**
     * So many bytes of it.
     *
     * @param key which noise: a drive has another with each new key
     */
    byte[] bytes(int length, int key) {
        byte[] out = new byte[length];
        switch (this) {
            case ZEROS -> {}
            case NOISE -> new SplittableRandom(SEED + key).nextBytes(out);
            case ONES -> Arrays.fill(out, (byte) 0xff);
        }
        return out;
    }
}
