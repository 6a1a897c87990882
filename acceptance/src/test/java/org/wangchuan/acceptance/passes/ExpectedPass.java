package org.wangchuan.acceptance.passes;

import java.nio.ByteBuffer;
import java.util.Locale;

/** What a pass has to put into every block, judged from its bytes alone and not by the product's own code. */
public enum ExpectedPass {
    ZERO {
        @Override
        boolean fits(byte[] image, int at, int length) {
            return isFilledWith((byte) 0, image, at, length);
        }
    },
    ONE {
        @Override
        boolean fits(byte[] image, int at, int length) {
            return isFilledWith((byte) 0xFF, image, at, length);
        }
    },
    /** Nowhere constant; that no two blocks are equal is looked at elsewhere. */
    RANDOM {
        @Override
        boolean fits(byte[] image, int at, int length) {
            if (length < SHORT_BLOCK_BYTES) {
                return true;
            }
            int distinct = 0;
            boolean[] seen = new boolean[256];
            for (int i = at; i < at + length; i++) {
                if (!seen[image[i] & 0xFF]) {
                    seen[image[i] & 0xFF] = true;
                    distinct++;
                }
            }
            // 512 random bytes hold 221 values on average, and fewer than 150 with a chance below 1 in 10^30.
            return distinct >= Math.min(150, length / 4) && !STAMPED.fits(image, at, length);
        }
    },
    /** The byte offset, 8 bytes big endian; a nonce of 8 bytes; one byte repeated. */
    STAMPED {
        @Override
        boolean fits(byte[] image, int at, int length) {
            if (length < SHORT_BLOCK_BYTES) {
                return true;
            }
            return ByteBuffer.wrap(image, at, 8).getLong() == at
                    && isFilledWith(image[at + 16], image, at + 16, length - 16);
        }
    };

    /** The tail of an image of odd size may be too short to show a pattern. */
    static final int SHORT_BLOCK_BYTES = 32;

    /** The word for it in the program's JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the bytes of the image from {@code at}, which is also their place on the disk, are of this pattern. */
    abstract boolean fits(byte[] image, int at, int length);

    /** What has to stay the same through a pass where blocks are told apart by it: the nonce. */
    long mark(byte[] image, int at, int length) {
        return this == STAMPED && length >= SHORT_BLOCK_BYTES
                ? ByteBuffer.wrap(image, at + 8, 8).getLong()
                : 0;
    }

    private static boolean isFilledWith(byte value, byte[] image, int at, int length) {
        for (int i = at; i < at + length; i++) {
            if (image[i] != value) {
                return false;
            }
        }
        return true;
    }
}
