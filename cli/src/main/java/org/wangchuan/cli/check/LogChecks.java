package org.wangchuan.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LogService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogFsck;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.BooksRefusedException;
import org.wangchuan.station.issue.StationBooks;

/** {@code log}: where the station's log is, what verifies it, and whether a log holds together. */
public final class LogChecks implements LogService {

    /** The command's body. */
    public LogChecks() {}

    @Override
    public ExitCode path(Context context) {
        context.console().result(new StationHome(context.home()).log().toString());
        return ExitCode.OK;
    }

    @Override
    public ExitCode key(Context context) throws UserError {
        context.console().result(ownKey(context).toString());
        return ExitCode.OK;
    }

    @Override
    public ExitCode check(Path folder, Optional<String> verifierKey, Context context) throws UserError {
        if (!Files.isDirectory(folder)) {
            throw UserError.mismatch(ExitCode.USAGE, "CANNOT_READ", "there is no log", "a folder", folder.toString());
        }
        try {
            VerifierKey key = verifierKey.isPresent()
                    ? VerifierKey.parse(verifierKey.get())
                    : StationBooks.logKeyOf(new StationHome(context.home()));
            LogFsck.Report report = LogFsck.check(folder, Optional.of(key));
            for (LogFsck.Finding finding : report.findings()) {
                context.console()
                        .error(OneLine.of(
                                finding.file() + ": expected " + finding.expected() + ", found " + finding.found()));
            }
            long size = report.checkpoint().map(checkpoint -> checkpoint.size()).orElse(0L);
            String answer = report.isSound() ? "log.sound" : "log.unsound";
            context.console()
                    .result(context.console()
                            .messages()
                            .text(
                                    answer,
                                    folder,
                                    size,
                                    report.filesRead(),
                                    report.findings().size()));
            return report.isSound() ? ExitCode.OK : ExitCode.DOES_NOT_VERIFY;
        } catch (VerificationException e) {
            throw UserError.mismatch(
                    ExitCode.USAGE,
                    "VERIFIER_KEY",
                    "the key can't be read",
                    OneLine.of(e.expected()),
                    OneLine.of(e.found()));
        } catch (IOException e) {
            throw UserError.of(ExitCode.INTERNAL, "CANNOT_READ", "the log can't be read: " + e.getMessage());
        }
    }

    private static VerifierKey ownKey(Context context) throws UserError {
        StationHome home = new StationHome(context.home());
        try {
            // The key is told also where the log is damaged or gone: that is when somebody wants to look.
            boolean made = Files.exists(home.key()) && Files.exists(home.logKey());
            return made
                    ? StationBooks.logKeyOf(home)
                    : StationBooks.open(home, InstantSource.system()).logKey();
        } catch (BooksRefusedException e) {
            throw Failures.of(e);
        } catch (IOException e) {
            throw UserError.of(
                    ExitCode.INTERNAL, "STATION_STATE", "the station's key can't be read: " + e.getMessage());
        }
    }
}
