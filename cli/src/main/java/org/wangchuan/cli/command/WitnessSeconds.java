package org.wangchuan.cli.command;

import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** How long a command waits for witnesses. */
final class WitnessSeconds {
    static final int MAX = 3_600;

    private WitnessSeconds() {}

    static int require(int seconds, int least) throws UserError {
        if (seconds < least || seconds > MAX) {
            throw UserError.of(ExitCode.USAGE, "WITNESS_SECONDS", least, MAX, seconds);
        }
        return seconds;
    }
}
