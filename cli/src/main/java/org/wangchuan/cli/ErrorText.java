package org.wangchuan.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import org.wangchuan.cli.service.CrashReport;
import org.wangchuan.cli.service.Messages;
import org.wangchuan.cli.service.UserError;

/** Writes errors to standard error, in one form: {@code wangchuan: CODE: text}. */
final class ErrorText {
    private final PrintStream err;
    private final Messages messages;

    ErrorText(PrintStream err, Messages messages) {
        this.err = err;
        this.messages = messages;
    }

    /** An error that the person can do something about. */
    void userError(UserError error) {
        error.lines(messages).forEach(err::println);
    }

    /** An error of ours; the details go to a report file, for they may name files or serials. */
    void internalError(Throwable error, Path home) {
        err.println("wangchuan: INTERNAL: " + messages.text("error.internal"));
        err.println("  " + CrashReport.write(error, home, "wangchuan " + Version.read(), messages));
    }

    /** Some of the results are nowhere. */
    void outputLost() {
        err.println("wangchuan: OUTPUT_LOST: " + messages.text("error.output-lost"));
    }

    /** How to go on after an interruption. */
    void howToResume(String command) {
        err.println("wangchuan: " + messages.text("interrupt.resume"));
        err.println("  " + command);
    }
}
