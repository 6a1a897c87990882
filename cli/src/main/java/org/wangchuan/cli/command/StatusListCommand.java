package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.CertificateService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code wangchuan status-list}. */
@Command(
        name = "status-list",
        header = "Write fresh status lists: which certificates still hold.",
        description =
                "Each certificate carries the list as it was when it was made. A fresh one shows what was revoked since; "
                        + "it is signed, logged and witnessed like everything else, and tells nothing to who holds no certificate.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan status-list --out lists",
            "  ./wangchuan verify sdb.certificate.json --status lists/*.status.json --status-age 7d",
            "",
            ExitCodes.HEADING,
            "   0  written, or the station has no list yet",
            ExitCodes.USAGE,
            "   2  not yet: the witness policy is not satisfied, or there is none",
            "   3  refused: the station's log or statements are gone",
            ExitCodes.INTERNAL,
        })
final class StatusListCommand extends Verb {
    private final Supplier<CertificateService> service;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "",
            description = "The folder for the lists; the current folder if not given.")
    private Path out = Path.of("");

    @Option(
            names = "--witness-seconds",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long witnesses are waited for (default: 60).")
    private int witnessSeconds = 60;

    StatusListCommand(Function<Boolean, Context> contexts, Supplier<CertificateService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().writeStatusLists(out, WitnessSeconds.require(witnessSeconds, 1), context);
    }
}
