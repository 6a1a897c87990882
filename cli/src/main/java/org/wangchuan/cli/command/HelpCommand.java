package org.wangchuan.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan help [COMMAND…]}: what {@code COMMAND --help} says. */
@Command(
        name = "help",
        header = "Show the help of a command.",
        footer = {"@|bold Examples:|@", "  ./wangchuan help erase", "  ./wangchuan help log fsck"})
final class HelpCommand extends Verb {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "A command, and one of its own if it has any.")
    private List<String> names = new ArrayList<>();

    HelpCommand(Function<Boolean, Context> contexts) {
        super(contexts);
    }

    @Override
    ExitCode run(Context context) {
        CommandLine shown = spec.root().commandLine();
        for (String name : names) {
            CommandLine next = shown.getSubcommands().get(name);
            if (next == null) {
                throw new UsageException(
                        shown,
                        "no-command",
                        name,
                        String.join(", ", shown.getSubcommands().keySet()));
            }
            shown = next;
        }
        context.console()
                .result(CommandTree.help(shown, context.console().messages().chinese()));
        return ExitCode.OK;
    }
}
