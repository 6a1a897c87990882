package org.wangchuan.engine.phone.read;

import java.time.Duration;
import java.util.Optional;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.patience.Deadline;

/** Runs the reading commands of an Android, each bounded in bytes and time. Not thread-safe. */
final class AndroidShell {
    /** So much may a list of its have, in bytes. */
    static final int LIST_BYTES_MAX = 1 << 20;

    private static final int ANSWER_BYTES_MAX = 4 << 10;
    private static final Duration EACH = Duration.ofSeconds(10);

    private final AdbDevice device;
    private final Deadline deadline;

    AndroidShell(AdbDevice device, Deadline deadline) {
        this.device = device;
        this.deadline = deadline;
    }

    /** A property that can have one of two values. */
    Optional<String> word(String property, String first, String meaning, String second, String otherMeaning)
            throws AdbException {
        Optional<String> told = property(property);
        if (told.equals(Optional.of(first))) {
            return Optional.of(meaning);
        }
        return told.equals(Optional.of(second)) ? Optional.of(otherMeaning) : Optional.empty();
    }

    Optional<String> property(String name) throws AdbException {
        return line("getprop", name);
    }

    /** The only line of an answer. */
    Optional<String> line(String... words) throws AdbException {
        return run(ANSWER_BYTES_MAX, words)
                .map(ShellOutput::output)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.indexOf('\n') < 0);
    }

    /** What a command printed; empty where it failed, is not there, or prints more than it may, and before Android 7, where nobody knows whether it did. */
    Optional<ShellOutput> run(int bytesMax, String... words) throws AdbException {
        try {
            ShellOutput answer = ShellRunner.run(device, ShellCommand.of(words), bytesMax, deadline.orAfter(EACH));
            return answer.succeeded() ? Optional.of(answer) : Optional.empty();
        } catch (AdbException e) {
            return switch (e.code()) {
                case SERVICE_REFUSED, LIMIT, ENDED_EARLY, FAILED, UNSUPPORTED -> Optional.empty();
                case TIMEOUT -> {
                    if (deadline.passed()) {
                        throw e;
                    }
                    yield Optional.empty(); // one command that hangs holds up nothing else
                }
                default -> throw e;
            };
        }
    }
}
