package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

/** {@code wangchuan revoke CERTIFICATE}. */
@Command(
        name = "revoke",
        header = "Say that a certificate does not count any more.",
        description = {
            "Nothing is deleted: a new statement names the old one, and the station's status list says no from now on. "
                    + "Writes a fresh status list; give it to whoever may hold the certificate. This is never taken back.",
        },
        footer = {
            "@|bold Reasons:|@",
            "  issued-in-error   another device, another customer, a mistake",
            "  data-found        data was found on the device afterwards",
            "  key-compromised   somebody else could have signed with the station's key",
            "  work-not-done     the work was not done as stated",
            "  other             none of these",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan revoke sdb.certificate.json --reason data-found --out lists",
            "  ./wangchuan revoke old.certificate.json --superseded-by new.receipt.json",
            "  ./wangchuan revoke wrong.certificate.json --corrected-by right.receipt.json",
            "  ./wangchuan verify sdb.certificate.json --status lists/*.status.json",
            "",
            ExitCodes.HEADING,
            "   0  said, and the fresh status list is written",
            ExitCodes.USAGE,
            "   2  said, but witnesses have not cosigned the list yet: ./wangchuan status-list later",
            "   3  refused: not this station's, or said otherwise before; nothing was changed",
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.INTERNAL,
        })
final class RevokeCommand extends Verb {
    private final Supplier<CertificateService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CERTIFICATE", description = "A certificate or receipt of this station, JSON.")
    private Path file = Path.of("");

    @Option(names = "--reason", paramLabel = "REASON", description = "Why it does not hold; see below.")
    private CertificateService.@Nullable Reason reason;

    @Option(
            names = "--superseded-by",
            paramLabel = "FILE",
            description = "It was true; the device was erased again, and this counts now.")
    private @Nullable Path supersededBy;

    @Option(
            names = "--corrected-by",
            paramLabel = "FILE",
            description = "It was wrong in something, and this says it right.")
    private @Nullable Path correctedBy;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "",
            description = "The folder for the status list; the current folder if not given.")
    private Path out = Path.of("");

    @Option(
            names = "--witness-seconds",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long witnesses are waited for (default: 60).")
    private int witnessSeconds = 60;

    RevokeCommand(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (Stream.of(reason != null, supersededBy != null, correctedBy != null)
                        .filter(isGiven -> isGiven)
                        .count()
                != 1) {
            throw new UsageException(spec.commandLine(), "revoke");
        }
        return service.get()
                .revoke(
                        new CertificateService.RevokeRequest(
                                file, how(), out, WitnessSeconds.require(witnessSeconds, 1)),
                        context);
    }

    private CertificateService.How how() {
        if (supersededBy != null) {
            return new CertificateService.How.Superseded(supersededBy);
        }
        return correctedBy != null
                ? new CertificateService.How.Corrected(correctedBy)
                : new CertificateService.How.Revoked(java.util.Objects.requireNonNull(reason));
    }
}
