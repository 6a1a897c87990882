package org.wangchuan.cli.station;

import java.util.Map;
import org.wangchuan.cli.service.Cancellation;

/**
 * A service ends when the launcher that waits for it was killed: nobody could stop it by the process that they started.
 */
public final class ParentWatch {
    private static final String FROM_LAUNCHER = "WANGCHUAN_STATUS_FD";

    private ParentWatch() {}

    /** From here on the launcher's end is a wish to stop. */
    public static void begin(Map<String, String> environment, Cancellation cancellation) {
        if (environment.containsKey(FROM_LAUNCHER)) {
            ProcessHandle.current()
                    .parent()
                    .ifPresent(launcher -> launcher.onExit().thenRun(cancellation::request));
        }
    }
}
