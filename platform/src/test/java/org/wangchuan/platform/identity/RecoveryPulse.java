package org.wangchuan.platform.identity;

import java.io.IOException;
import org.wangchuan.platform.testing.PlatformTest;

/** What the running platform does each minute, for a test that can't wait for it. */
public final class RecoveryPulse {
    private RecoveryPulse() {}

    /** Once. */
    public static void beat() throws IOException {
        PlatformTest.bean(RecoveryStart.class).beat();
    }
}
