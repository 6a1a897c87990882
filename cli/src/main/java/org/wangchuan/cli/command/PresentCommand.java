package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PresentService;
import org.wangchuan.cli.service.PresentService.Fact;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan present CERTIFICATE --out FILE}. */
@Command(
        name = "present",
        header = "Write a certificate again for somebody who needs to see less of it.",
        description = {
            "The copy shows the device, the verdict, the rules, the times and the witnesses, and no more than --show names. "
                    + "It is a certificate like any other: verify and the verification page take it. What is left out is not in the "
                    + "file, and nothing in it tells what it was.",
            "",
            "Two who compare their copies can still see that both are of one statement. Evidence files stay with you: they "
                    + "hold everything. The copy is written only if it verifies, and with --status only if the list says that "
                    + "it still holds.",
        },
        footer = {
            "@|bold Words:|@",
            "  work      how it was erased: passes, read-back, times",
            "  asset     the asset tag",
            "  presence  who stood by, and with which key",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan present sdb.certificate.json --show work --out buyer.certificate.json",
            "  ./wangchuan present sdb.certificate.pdf --show work --out buyer.json --paper buyer.pdf",
            "  ./wangchuan present sdb.certificate.json --out buyer.json --status list.status.json",
            "",
            ExitCodes.HEADING,
            "   0  written",
            ExitCodes.USAGE,
            "   3  refused: it lacks what is to be shown, or another file is there; nothing was written",
            ExitCodes.DOES_NOT_VERIFY,
            "   5  consistent, but the signer is not in the trust list: written, but not with --status",
            ExitCodes.INTERNAL,
        })
final class PresentCommand extends Verb {
    private final Supplier<PresentService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CERTIFICATE", arity = "0..1", description = "A certificate, JSON or PDF.")
    private @Nullable Path file;

    @Option(
            names = "--show",
            paramLabel = "FACT",
            split = ",",
            description = "What is shown beyond the device: work, asset, presence; several with commas between them.")
    private List<Fact> shown = new ArrayList<>();

    @Option(names = "--out", paramLabel = "FILE", description = "Where the certificate goes; it must not exist yet.")
    private @Nullable Path out;

    @Option(names = "--paper", paramLabel = "FILE", description = "Write its paper, too, a PDF; it needs --show work.")
    private @Nullable Path paper;

    @Option(names = "--trust", paramLabel = "FILE", description = "Use this trust list instead of the station's own.")
    private @Nullable Path trust;

    @Option(
            names = "--status",
            paramLabel = "LIST",
            description = "A fresh status list of the certificate's issuer; repeat it for several.")
    private List<Path> statusLists = new ArrayList<>();

    @Option(names = "--json", description = "Print the answer as one JSON document.")
    private boolean json;

    PresentCommand(Function<Boolean, Context> contexts, Supplier<PresentService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (file == null || out == null || (paper != null && (!shown.contains(Fact.WORK) || paper.equals(out)))) {
            throw new UsageException(spec.commandLine(), "present");
        }
        return service.get()
                .present(
                        new PresentService.Request(
                                file,
                                Set.copyOf(shown),
                                out,
                                Optional.ofNullable(paper),
                                Optional.ofNullable(trust),
                                statusLists,
                                json),
                        context);
    }
}
