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

    /** Seed of the noise; which noise it is matters to nobody. */
    private static final long SEED = 0x6c6162;

    byte[] bytes(int length) {
        byte[] out = new byte[length];
        switch (this) {
            case ZEROS -> {}
            case NOISE -> new SplittableRandom(SEED).nextBytes(out);
            case ONES -> Arrays.fill(out, (byte) 0xff);
        }
        return out;
    }
}
