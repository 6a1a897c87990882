package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.CertificateService.CounterSignRequest;
import org.wangchuan.cli.service.CertificateService.Means;
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
            "The station signs that this person stood by the erasure. What shows it: --key, the person's own key signs the "
                    + "statement, too (or --answer, it has signed elsewhere): compare its thumbprint with the one that "
                    + "countersign new-key printed for that person. --handwritten, a signature by hand. --code, a one-time "
                    + "code, which shows that somebody at the counter typed it. Without any of them nothing shows it but the "
                    + "station's word, and verify says so.",
            "",
            "The code stands on the terminal only, is typed within two minutes and three tries, and nothing of it is kept. "
                    + "Nor does the station keep the image of a signature: with it and its key, which is written beside it, "
                    + "verify --image can tell that it is the one. Both are the person's data; keep them together.",
            "",
            "The result is another certificate of the same statement; the first one stays as it is. A counter-signature is "
                    + "not in the log: it can be added later, and left out by whoever passes the certificate on.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan countersign new-key li.key --name li",
            "  ./wangchuan countersign a.certificate.json --as technician --key li.key --out b.certificate.json",
            "  ./wangchuan countersign a.certificate.json --as owner --code --out b.certificate.json",
            "  ./wangchuan countersign a.certificate.json --as owner --handwritten li.png --out b.json",
            "  ./wangchuan countersign sign a.certificate.json --as owner --key li.key --out li.answer",
            "  ./wangchuan countersign a.certificate.json --as owner --answer li.answer --out b.json",
            "",
            ExitCodes.HEADING,
            "   0  written",
            ExitCodes.USAGE,
            "   3  refused: not this station's, counter-signed in this role before, or the code was not",
            "      typed; nothing was written",
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

    @Option(
            names = "--answer",
            paramLabel = "FILE",
            description = "What the person's own key has signed elsewhere, by countersign sign.")
    private @Nullable Path answer;

    @Option(names = "--code", description = "Show a one-time code that whoever stands by types.")
    private boolean code;

    @Option(
            names = "--code-from-stdin",
            description =
                    "The code is typed elsewhere than at this terminal, at a keypad for instance, and comes by standard "
                            + "input; you vouch that somebody typed it.")
    private boolean codeFromStandardInput;

    @Option(
            names = "--handwritten",
            paramLabel = "IMAGE",
            description = "The image of a signature by hand, PNG or JPEG, at most 1 MiB.")
    private @Nullable Path handwritten;

    @Option(
            names = "--image-key",
            paramLabel = "KEY",
            description = "Where the image's key goes; beside it, as IMAGE.key, if not given. It must not exist yet.")
    private @Nullable Path imageKey;

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
        long many = Stream.of(key, answer, handwritten).filter(Objects::nonNull).count() + (code ? 1 : 0);
        if (many > 1
                || (codeFromStandardInput && !code)
                || (imageKey != null && (handwritten == null || imageKey.equals(out)))) {
            throw new UsageException(spec.commandLine(), "countersign-means");
        }
        return service.get().counterSign(new CounterSignRequest(file, role, means(), out), context);
    }

    private Means means() {
        if (key != null) {
            return new Means.Key(key);
        }
        if (answer != null) {
            return new Means.Answer(answer);
        }
        if (handwritten != null) {
            return new Means.ByHand(handwritten, imageKey == null ? Path.of(handwritten + ".key") : imageKey);
        }
        return code ? new Means.Code(codeFromStandardInput) : new Means.Word();
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
