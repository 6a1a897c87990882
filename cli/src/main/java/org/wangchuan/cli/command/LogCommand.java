package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LogService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan log …}: a group of commands. */
@Command(
        name = "log",
        header = "Show, serve, check and follow transparency logs.",
        description =
                "Every statement leaves one entry in a Merkle log of plain files (C2SP tlog-tiles). What was logged cannot be "
                        + "altered, dropped or re-dated unseen by anyone who has kept an older checkpoint.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan log path",
            "  ./wangchuan log fsck \"$(./wangchuan log path)\"",
            "  ./wangchuan log serve \"$(./wangchuan log path)\"",
            "  ./wangchuan log serve --append log.conf",
            "  ./wangchuan log fsck http://127.0.0.1:8081",
            "  ./wangchuan log fsck s3://logs/example --key \"$(cat log.vkey)\"",
            "  ./wangchuan log follow http://127.0.0.1:8081 --key \"$(cat log.vkey)\" --state followed",
            "  ./wangchuan log fsck copy/of/log --key \"$(cat station.vkey)\"",
        })
final class LogCommand extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    LogCommand(Function<Boolean, Context> contexts) {
        super(contexts);
    }

    @Override
    ExitCode run(Context context) {
        throw new UsageException(spec.commandLine(), "log-command");
    }

    /** {@code wangchuan log path}. */
    @Command(name = "path", header = "Print the folder of the log.")
    static final class FolderPath extends Verb {
        private final Supplier<LogService> service;

        FolderPath(Function<Boolean, Context> contexts, Supplier<LogService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().path(context);
        }
    }

    /** {@code wangchuan log key}. */
    @Command(name = "key", header = "Print the log's verifier key, in the form of C2SP signed notes.")
    static final class Key extends Verb {
        private final Supplier<LogService> service;

        Key(Function<Boolean, Context> contexts, Supplier<LogService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().key(context);
        }
    }

    /** {@code wangchuan log new-key FILE --name NAME}. */
    @Command(
            name = "new-key",
            header = "Make the key of a log, or of a station that appends to one, and print its verifier key.",
            description = "A log keeps one name and one key for ever: whoever trusts it trusts both.",
            footer = {ExitCodes.HEADING, "   0  the key is made", ExitCodes.USAGE, ExitCodes.INTERNAL})
    static final class NewKey extends Verb {
        private final Supplier<LogService> service;

        @Parameters(paramLabel = "FILE", description = "Where the private key goes; it must not exist yet.")
        private Path file = Path.of("");

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description = "By custom an address without its scheme; of a log it is the origin.")
        private String name = "";

        @Option(names = "--station", description = "A station's key, which signs appends; else a log's.")
        private boolean station;

        NewKey(Function<Boolean, Context> contexts, Supplier<LogService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().newLogKey(file, name, station, context);
        }
    }

    /** {@code wangchuan log fsck LOG}. */
    @Command(
            name = "fsck",
            header = "Recompute a whole log from its files and compare it with its checkpoint.",
            footer = {
                ExitCodes.HEADING,
                "   0  the log is whole",
                ExitCodes.USAGE,
                ExitCodes.DOES_NOT_VERIFY,
                ExitCodes.INTERNAL
            })
    static final class Fsck extends Verb {
        private final Supplier<LogService> service;

        @Parameters(
                paramLabel = "LOG",
                description = "A folder, or an address that begins with http://, https:// or s3://.")
        private String log = "";

        @Option(
                names = "--key",
                paramLabel = "VKEY",
                description = "The key that signed the checkpoint; this station's own if not given.")
        private @Nullable String key;

        Fsck(Function<Boolean, Context> contexts, Supplier<LogService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().check(log, Optional.ofNullable(key), context);
        }
    }
}
