package org.wangchuan.platform.testing;

import java.util.List;

/**
 * Whether a test that does the same many times does all of it. {@code ./wangchuan test} leaves out what is tagged {@code long}, and there such a test
 * takes a part that would fail as well (decision 0168); by hand, and with {@code --long}, it does all.
 */
public final class Sample {
    private Sample() {}

    /** Whether a part is enough. */
    public static boolean isEnough() {
        return List.of(System.getProperty("test.excluded.groups", "").split(",", -1))
                .contains("long");
    }

    /** So many of something here, and so many with all of it. */
    public static int of(int enough, int all) {
        return isEnough() ? enough : all;
    }
}
