package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerdictService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan verdict EVIDENCE}. */
@Command(
        name = "verdict",
        header = "Compute verdict and conformity again from recorded evidence.",
        description =
                "Verdict and conformity are functions of the evidence and the policy alone; who holds the evidence file can "
                        + "compute them again and must get the answer that the receipt states.",
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan verdict receipts/NAME.evidence.jsonl",
            "",
            ExitCodes.HEADING,
            "   0  the policy is satisfied",
            ExitCodes.USAGE,
            ExitCodes.NOT_SATISFIED,
            "   4  the file is not evidence, or it was altered",
            ExitCodes.INTERNAL,
        })
final class VerdictCommand extends Verb {
    private final Supplier<VerdictService> service;

    @Parameters(paramLabel = "EVIDENCE", description = "An evidence file.")
    private Path evidence = Path.of("");

    @Option(
            names = "--producer-statement",
            paramLabel = "FILE",
            description =
                    "Say whether the record of a phone fits this statement of a maker; the answer stays that of the evidence.")
    private List<Path> producerStatements = new ArrayList<>();

    @Option(names = "--json", description = "Print the answer as one JSON document.")
    private boolean json;

    VerdictCommand(Function<Boolean, Context> contexts, Supplier<VerdictService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().replay(evidence, producerStatements, json, context);
    }
}
