package org.wangchuan.engine.testing;

import java.util.Arrays;
import org.assertj.core.api.Condition;

/** What a medium holds as a whole, compared as an array: megabytes are looked at hundreds of times, and one by one takes longer than the job. */
public final class Filled {
    private Filled() {}

    /**
     * Each byte is this one.
     *
     * @param value of which the lowest eight bits count
     */
    public static Condition<byte[]> filledWith(int value) {
        return new Condition<>(bytes -> isFilled(bytes, (byte) value), "filled with %d alone", (byte) value);
    }

    /** That each byte is the one after it, and the first one this, says it of all. */
    private static boolean isFilled(byte[] bytes, byte value) {
        int last = bytes.length - 1;
        return last >= 0 && bytes[0] == value && Arrays.equals(bytes, 0, last, bytes, 1, last + 1);
    }
}
