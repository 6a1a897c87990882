package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.RecheckService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan recheck TARGET --of RECEIPT}. */
@Command(
        name = "recheck",
        header = "Look at an erased drive again, reading alone, and sign what is found.",
        description = {
            "Opens the drive to be read, draws a sample that nobody could know before, compares it with what the erasure left, "
                    + "and signs the answer with this station's key. It writes nothing to the drive and asks for no confirmation.",
            "",
            "It needs the erasure's receipt or certificate, and beside it the evidence and, for a random or stamped last pass, "
                    + "or a drive that erased itself and left other contents than 00h or FFh alone, its key (….recheck-key.json). A receipt of another station needs that station in the trust list.",
        },
        footer = {
            "@|bold Words:|@",
            "  matches     all that was compared is what the erasure left",
            "  differs     something else stands there; the answer names where, and never what",
            "  unproven    neither is known: it could not be read to the end, or nobody knows what belongs there",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan recheck /dev/sdb --of receipts/sdb.receipt.json",
            "  ./wangchuan recheck /dev/sdb --of sdb.certificate.json --full --out rechecks --json",
            "",
            "Ctrl-C stops it; nothing is signed then, unless something else was found before.",
            "",
            ExitCodes.HEADING,
            "   0  it matches, and that is signed",
            ExitCodes.USAGE,
            "   2  it differs, or that it matches is unproven; that is signed",
            "   3  refused: in use, or not the drive that was erased; nothing was read and nothing is signed",
            "   4  receipt, evidence and key do not belong together, or were altered; nothing was read",
            ExitCodes.UNTRUSTED,
            "   6  interrupted; nothing is signed, or its file is not written yet",
            ExitCodes.INTERNAL,
        })
final class RecheckCommand extends Verb {
    private final Supplier<RecheckService> service;

    @Parameters(paramLabel = "TARGET", description = "The block device or image file that was erased.")
    private String target = "";

    @Option(
            names = "--of",
            paramLabel = "RECEIPT",
            required = true,
            description = "The receipt or certificate of its erasure, JSON or PDF.")
    private Path of = Path.of("");

    @Option(
            names = "--evidence",
            paramLabel = "FILE",
            description = "The evidence, if it does not lie beside the receipt.")
    private @Nullable Path evidence;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "The key of the last pass, or of what was planted, if it does not lie beside the receipt.")
    private @Nullable Path key;

    @Option(names = "--full", description = "Read every block, and not a sample.")
    private boolean full;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "The folder for the answer; that of the receipt if not given.")
    private @Nullable Path out;

    @Option(
            names = "--patience",
            paramLabel = "SECONDS",
            defaultValue = "180",
            description = "How long the drive may give no answer before it is given up (default: 180).")
    private int patienceSeconds = 180;

    @Option(names = "--json", description = "Print the results as one JSON document: {\"results\":[…]}.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            description = "No progress and no notes; errors are still shown.")
    private boolean quiet;

    RecheckCommand(Function<Boolean, Context> contexts, Supplier<RecheckService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    boolean isQuiet() {
        return quiet;
    }

    /** The signed answer is written and synced before anything is printed. */
    @Override
    boolean keepsItsAnswer() {
        return true;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (patienceSeconds < 1 || patienceSeconds > 86_400) {
            throw UserError.of(ExitCode.USAGE, "PATIENCE", patienceSeconds);
        }
        return service.get()
                .recheck(
                        new RecheckService.Request(
                                target,
                                of,
                                Optional.ofNullable(evidence),
                                Optional.ofNullable(key),
                                full,
                                Optional.ofNullable(out),
                                patienceSeconds,
                                json),
                        context);
    }
}
