package org.wangchuan.cli.command;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.KeptService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan kept WHAT --reason TEXT}. */
@Command(
        name = "kept",
        header = "Say which device an erasure was about, as far as this station still keeps that.",
        description = {
            "After forget a law may keep a device's facts for some time; see ./wangchuan forget --help. This prints them for who "
                    + "may ask, such as an authority: which device it was, why and until when that is kept, and what is gone. "
                    + "Nothing of it is destroyed.",
            "",
            "It reads the station's own state folder, which nobody else may look into. Each question is first written into the "
                    + "file asked there, with its reason and without the answer. What is due is not shown any more.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan kept 1234 --reason \"file 2027-81, market supervision\"",
            "  ./wangchuan kept sdb.receipt.json --reason \"file 2027-81\" --json",
            "",
            ExitCodes.HEADING,
            "   0  the device is shown",
            ExitCodes.USAGE,
            "   2  nothing is kept of it any more",
            "   3  refused: not this station's, or what opens it is gone",
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.INTERNAL,
        })
final class KeptCommand extends Verb {
    private final Supplier<KeptService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "WHAT",
            description =
                    "A receipt or certificate of this station, an event id, or the number of an entry in its log.")
    private @Nullable String named;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why it is asked: 1 to 200 characters.")
    private @Nullable String reason;

    @Option(names = "--json", description = "Print the answer as one JSON document.")
    private boolean json;

    KeptCommand(Function<Boolean, Context> contexts, Supplier<KeptService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (named == null || reason == null) {
            throw new UsageException(spec.commandLine(), "kept");
        }
        return service.get().show(new KeptService.Request(named, reason, json), context);
    }
}
