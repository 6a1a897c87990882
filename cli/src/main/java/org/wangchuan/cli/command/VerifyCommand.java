package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan verify FILE…}. */
@Command(
        name = "verify",
        header = "Check a receipt or certificate, offline.",
        description =
                "Checks signature, log entry, checkpoint and every digest, and says what was claimed, by whom, and what the "
                        + "file does not prove. It needs no network and nothing from the one who issued it but the file.",
        footer = {
            "@|bold Words:|@",
            "  trust list  the stations whose signatures you believe; see ./wangchuan trust --help",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan verify receipt.pdf",
            "  ./wangchuan verify receipt.json --trust recycler.json --serial WD-1234",
            "",
            ExitCodes.HEADING,
            "   0  the file verifies, its signer is trusted (a certificate's witnesses too), and the policy is satisfied",
            ExitCodes.USAGE,
            "   2  the file verifies, and says that the policy is not satisfied",
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.UNTRUSTED,
            ExitCodes.INTERNAL,
        })
final class VerifyCommand extends Verb {
    private final Supplier<VerifyService> service;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A receipt, JSON or PDF, or a certificate, JSON.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--trust", paramLabel = "FILE", description = "Use this trust list instead of the station's own.")
    private @Nullable Path trust;

    @Option(
            names = "--serial",
            paramLabel = "S",
            description = "The receipt must speak of the drive with this serial number.")
    private @Nullable String serial;

    @Option(names = "--json", description = "Print the answers as one JSON document.")
    private boolean json;

    VerifyCommand(Function<Boolean, Context> contexts, Supplier<VerifyService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get()
                .verify(
                        new VerifyService.Request(files, Optional.ofNullable(trust), Optional.ofNullable(serial), json),
                        context);
    }
}
