package org.wangchuan.cli.check;

import java.nio.file.Path;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.seal.SealException;
import org.wangchuan.station.issue.BooksRefusedException;

/** What doesn't verify, as an error of the command line. */
public final class Failures {
    private Failures() {}

    /** A file that does not verify. */
    public static UserError of(Path file, VerificationException e) {
        return UserError.mismatch(
                ExitCode.DOES_NOT_VERIFY,
                e.code().name(),
                OneLine.of(file + " does not verify, in " + e.where()),
                OneLine.of(e.expected()),
                OneLine.of(e.found()));
    }

    static UserError of(Path file, PaperException e) {
        return UserError.of(
                ExitCode.DOES_NOT_VERIFY, "PAPER", OneLine.of(file + " does not verify: " + e.getMessage()));
    }

    static UserError of(Path file, SealException e) {
        return UserError.mismatch(
                ExitCode.USAGE,
                e.code().name(),
                OneLine.of(file + " can't be used"),
                OneLine.of(e.expected()),
                OneLine.of(e.found()));
    }

    /** The station's books refuse: nothing was touched, and nothing is begun anew unasked. */
    public static UserError of(BooksRefusedException e) {
        String code = e.code().name();
        String text = String.valueOf(e.getMessage());
        return UserError.of(
                ExitCode.REFUSED, code, text.startsWith(code + ": ") ? text.substring(code.length() + 2) : text);
    }
}
