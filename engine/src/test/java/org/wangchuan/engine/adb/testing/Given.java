package org.wangchuan.engine.adb.testing;

import java.time.Duration;
import java.util.Random;
import org.wangchuan.engine.patience.Deadline;

/** Values that many tests begin with. */
public final class Given {
    private Given() {}

    /** Longer than anything in a test takes that goes well. */
    public static Deadline patience() {
        return Deadline.after(Duration.ofSeconds(30));
    }

    /** Long enough for something that is to run out. */
    public static Deadline impatience() {
        return Deadline.after(Duration.ofMillis(300));
    }

    /** Bytes that are the same each time. */
    public static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }
}
