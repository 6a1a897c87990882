package org.wangchuan.platform.ledger;

import org.wangchuan.platform.testing.PlatformTest;

/** The start of a version of today on what a former one has left. */
public final class FormerVersion {
    private FormerVersion() {}

    /** Looks through what it left, as each start does. */
    public static void isFollowed() {
        PlatformTest.bean(LooseNames.class).note();
    }
}
