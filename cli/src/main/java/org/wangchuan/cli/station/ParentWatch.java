package org.wangchuan.cli.station;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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
            Optional<ProcessHandle> launcher = ProcessHandle.current().parent();
            if (launcher.isPresent()) {
                CompletableFuture<Void> _ = launcher.get().onExit().thenRun(cancellation::request);
            }
        }
    }
}
