package org.wangchuan.cli.command;

import java.nio.file.Path;
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

/** {@code wangchuan forget FILE}. */
@Command(
        name = "forget",
        header = "Destroy what this station keeps of one erasure.",
        description = {
            "Destroys the keys without which nobody who was not given the certificate can open its entries in the log, and the "
                    + "records of the job; then says so in the log. The certificate stays valid for who has it. This is never taken "
                    + "back. A second call finishes what was interrupted.",
        },
        footer = {
            "@|bold What a law keeps:|@",
            "  The file retention.conf in the state folder says what is kept; without it nothing is.",
            "  device-days N       the device's facts (model, serial number) are kept N days after the erasure",
            "  device-reason TEXT  the rule that asks for it",
            "  back-up-days N      how long the oldest back-up of the state folder lives",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan forget sdb.receipt.json",
            "  ./wangchuan forget sdb.certificate.pdf --confirm sdb.certificate.pdf --json",
            "  ./wangchuan forget --due      once a day, and after a back-up was put back",
            "",
            ExitCodes.HEADING,
            "   0  forgotten, now or before",
            ExitCodes.USAGE,
            "   3  refused: not this station's, not confirmed, or worked on just now; nothing was forgotten",
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.INTERNAL,
        })
final class ForgetCommand extends Verb {
    private final Supplier<CertificateService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "A receipt or certificate of this station, JSON or PDF.")
    private @Nullable Path file;

    @Option(
            names = "--due",
            description =
                    "Look after what was forgotten before: what was kept for a law and is due now, and what a back-up that "
                            + "was put back has brought back.")
    private boolean due;

    @Option(names = "--confirm", paramLabel = "NAME", description = "Confirm without being asked: the file's name.")
    private @Nullable String confirm;

    @Option(names = "--json", description = "Print the results as one JSON document: {\"results\":[…]}.")
    private boolean json;

    ForgetCommand(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (due == (file != null) || (due && confirm != null)) {
            throw new UsageException(spec.commandLine(), "forget");
        }
        return service.get()
                .forget(
                        new CertificateService.ForgetRequest(
                                Optional.ofNullable(file), Optional.ofNullable(confirm), json),
                        context);
    }
}
