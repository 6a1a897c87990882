package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code wangchuan witnesses}. */
@Command(
        name = "witnesses",
        header = "Choose the witnesses that this station asks for certificates.",
        description = {
            "Without an option it prints whom the station asks. A witness policy says how many of them must have cosigned "
                    + "the station's log before a receipt becomes a certificate. It goes into the station's trust list: "
                    + "export that again, and whoever imports it asks for the same.",
            "",
            "Others can take over: those of before go on counting for the log as it is now, so that certificates under them "
                    + "stay certificates.",
            "",
            "Each witness has to know this station's log: give it what ./wangchuan log key prints.",
        },
        footer = {
            "@|bold A policy|@ is a C2SP tlog-policy without log lines:",
            "  witness ngo ngo.example/1+1a2b3c4d+BAbc… https://witness.ngo.example",
            "  witness regulator regulator.example+… https://regulator.example/witness",
            "  witness makers makers.example+… https://makers.example",
            "  group two-of-three 2 ngo regulator makers",
            "  quorum two-of-three",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan witnesses",
            "  ./wangchuan witnesses --set policy.txt",
            "  ./wangchuan trust export > our-station.json     afterwards, for whoever checks",
            "",
            ExitCodes.HEADING,
            "   0  printed, or taken into use",
            ExitCodes.USAGE,
            "   3  refused: the station's log or statements are gone",
            ExitCodes.INTERNAL,
        })
final class WitnessesCommand extends Verb {
    private final Supplier<CertificateService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--set", paramLabel = "FILE", description = "Take this witness policy into use.")
    private @Nullable Path set;

    @Option(names = "--remove", description = "Ask no witness any more; receipts then stay receipts.")
    private boolean remove;

    @Option(names = "--json", description = "Print them as one JSON document.")
    private boolean json;

    WitnessesCommand(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        Path file = set;
        if ((file != null && remove) || (json && (file != null || remove))) {
            throw new UsageException(spec.commandLine(), "witnesses");
        }
        if (file != null) {
            return service.get().setWitnesses(file, context);
        }
        return remove ? service.get().removeWitnesses(context) : service.get().showWitnesses(json, context);
    }
}
