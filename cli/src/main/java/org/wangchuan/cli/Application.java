package org.wangchuan.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.wangchuan.cli.command.CommandTree;
import org.wangchuan.cli.service.Cancellation;
import org.wangchuan.cli.service.Console;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Services;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Runs one command line: parses, shows help, calls, and turns every end into an exit code. */
final class Application {
    private final Services services;
    private final Function<Boolean, Console> consoles;
    private final Path home;
    private final Cancellation cancellation;
    private final ErrorText errors;
    private final String launcher;
    private final BooleanSupplier outputLost;
    private final Map<String, String> environment;

    /**
     * @param consoles makes the console; its argument says whether it is quiet
     * @param launcher what the person typed to start, for the command that resumes
     * @param outputLost whether anything that was printed to standard output has not got there; flushes it first
     * @param environment of the process
     */
    Application(
            Services services,
            Function<Boolean, Console> consoles,
            Path home,
            Cancellation cancellation,
            ErrorText errors,
            String launcher,
            BooleanSupplier outputLost,
            Map<String, String> environment) {
        this.services = services;
        this.consoles = consoles;
        this.home = home;
        this.cancellation = cancellation;
        this.errors = errors;
        this.launcher = launcher;
        this.outputLost = outputLost;
        this.environment = environment;
    }

    ExitCode run(String... arguments) {
        try {
            return dispatch(arguments);
        } catch (UserError e) {
            errors.userError(e);
            if (!e.isAfterResults()) {
                answerInJson(List.of(arguments), ErrorJson.of(e));
            }
            return e.exit();
        } catch (RuntimeException | Error e) {
            errors.internalError(e, home);
            answerInJson(List.of(arguments), ErrorJson.internal());
            return ExitCode.INTERNAL;
        }
    }

    /** A program that asked for one document gets one. If it is lost, the exit code tells enough. */
    private void answerInJson(List<String> arguments, String document) {
        if (ErrorJson.isAskedFor(arguments)) {
            consoles.apply(true).result(document);
            boolean _ = outputLost.getAsBoolean(); // flushes
        }
    }

    private ExitCode dispatch(String... arguments) throws UserError {
        CommandLine tree = CommandTree.forArguments(
                List.of(arguments),
                services,
                quiet -> new Context(home, consoles.apply(quiet), cancellation),
                Version.read());
        try {
            ParseResult parsed = tree.parseArgs(arguments);
            CommandLine chosen = innermost(parsed);
            if (chosen.isUsageHelpRequested()) {
                Console console = consoles.apply(false);
                console.result(CommandTree.help(chosen, console.messages().chinese()));
                return delivered(ExitCode.OK, false);
            }
            Environment.requireLaboratory(environment);
            ExitCode code = delivered(CommandTree.call(chosen), CommandTree.keepsItsAnswer(chosen));
            // Another target may have ended worse than interrupted; what can be resumed can be resumed all the same.
            if (code == ExitCode.INTERRUPTED || cancellation.leftToResume()) {
                errors.howToResume(ResumeCommand.of(
                        launcher,
                        List.of(arguments),
                        cancellation.settled(),
                        option -> CommandTree.takesValue(chosen, option)));
            }
            return code;
        } catch (ParameterException e) {
            String name = e.getCommandLine().getCommandSpec().qualifiedName(" ");
            throw UsageText.of(e).withHint(launcher + name.substring("wangchuan".length()) + " --help");
        }
    }

    /** An answer that nobody got is no success, unless the command has kept it in a file. */
    private ExitCode delivered(ExitCode code, boolean kept) {
        if (!outputLost.getAsBoolean()) {
            return code;
        }
        errors.outputLost();
        return code == ExitCode.OK && !kept ? ExitCode.OUTPUT_LOST : code;
    }

    private static CommandLine innermost(ParseResult parsed) {
        ParseResult last = parsed;
        while (last.hasSubcommand()) {
            last = last.subcommand();
        }
        return last.commandSpec().commandLine();
    }
}
