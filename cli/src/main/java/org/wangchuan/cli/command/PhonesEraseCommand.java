package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.PhoneEraseRequest;
import org.wangchuan.cli.service.PhoneEraseService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan phones erase [PLACE]}. */
@Command(
        name = "erase",
        header = "Erase one phone on the cable, with its owner here, and write a receipt.",
        description = {
            "Says what kind of phone it is and what its erasure can prove at the best, asks for its owner's consent, and only then asks the phone"
                    + " for more. Says where to tap, shows which ways there are and how long each takes, watches it go and come back, and reads it again."
                    + " Verdict, lock and conformity follow from what was recorded.",
            "",
            "What is on the phone is lost for ever. None of this was ever tried on a real phone, and each receipt says so.",
        },
        footer = {
            "@|bold Words:|@",
            "  place     where it hangs on USB, as ./wangchuan phones shows it, such as 1-4.2",
            "  job       an interrupted erasure, as ./wangchuan phones shows it, such as 3f2a9c1d",
            "  verdict   what was reached: CLEARED, UNPROVEN or FAILED",
            "  lock      whether an account or an organisation still holds it; an answer of its own",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan phones erase",
            "  ./wangchuan phones erase 1-4.2 --out receipts",
            "  ./wangchuan phones erase 1-4.2 --resume      after an interruption",
            "  ./wangchuan phones erase --give-up 3f2a9c1d  nobody goes on with that job",
            "",
            "It needs a terminal: somebody has to answer. Ctrl-C stops where the job can be resumed from.",
            "",
            ExitCodes.HEADING,
            ExitCodes.OK,
            ExitCodes.USAGE,
            ExitCodes.NOT_SATISFIED,
            ExitCodes.REFUSED,
            ExitCodes.INTERRUPTED,
            ExitCodes.INTERNAL,
        })
final class PhonesEraseCommand extends Verb {
    private final Supplier<PhoneEraseService> service;

    @Parameters(
            paramLabel = "PLACE",
            arity = "0..1",
            description = "Where it hangs; not needed if it is the only phone on USB.")
    private @Nullable String place;

    @Option(
            names = "--policy",
            paramLabel = "ID",
            defaultValue = "gb-46864-2025",
            description =
                    "The rule set: gb-46864-2025 (default), nist-clear, nist-clear-native, nist-purge, r2v3, or an older scheme by name.")
    private String policy = "";

    @Option(
            names = "--technique",
            paramLabel = "ID",
            description = "The way to erase it, without being asked; refused if it does not fit this phone.")
    private @Nullable String technique;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for receipts (JSON and PDF) and evidence; the current folder if not given.")
    private @Nullable Path out;

    @Option(
            names = "--asset",
            paramLabel = "TAG",
            description = "Your own tag for the asset, disclosed only with the receipt.")
    private @Nullable String asset;

    @Option(
            names = "--resume",
            paramLabel = "JOB",
            arity = "0..1",
            fallbackValue = "",
            description = "Go on with an interrupted job on the same phone; its name if there are several.")
    private @Nullable String resume;

    @Option(
            names = "--give-up",
            paramLabel = "JOB",
            arity = "0..1",
            fallbackValue = "",
            description =
                    "Give an interrupted job up: what was set off is signed as it is, anything else leaves nothing.")
    private @Nullable String giveUp;

    @Option(
            names = "--producer-statement",
            paramLabel = "FILE",
            description =
                    "A maker's statement about its built-in clear: laid with this station, as ./wangchuan producer keep does. Repeat it for several.")
    private List<Path> producerStatements = new ArrayList<>();

    @Option(names = "--json", description = "Print the results as one JSON document: {\"results\":[…]}.")
    private boolean json;

    PhonesEraseCommand(Function<Boolean, Context> contexts, Supplier<PhoneEraseService> service) {
        super(contexts);
        this.service = service;
    }

    /** Receipt, paper and evidence are written and synced before anything is printed. */
    @Override
    boolean keepsItsAnswer() {
        return true;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        PhoneEraseRequest request = new PhoneEraseRequest(
                Optional.ofNullable(place),
                policy,
                Optional.ofNullable(technique),
                Optional.ofNullable(out),
                Optional.ofNullable(asset),
                resume != null,
                giveUp != null,
                Optional.ofNullable(giveUp == null ? resume : giveUp).filter(typed -> !typed.isEmpty()),
                producerStatements,
                json);
        context.cancellation().promise(Cancellation.Promise.RESUMABLE);
        return service.get().erase(request, context);
    }
}
