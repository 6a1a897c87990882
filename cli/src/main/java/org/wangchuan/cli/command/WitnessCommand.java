package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.WitnessService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan witness --config FILE}. */
@Command(
        name = "witness",
        header = "Watch other people's logs, and cosign what only grows.",
        description =
                "Runs a C2SP tlog-witness over plain HTTP. It cosigns a checkpoint only if its tree contains the one cosigned "
                        + "before, and keeps both checkpoints of a log that has forked. Put it behind a server that speaks TLS.",
        footer = {
            "@|bold The configuration|@ has one word and its value a line:",
            "  key witness.key            made by witness new-key; only its owner may read it",
            "  state /var/lib/witness     what it remembers: never take it back from a backup",
            "  listen 127.0.0.1:8080",
            "  log VKEY                   a log's verifier key; a line for each",
            "  prefix /witness            in the paths of requests; may be left out",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan witness new-key witness.key --name witness.example.org",
            "  ./wangchuan witness --config witness.conf --validate",
            "  ./wangchuan witness --config witness.conf",
            "",
            ExitCodes.HEADING,
            "   0  it was told to stop, and did; or the configuration is sound",
            "   1  the command line or the configuration was not understood",
            "   3  refused: the state is in use, damaged, or another witness's",
            ExitCodes.INTERNAL
        })
final class WitnessCommand extends Verb {
    private final Supplier<WitnessService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--config", paramLabel = "FILE", description = "How to run.")
    private @Nullable Path config;

    @Option(
            names = "--validate",
            description =
                    "Only say whether it could run: tries configuration, key, state and address, and writes nothing.")
    private boolean validate;

    WitnessCommand(Function<Boolean, Context> contexts, Supplier<WitnessService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        Path file = config;
        if (file == null) {
            throw new UsageException(spec.commandLine(), "witness");
        }
        if (validate) {
            return service.get().validate(file, context);
        }
        context.cancellation().promise(Cancellation.Promise.SERVING);
        return service.get().serve(file, context);
    }

    /** {@code wangchuan witness new-key FILE --name NAME}. */
    @Command(
            name = "new-key",
            header = "Make a witness's key and print its verifier key.",
            description = "A witness keeps one name and one key for ever: whoever trusts it trusts both.",
            footer = {ExitCodes.HEADING, "   0  the key is made", ExitCodes.USAGE, ExitCodes.INTERNAL})
    static final class NewKey extends Verb {
        private final Supplier<WitnessService> service;

        @Parameters(paramLabel = "FILE", description = "Where the private key goes; it must not exist yet.")
        private Path file = Path.of("");

        @Option(
                names = "--name",
                paramLabel = "NAME",
                required = true,
                description = "By custom an address without its scheme, such as witness.example.org/1.")
        private String name = "";

        NewKey(Function<Boolean, Context> contexts, Supplier<WitnessService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().newKey(file, name, context);
        }
    }
}
