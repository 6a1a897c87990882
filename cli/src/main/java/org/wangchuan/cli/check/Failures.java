package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.UserError.Phrase;
import org.wangchuan.cli.service.UserError.Reason;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.seal.SealException;
import org.wangchuan.station.home.ForeignFolderException;
import org.wangchuan.station.issue.BooksHeldException;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StatementRefusedException;

/** What doesn't verify, as an error of the command line. */
public final class Failures {
    private Failures() {}

    /** A file that does not verify. */
    public static UserError of(Path file, VerificationException e) {
        return of(ExitCode.DOES_NOT_VERIFY, file, e);
    }

    /** The same where it was not to be verified but to be used. */
    public static UserError of(ExitCode exit, Path file, VerificationException e) {
        return refused(exit, e.code() == FailureCode.VERDICT ? "VERIFY.verdict" : "VERIFY", file, e);
    }

    /** A newer trust list with another past than the one that is held in a file. */
    static UserError rewritten(Path file, VerificationException e, Path held) {
        return refused(ExitCode.DOES_NOT_VERIFY, "VERIFY.rewritten", file, e, held);
    }

    /**
     * A file that does not verify by another one that was found beside it, and that nobody has named. Where this is the evidence that was signed, nobody is told
     * that he may leave it away: it is what counts.
     */
    static UserError beside(Path file, VerificationException e, Path found) {
        String words = e.code() == FailureCode.VERDICT ? "VERIFY.verdict-beside" : "VERIFY.beside";
        return refused(ExitCode.DOES_NOT_VERIFY, words, file, e, found);
    }

    private static UserError refused(ExitCode exit, String words, Path file, VerificationException e, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of(
                file,
                e.where(),
                new Reason(e.expected()),
                new Reason(e.found()),
                new Phrase("failure." + e.code().name())));
        arguments.addAll(List.of(more));
        return UserError.coded(exit, e.code().name(), words, arguments.toArray());
    }

    static UserError of(Path file, PaperException e) {
        return UserError.of(ExitCode.DOES_NOT_VERIFY, "PAPER", file, String.valueOf(e.getMessage()));
    }

    static UserError of(Path file, SealException e) {
        String code = e.code().name();
        return UserError.coded(
                ExitCode.USAGE, code, "SEAL_KEY", file, e.expected(), e.found(), new Phrase("failure." + code));
    }

    /** The station's books refuse: nothing was touched, and nothing is begun anew unasked. */
    public static UserError of(BooksRefusedException e) {
        String code = e.code().name();
        String words = switch (e.code()) {
            case CLOCK -> "CLOCK";
            case TRUST_LIST_FULL -> "TRUST_LIST_FULL";
            case DELEGATED_BEFORE -> "DELEGATED_BEFORE";
            default -> "BOOKS";
        };
        return UserError.coded(ExitCode.REFUSED, code, words, e.expected(), e.found(), new Phrase("failure." + code));
    }

    /** The station does not say what it was asked to say; nothing was changed. */
    public static UserError of(StatementRefusedException e) {
        String code = e.code().name();
        return UserError.coded(
                ExitCode.REFUSED, code, "STATEMENT", e.expected(), e.found(), new Phrase("failure." + code));
    }

    /** The state of the station can't be read or written, and what there is to do about it. */
    public static UserError ofState(IOException e, Path home) {
        String text = e.getMessage() == null ? e.toString() : e.getMessage();
        String words = switch (e) {
            case BooksHeldException _ -> "STATION_STATE.held";
            case ForeignFolderException _ -> "STATION_STATE.foreign";
            case AccessDeniedException _ -> "STATION_STATE.not-writable";
            default ->
                text.contains("Read-only file system")
                        ? "STATION_STATE.not-writable"
                        : text.contains("No space left on device") || text.contains("Disk quota exceeded")
                                ? "STATION_STATE.full"
                                : "STATION_STATE";
        };
        ExitCode exit = e instanceof ForeignFolderException ? ExitCode.REFUSED : ExitCode.INTERNAL;
        return UserError.of(exit, words, text, home);
    }
}
