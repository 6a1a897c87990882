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
    private static final String LISTEN = "127.0.0.1:8081";

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

    /** {@code wangchuan log serve LOG}. */
    @Command(
            name = "serve",
            header = "Serve a log over plain HTTP; with --append stations write to it.",
            description = {
                "Without --append it serves the published files of a log. Any server of static files does the same, if it "
                        + "leaves out the folder private.",
                "With --append it is the one writer of an operator's log: stations send signed batches of entries to /append, "
                        + "and get their indexes when all is durable. Put it behind a server that speaks TLS."
            },
            footer = {
                "@|bold The configuration|@ has one word and its value a line:",
                "  key log.key                made by log new-key; only its owner may read it",
                "  folder /var/lib/log        never take it back from a backup",
                "  bucket s3://logs/example   where the log lies instead; folder is then for what stays here",
                "  listen 127.0.0.1:8081",
                "  station VKEY               who may append; a line for each",
                "  interval 100               milliseconds in which entries are collected, and shuffled",
                "  padding 16                 fills each batch up to a multiple; 0 if left out",
                "  padding-when-idle yes      also when nothing came; no if left out",
                "",
                "@|bold Examples:|@",
                "  ./wangchuan log serve \"$(./wangchuan log path)\"",
                "  ./wangchuan log new-key log.key --name log.example.org/1",
                "  ./wangchuan log new-key bench-1.key --station --name bench-1.example.org",
                "  ./wangchuan log serve --append log.conf --validate",
                "  ./wangchuan log serve --append log.conf",
                "",
                "@|bold A bucket|@ is described by the environment:",
                "  AWS_ENDPOINT_URL, AWS_REGION                 where the store is",
                "  AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY     who we are there",
                "  AWS_SHARED_CREDENTIALS_FILE                  or a file that only its owner may read",
                "",
                ExitCodes.HEADING,
                "   0  it was told to stop, and did; or the configuration is sound",
                "   1  the command line or the configuration was not understood",
                "   3  refused: the log is in use, damaged, or another's",
                ExitCodes.INTERNAL
            })
    static final class Serve extends Verb {
        private final Supplier<LogService> service;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(
                paramLabel = "LOG",
                arity = "0..1",
                description = "A folder, or an address that begins with s3://, unless --append names one.")
        private @Nullable String log;

        @Option(
                names = "--listen",
                paramLabel = "ADDRESS:PORT",
                description = "An address in numbers, or localhost; 127.0.0.1:8081 if not given.")
        private @Nullable String listen;

        @Option(names = "--append", paramLabel = "FILE", description = "How to run a log that stations append to.")
        private @Nullable Path append;

        @Option(names = "--validate", description = "With --append: only say whether it could run.")
        private boolean validate;

        @Option(
                names = "--take-over",
                description =
                        "With --append and a bucket: begin although another writer holds the log. Make sure that it is dead.")
        private boolean takeOver;

        Serve(Function<Boolean, Context> contexts, Supplier<LogService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            Path config = append;
            String served = log;
            if (config == null) {
                if (served == null || validate || takeOver) {
                    throw new UsageException(spec.commandLine(), "log-serve");
                }
                context.cancellation().promise(Cancellation.Promise.SERVING);
                return service.get().serve(served, listen == null ? LISTEN : listen, context);
            }
            if (served != null || listen != null) {
                throw new UsageException(spec.commandLine(), "log-append");
            }
            if (validate) {
                return service.get().validateAppends(config, context);
            }
            context.cancellation().promise(Cancellation.Promise.SERVING);
            return service.get().serveAppends(config, takeOver, context);
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

    /** {@code wangchuan log follow ADDRESS}. */
    @Command(
            name = "follow",
            header = "Watch a log, entry by entry, and raise the alarm when it forks, shrinks or can't prove itself.",
            description = {
                "Every new checkpoint must be signed, and every new entry must lead, with all that was seen before, to its root. "
                        + "What was seen is durable in a folder. On an alarm both checkpoints are kept there, in evidence.",
                "A log that can't be read for a while is tried again; an alarm ends the command."
            },
            footer = {
                ExitCodes.HEADING,
                "   0  the log has only grown; or it was told to stop, and did",
                "   1  the command line was not understood, or with --once the log can't be read",
                "   3  refused: the state is in use, damaged, or another log's",
                "   4  ALARM: two checkpoints that don't go together, or files that don't verify",
                ExitCodes.INTERNAL
            })
    static final class Follow extends Verb {
        private static final int SECONDS_MAX = 86_400;

        private final Supplier<LogService> service;

        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(paramLabel = "ADDRESS", description = "A log; it begins with http:// or https://.")
        private String log = "";

        @Option(
                names = "--key",
                paramLabel = "VKEY",
                required = true,
                description = "The log's verifier key, from somewhere else than the log.")
        private String key = "";

        @Option(
                names = "--state",
                paramLabel = "FOLDER",
                required = true,
                description = "What was seen; one folder for each log. Never take it back from a backup.")
        private Path state = Path.of("");

        @Option(names = "--once", description = "Look once and end: for a job that runs every so often.")
        private boolean once;

        @Option(
                names = "--every",
                paramLabel = "SECONDS",
                defaultValue = "60",
                description = "How long to wait between looks; 60 if not given.")
        private int every;

        @Option(
                names = "--from-now",
                description = "Begin at the first checkpoint that is seen: what lies before is not checked.")
        private boolean fromNow;

        Follow(Function<Boolean, Context> contexts, Supplier<LogService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            if (every < 1 || every > SECONDS_MAX) {
                throw new UsageException(spec.commandLine(), "log-every", SECONDS_MAX);
            }
            context.cancellation().promise(Cancellation.Promise.SERVING);
            return service.get().follow(new LogService.Follow(log, key, state, once, every, fromNow), context);
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
