package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan certify RECEIPT…}. */
@Command(
        name = "certify",
        header = "Turn receipts into certificates, when witnesses can be reached.",
        description = {
            "Asks the station's witnesses to cosign its log, and writes a certificate beside each receipt: the same "
                    + "statement, proved under a checkpoint that satisfies the witness policy, with a status list. "
                    + "Its paper, a PDF, is written beside it. "
                    + "erase does this by itself when witnesses answer at once; this is for receipts made offline.",
            "",
            "A certificate is written only if it verifies, and never over another file. Doing it again is always safe, "
                    + "and writes a paper that is missing.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan certify --all",
            "  ./wangchuan certify receipts/*.receipt.json",
            "  ./wangchuan certify --all --out certificates     where the receipts' folder is gone",
            "",
            ExitCodes.HEADING,
            "   0  every receipt has its certificate, or none waits for one",
            ExitCodes.USAGE,
            "   2  not yet: the witness policy is not satisfied, or a file can't be written; nothing is lost",
            "   3  refused: the station's log or statements are gone",
            "   4  never: not this station's receipt, or it was revoked, superseded, corrected or forgotten",
            ExitCodes.INTERNAL,
        })
final class CertifyCommand extends Verb {
    private final Supplier<CertificateService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "RECEIPT", arity = "0..*", description = "A receipt of this station, JSON.")
    private List<Path> receipts = new ArrayList<>();

    @Option(names = "--all", description = "All receipts of this station that wait for their certificate.")
    private boolean all;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for certificates; beside each receipt if not given.")
    private @Nullable Path out;

    @Option(
            names = "--witness-seconds",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long witnesses are waited for (default: 60).")
    private int witnessSeconds = 60;

    @Option(names = "--json", description = "Print the results as one JSON document: {\"results\":[…]}.")
    private boolean json;

    CertifyCommand(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (all != receipts.isEmpty()) {
            throw new UsageException(spec.commandLine(), "certify");
        }
        return service.get()
                .certify(
                        new CertificateService.CertifyRequest(
                                receipts, Optional.ofNullable(out), WitnessSeconds.require(witnessSeconds, 1), json),
                        context);
    }
}
