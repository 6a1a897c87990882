package org.wangchuan.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LogService;
import org.wangchuan.cli.service.Services;
import org.wangchuan.cli.service.TrustService;
import org.wangchuan.cli.service.UserError;

/** The one place where each command is given what it calls. */
final class Composition {
    private Composition() {}

    static Services services() {
        return new Services(
                () -> (request, context) -> absent("erase"),
                () -> (json, context) -> absent("devices"),
                () -> (request, context) -> absent("plan"),
                () -> (request, context) -> absent("verify"),
                () -> (evidence, json, context) -> absent("verdict"),
                AbsentTrust::new,
                AbsentLog::new);
    }

    private static ExitCode absent(String command) throws UserError {
        throw UserError.of(ExitCode.INTERNAL, "NOT_IN_THIS_BUILD", "this build has no `" + command + "`");
    }

    private record AbsentTrust() implements TrustService {
        @Override
        public ExitCode show(boolean json, Context context) throws UserError {
            return absent("trust show");
        }

        @Override
        public ExitCode addFrom(Path file, Context context) throws UserError {
            return absent("trust import");
        }

        @Override
        public ExitCode export(Context context) throws UserError {
            return absent("trust export");
        }
    }

    private record AbsentLog() implements LogService {
        @Override
        public ExitCode path(Context context) throws UserError {
            return absent("log path");
        }

        @Override
        public ExitCode key(Context context) throws UserError {
            return absent("log key");
        }

        @Override
        public ExitCode check(Path folder, Optional<String> verifierKey, Context context) throws UserError {
            return absent("log fsck");
        }
    }
}
