package org.wangchuan.cli;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.ExitCode;

/**
 * Tells the launcher the exit code over a pipe, as the last thing before the process ends. A thread
 * that hangs in the kernel on a dead drive keeps the process from ending, even by SIGKILL; the
 * launcher returns on this word instead of waiting for it.
 */
final class LastWord {
    private final @Nullable String pipe;

    private LastWord(@Nullable String pipe) {
        this.pipe = pipe;
    }

    /** Speaks into the descriptor that {@code WANGCHUAN_STATUS_FD} names, or into nothing. */
    static LastWord fromEnvironment(Map<String, String> environment) {
        String descriptor = environment.get("WANGCHUAN_STATUS_FD");
        return new LastWord(descriptor != null && descriptor.matches("[3-9]") ? "/proc/self/fd/" + descriptor : null);
    }

    /** Says the code; if the launcher is gone, nobody listens and that is all right. */
    void say(ExitCode code) {
        if (pipe == null) {
            return;
        }
        try (FileOutputStream out = new FileOutputStream(pipe)) {
            out.write((code.number() + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // The launcher was killed: the exit status of the process still says it.
            return;
        }
    }
}
