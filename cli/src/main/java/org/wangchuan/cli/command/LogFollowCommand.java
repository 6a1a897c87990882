package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
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

/** {@code wangchuan log follow ADDRESS}. */
@Command(
        name = "follow",
        header = "Watch a log, entry by entry, and raise the alarm when it forks, shrinks or can't prove itself.",
        description = {
            "Every new checkpoint must be signed, and every new entry must lead, with all that was seen before, to its root. "
                    + "What was seen is durable in a folder. On an alarm both checkpoints are kept there, in evidence.",
            "A log that can't be read for a while is tried again; an alarm ends the command.",
            "Where a bucket is, and who we are there, stands in the environment as for log serve."
        },
        footer = {
            ExitCodes.HEADING,
            "   0  the log has only grown; or it was told to stop, and did",
            "   1  the command line was not understood, or with --once the log can't be read",
            "   3  refused: the state is in use, damaged, or another log's",
            "   4  ALARM: two checkpoints that don't go together, or files that don't verify",
            ExitCodes.INTERNAL
        })
final class LogFollowCommand extends Verb {
    private static final int SECONDS_MAX = 86_400;

    private final Supplier<LogService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "ADDRESS", description = "A log; it begins with http://, https:// or s3://.")
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

    LogFollowCommand(Function<Boolean, Context> contexts, Supplier<LogService> service) {
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
