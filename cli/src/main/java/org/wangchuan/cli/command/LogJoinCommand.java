package org.wangchuan.cli.command;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.JoinService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan log join URL}. */
@Command(
        name = "join",
        header = "Make this station one of those that append to an operator's log.",
        description = {
            "From then on certify and erase merge all that this station has signed into the operator's log, and make certificates "
                    + "under it: its witnesses are the operator's business, and whoever checks needs the operator's trust list. "
                    + "Receipts are given out as before, from the station's own log, also offline.",
            "",
            "It prints two keys for the operator: one for the log's configuration, one for the trust list. Certificates begin "
                    + "when the operator has entered both, and that trust list was imported here. Without URL it prints what is so.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan log join https://log.example.org",
            "  ./wangchuan trust import operator.trust.json",
            "  ./wangchuan certify --all",
            "  ./wangchuan log join",
            "  ./wangchuan log join --leave",
            "",
            ExitCodes.HEADING,
            "   0  kept, or printed",
            ExitCodes.USAGE,
            "   3  refused: the station's log or statements are gone",
            ExitCodes.INTERNAL,
        })
final class LogJoinCommand extends Verb {
    private final Supplier<JoinService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "URL",
            arity = "0..1",
            description = "Where the log is; it begins with https:// or http://.")
    private @Nullable String address;

    @Option(
            names = "--origin",
            paramLabel = "NAME",
            description = "The log's name, where trust lists name this station in several logs.")
    private @Nullable String origin;

    @Option(names = "--leave", description = "Go back to the station's own log. What was merged stays where it is.")
    private boolean leave;

    @Option(names = "--json", description = "Print it as one JSON document.")
    private boolean json;

    LogJoinCommand(Function<Boolean, Context> contexts, Supplier<JoinService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        String joined = address;
        if ((joined == null && origin != null) || (leave && (joined != null || json)) || (joined != null && json)) {
            throw new UsageException(spec.commandLine(), "log-join");
        }
        if (leave) {
            return service.get().leave(context);
        }
        return joined == null
                ? service.get().show(json, context)
                : service.get().join(joined, Optional.ofNullable(origin), context);
    }
}
