package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan verify FILE…}. */
@Command(
        name = "verify",
        header = "Check a receipt or certificate, offline.",
        description = {
            "Checks signature, log entry, checkpoint and every digest, and says what was claimed, by whom, and what the "
                    + "file does not prove. It needs no network and nothing from the one who issued it but the file.",
            "",
            "Evidence that lies beside a receipt or certificate under the same name (NAME.evidence.jsonl) is taken without being "
                    + "named, and has to give the very same answer: if it was altered, or is that of another erasure, the file "
                    + "does not verify.",
        },
        footer = {
            "@|bold Words:|@",
            "  trust list  the stations whose signatures you believe; see ./wangchuan trust --help",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan verify receipt.pdf",
            "  ./wangchuan verify receipt.json --trust recycler.json --serial WD-1234",
            "  ./wangchuan verify sdb.certificate.json --status list.status.json --status-age 7d",
            "  ./wangchuan verify sdb.recheck.json --of sdb.receipt.json",
            "  ./wangchuan verify sdb.certificate.json --image li.png --image-key li.png.key",
            "  ./wangchuan verify summary.json certificates/*.json --trust recycler.trust",
            "",
            ExitCodes.HEADING,
            "   0  it verifies; its signer (and a certificate's witnesses) are trusted; the policy is satisfied",
            ExitCodes.USAGE,
            "   2  the file verifies, and says that the policy is not satisfied; so does what proves no erasure:",
            "      a record, a recheck with any result, a summary of which not all is here and good",
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.UNTRUSTED,
            "      also for the text of a code, which has no proof by the log",
            ExitCodes.INTERNAL,
        })
final class VerifyCommand extends Verb {
    private static final Pattern AGE = Pattern.compile("([1-9][0-9]{0,5})([mhd])");

    private final Supplier<VerifyService> service;

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "A receipt or certificate, JSON or PDF; or the text of the code on a paper.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--trust", paramLabel = "FILE", description = "Use this trust list instead of the station's own.")
    private @Nullable Path trust;

    @Option(
            names = "--serial",
            paramLabel = "S",
            description = "The receipt must speak of the drive with this serial number.")
    private @Nullable String serial;

    @Option(
            names = "--status",
            paramLabel = "LIST",
            description = "A fresh status list of the certificate's issuer; repeat it for several.")
    private List<Path> statusLists = new ArrayList<>();

    @Option(
            names = "--status-age",
            paramLabel = "AGE",
            description =
                    "How old a certificate's status list may be, as witnesses prove: 12h, 7d. Without a list that "
                            + "proves it is newer, the certificate fails.")
    private @Nullable String statusAge;

    @Option(
            names = "--of",
            paramLabel = "FILE",
            description = "The receipt or certificate that the recheck must be of, and agree with.")
    private @Nullable Path of;

    @Option(
            names = "--image",
            paramLabel = "IMAGE",
            description =
                    "Whether this is the image of a signature by hand that the station was given; no more than that.")
    private @Nullable Path image;

    @Option(
            names = "--image-key",
            paramLabel = "KEY",
            description = "The image's key, as countersign --handwritten has written it.")
    private @Nullable Path imageKey;

    @Option(
            names = "--producer-statement",
            paramLabel = "FILE",
            description =
                    "Another statement of a maker: one with a later sequence takes the place of the one in a receipt. Repeat it for several.")
    private List<Path> producerStatements = new ArrayList<>();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--json", description = "Print the answers as one JSON document.")
    private boolean json;

    VerifyCommand(Function<Boolean, Context> contexts, Supplier<VerifyService> service) {
        super(contexts);
        this.service = service;
    }

    private static Duration age(String text) throws UserError {
        Matcher matcher = AGE.matcher(text);
        if (!matcher.matches()) {
            throw UserError.of(ExitCode.USAGE, "STATUS_AGE", text);
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if ((image == null) != (imageKey == null) || (image != null && files.size() != 1)) {
            throw new UsageException(spec.commandLine(), "verify-image");
        }
        Optional<VerifyService.Image> compared = image == null || imageKey == null
                ? Optional.empty()
                : Optional.of(new VerifyService.Image(image, imageKey));
        return service.get()
                .verify(
                        new VerifyService.Request(
                                files,
                                Optional.ofNullable(trust),
                                Optional.ofNullable(serial),
                                statusLists,
                                statusAge == null ? Optional.empty() : Optional.of(age(statusAge)),
                                Optional.ofNullable(of),
                                compared,
                                producerStatements,
                                json),
                        context);
    }
}
