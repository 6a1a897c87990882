package org.wangchuan.cli.check;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LogService;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.witness.LogFollower;
import org.wangchuan.proof.witness.WitnessRefusedException;

/** Follows a log until something is wrong with it, or the person, or the system, wants it to stop. */
final class FollowRun {
    private FollowRun() {}

    /** {@code log follow}. */
    static ExitCode follow(LogService.Follow request, LogSource source, Context context) throws UserError {
        Cancellation cancellation = context.cancellation();
        CountDownLatch wanted = new CountDownLatch(1);
        cancellation.onRequest(wanted::countDown);
        LogFollower.Start start = request.fromNow() ? LogFollower.Start.AT_THE_END : LogFollower.Start.AT_THE_BEGINNING;
        try (LogFollower follower = LogFollower.open(request.state(), key(request.verifierKey()))) {
            while (true) {
                try {
                    LogFollower.Step step = follower.step(source, start, cancellation::isRequested);
                    if (!tell(step, request, context)) {
                        return ExitCode.DOES_NOT_VERIFY;
                    }
                } catch (IOException e) {
                    UserError error = UserError.of(ExitCode.USAGE, "CANNOT_READ.log", String.valueOf(e.getMessage()));
                    if (request.once()) {
                        throw error;
                    }
                    error.lines(context.console().messages())
                            .forEach(
                                    context.console()
                                            ::error); // tried again: whoever follows must outlive a restart there
                }
                if (request.once() || wanted.await(request.everySeconds(), TimeUnit.SECONDS)) {
                    return ExitCode.OK;
                }
            }
        } catch (VerificationException e) {
            throw UserError.coded(
                    ExitCode.DOES_NOT_VERIFY,
                    "FOLLOW_" + e.code(),
                    "FOLLOW",
                    request.log(),
                    e.where(),
                    e.expected(),
                    e.found(),
                    new UserError.Phrase("failure." + e.code()));
        } catch (WitnessRefusedException e) {
            throw UserError.coded(
                    ExitCode.REFUSED, "FOLLOW_" + e.reason().name(), "STATE_REFUSED", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw UserError.of(ExitCode.INTERNAL, "FOLLOW_STATE", request.state(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        }
    }

    /** False for an alarm. */
    private static boolean tell(LogFollower.Step step, LogService.Follow request, Context context) {
        String log = OneLine.of(request.log());
        switch (step) {
            case LogFollower.Step.Same same -> {
                if (request.once()) {
                    say(context, "log.unchanged", log, same.checkpoint().size());
                }
            }
            case LogFollower.Step.Grown grown ->
                say(
                        context,
                        "log.grown",
                        log,
                        grown.checkpoint().size(),
                        grown.checked(),
                        grown.checkpoint().root().base64());
            case LogFollower.Step.Alarm alarm -> {
                String text = switch (alarm.contradiction().kind()) {
                    case FORK -> "log.forked";
                    case SHRUNK -> "log.shrunk";
                    case UNPROVED -> "log.unproved";
                };
                context.console().error(context.console().messages().text(text, log, alarm.file()));
                return false;
            }
            case LogFollower.Step.Stopped _ -> {
                // It was told to.
            }
        }
        return true;
    }

    private static void say(Context context, String key, Object... arguments) {
        context.console().result(context.console().messages().text(key, arguments));
    }

    private static VerifierKey key(String text) throws UserError {
        try {
            return VerifierKey.parse(text);
        } catch (VerificationException e) {
            throw UserError.of(ExitCode.USAGE, "VERIFIER_KEY", e.expected(), e.found());
        }
    }
}
