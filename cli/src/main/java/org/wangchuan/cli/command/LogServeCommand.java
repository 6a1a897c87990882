package org.wangchuan.cli.command;

import java.nio.file.Path;
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
            "  witnesses policy.txt       who must cosign before a checkpoint is published; see witnesses --help",
            "  cosign-every 1000          milliseconds from asking them to asking again, at least",
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
final class LogServeCommand extends Verb {
    private static final String LISTEN = "127.0.0.1:8081";

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

    LogServeCommand(Function<Boolean, Context> contexts, Supplier<LogService> service) {
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
