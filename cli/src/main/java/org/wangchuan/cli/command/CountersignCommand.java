package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.CertificateService.CounterSignRequest;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan countersign CERTIFICATE --as ROLE --out FILE}. */
@Command(
        name = "countersign",
        header = "Write into a certificate who stood by, and what shows it.",
        description = {
            "The station signs that this person stood by the erasure. With --key the person's own key signs the statement, "
                    + "too: compare its thumbprint with the one that countersign new-key printed for that person. Without "
                    + "it nothing shows it but the station's word, and verify says so.",
            "",
            "The result is another certificate of the same statement; the first one stays as it is. A counter-signature is "
                    + "not in the log: it can be added later, and left out by whoever passes the certificate on.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan countersign new-key li.key --name li",
            "  ./wangchuan countersign a.certificate.json --as technician --key li.key --out b.certificate.json",
            "  ./wangchuan countersign a.certificate.json --as owner --out b.certificate.json",
            "",
            ExitCodes.HEADING,
            "   0  written",
            ExitCodes.USAGE,
            "   3  refused: not this station's, or counter-signed in this role before; nothing was written",
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.INTERNAL,
        })
final class CountersignCommand extends Verb {
    private final Supplier<CertificateService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CERTIFICATE", arity = "0..1", description = "A certificate of this station, JSON.")
    private @Nullable Path file;

    @Option(names = "--as", paramLabel = "ROLE", description = "technician, owner or verifier.")
    private CertificateService.@Nullable Role role;

    @Option(names = "--key", paramLabel = "FILE", description = "The person's own key, made by countersign new-key.")
    private @Nullable Path key;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the certificate goes; it must not exist yet.")
    private @Nullable Path out;

    CountersignCommand(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (file == null || role == null || out == null) {
            throw new UsageException(spec.commandLine(), "countersign");
        }
        return service.get().counterSign(new CounterSignRequest(file, role, Optional.ofNullable(key), out), context);
    }

    /** {@code wangchuan countersign new-key FILE --name NAME}. */
    @Command(
            name = "new-key",
            header = "Make the key of a person who counter-signs, and print its thumbprint.",
            description =
                    "The person keeps the file and the thumbprint; who has the file can sign in that person's place.",
            footer = {ExitCodes.HEADING, "   0  the key is made", ExitCodes.USAGE, ExitCodes.INTERNAL})
    static final class NewKey extends Verb {
        private final Supplier<CertificateService> service;

        @Parameters(paramLabel = "FILE", description = "Where the private key goes; it must not exist yet.")
        private Path file = Path.of("");

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "Stands in the file only.")
        private String name = "";

        NewKey(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().newPersonKey(file, name, context);
        }
    }
}
