package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.LogService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan log …}: a group of commands. */
@Command(
        name = "log",
        header = "Show and check the station's transparency log.",
        description =
                "Every statement leaves one entry in a Merkle log of plain files (C2SP tlog-tiles). What was logged can not be "
                        + "altered, dropped or re-dated unseen by anyone who has kept an older checkpoint.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan log path",
            "  ./wangchuan log fsck \"$(./wangchuan log path)\"",
            "  ./wangchuan log serve \"$(./wangchuan log path)\"",
            "  ./wangchuan log fsck http://127.0.0.1:8081",
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
        throw new ParameterException(spec.commandLine(), "a command is missing: path, key, fsck or serve");
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

    /** {@code wangchuan log serve FOLDER}. */
    @Command(
            name = "serve",
            header = "Serve the published files of a log over plain HTTP.",
            description = "Any server of static files does the same, if it leaves out the folder private.",
            footer = {ExitCodes.HEADING, "   0  it was told to stop, and did", ExitCodes.USAGE, ExitCodes.INTERNAL})
    static final class Serve extends Verb {
        private final Supplier<LogService> service;

        @Parameters(paramLabel = "FOLDER", description = "A log.")
        private Path folder = Path.of("");

        @Option(
                names = "--listen",
                paramLabel = "ADDRESS:PORT",
                description = "An address in numbers, or localhost; ${DEFAULT-VALUE} if not given.",
                defaultValue = "127.0.0.1:8081")
        private String listen = "";

        Serve(Function<Boolean, Context> contexts, Supplier<LogService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            context.cancellation().promise(Cancellation.Promise.SERVING);
            return service.get().serve(folder, listen, context);
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

        @Parameters(paramLabel = "LOG", description = "A folder, or an address that begins with http:// or https://.")
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
