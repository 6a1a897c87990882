package org.wangchuan.cli.command;

import java.util.function.Function;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The root: without a command it is a usage error. */
@Command(
        name = "wangchuan",
        description = {
            "Wangchuan erases drives, checks whether it worked, and hands out a proof that anyone can check offline.",
        },
        footer = {
            "A first session, on a file that stands for a drive:",
            "  truncate -s 64M practice.img",
            "  ./wangchuan erase practice.img --confirm practice.img --out receipts",
            "  ./wangchuan verify receipts/*.receipt.json",
            "",
            "Results go to standard output, everything else to standard error.",
            "WANGCHUAN_HOME names the folder of the station's key, log, journals and trust list.",
            "Each command explains itself: ./wangchuan COMMAND --help",
            "",
            ExitCodes.HEADING,
            ExitCodes.OK,
            ExitCodes.USAGE,
            ExitCodes.NOT_SATISFIED,
            ExitCodes.REFUSED,
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.UNTRUSTED,
            ExitCodes.INTERRUPTED,
            ExitCodes.INTERNAL,
            ExitCodes.OUTPUT_LOST,
        })
final class WangchuanCommand extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final String version;

    @Option(
            names = {"-V", "--version"},
            description = "Print the version.")
    private boolean versionWanted;

    WangchuanCommand(Function<Boolean, Context> contexts, String version) {
        super(contexts);
        this.version = version;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (versionWanted) {
            context.console().result("wangchuan " + version);
            return ExitCode.OK;
        }
        throw new UsageException(spec.commandLine(), "command");
    }
}
