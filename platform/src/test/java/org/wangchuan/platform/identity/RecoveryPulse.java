package org.wangchuan.platform.identity;

import java.io.IOException;
import org.wangchuan.platform.testing.PlatformTest;

/** What the running platform does each minute, for a test that can't wait for it. */
public final class RecoveryPulse {
    private RecoveryPulse() {}

    /** The same of a process beside it, over the same database and with a folder of its own. */
    @FunctionalInterface
    public interface Elsewhere {
        /** Once. */
        void beat() throws IOException;
    }

    /** Another process. */
    public static Elsewhere elsewhere() {
        return RecoveryElsewhere.start()::beat;
    }

    /** Once. */
    public static void beat() throws IOException {
        PlatformTest.bean(RecoveryStart.class).beat();
    }
}
