package org.wangchuan.cli.command;

import java.util.function.Function;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What all commands share: {@code --help}, and a context that is made when the options are known. */
@Command(
        synopsisHeading = "Usage: ",
        descriptionHeading = "%n",
        parameterListHeading = "%n",
        optionListHeading = "%n",
        commandListHeading = "%nCommands:%n",
        footerHeading = "%n",
        sortOptions = false,
        usageHelpAutoWidth = false,
        usageHelpWidth = 100)
abstract class Verb {
    private final Function<Boolean, Context> contexts;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli sets it, and asks itself
    private boolean help;

    /** @param contexts makes a context; its argument says whether to be quiet */
    Verb(Function<Boolean, Context> contexts) {
        this.contexts = contexts;
    }

    /** Runs with a context that fits the options. */
    final ExitCode call() throws UserError {
        return run(contexts.apply(isQuiet()));
    }

    /** Does what the command says. */
    abstract ExitCode run(Context context) throws UserError;

    /** Whether notes and the live display are left out. */
    boolean isQuiet() {
        return false;
    }

    /** Whether its answer is on disk as well as on standard output; for most commands what they print is all there is. */
    boolean keepsItsAnswer() {
        return false;
    }
}
