package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.CertificateService.PersonSignRequest;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan countersign sign CERTIFICATE --as ROLE --key FILE --out ANSWER}. */
@Command(
        name = "sign",
        header = "Sign with your own key, on a machine of your own, what a station takes in by --answer.",
        description =
                "Checks the certificate first, and prints what you sign: the device and the verdict. The key stays here; the "
                        + "answer is one line of text that holds your role, the digest of the statement and the public key.",
        footer = {
            ExitCodes.HEADING,
            "   0  written",
            ExitCodes.USAGE,
            ExitCodes.DOES_NOT_VERIFY,
            "   5  written; consistent, but the signer is not in the trust list",
            ExitCodes.INTERNAL,
        })
final class CountersignSignCommand extends Verb {
    private final Supplier<CertificateService> service;

    @Parameters(paramLabel = "CERTIFICATE", description = "A certificate, JSON or PDF.")
    private Path file = Path.of("");

    @Option(names = "--as", paramLabel = "ROLE", required = true, description = "technician, owner or verifier.")
    private CertificateService.Role role = CertificateService.Role.OWNER;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            required = true,
            description = "The person's own key, made by countersign new-key.")
    private Path key = Path.of("");

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Where the answer for the station goes.")
    private Path out = Path.of("");

    @Option(names = "--trust", paramLabel = "FILE", description = "Use this trust list instead of the station's own.")
    private @Nullable Path trust;

    CountersignSignCommand(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get()
                .signAsPerson(new PersonSignRequest(file, role, key, out, Optional.ofNullable(trust)), context);
    }
}
