package org.wangchuan.cli.command;

import java.util.function.Function;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Services;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine;

/** Puts the commands together. */
public final class CommandTree {
    private CommandTree() {}

    /**
     * The whole tree, ready to parse.
     *
     * @param services what the commands call
     * @param contexts makes the context of a command; its argument says whether to be quiet
     * @param version what {@code version} prints
     */
    public static CommandLine of(Services services, Function<Boolean, Context> contexts, String version) {
        CommandLine tree = new CommandLine(new WangchuanCommand(contexts))
                .addSubcommand(new EraseCommand(contexts, services.erase()))
                .addSubcommand(new DevicesCommand(contexts, services.devices()))
                .addSubcommand(new PlanCommand(contexts, services.plan()))
                .addSubcommand(new VerifyCommand(contexts, services.verify()))
                .addSubcommand(new VerdictCommand(contexts, services.verdict()))
                .addSubcommand(new CommandLine(new TrustCommand(contexts))
                        .addSubcommand(new TrustCommand.Show(contexts, services.trust()))
                        .addSubcommand(new TrustCommand.Import(contexts, services.trust()))
                        .addSubcommand(new TrustCommand.Export(contexts, services.trust())))
                .addSubcommand(new CommandLine(new LogCommand(contexts))
                        .addSubcommand(new LogCommand.FolderPath(contexts, services.log()))
                        .addSubcommand(new LogCommand.Key(contexts, services.log()))
                        .addSubcommand(new LogCommand.Fsck(contexts, services.log())))
                .addSubcommand(new VersionCommand(contexts, version))
                .addSubcommand(new CompletionCommand(contexts));
        tree.setCaseInsensitiveEnumValuesAllowed(true);
        // `--out` twice or an unknown option is a mistake to be told, never a guess.
        tree.setOverwrittenOptionsAllowed(false);
        tree.setAbbreviatedOptionsAllowed(false);
        // A file may be called @name.
        tree.setExpandAtFiles(false);
        return tree;
    }

    /** Runs a command of the tree whose options have been parsed. */
    public static ExitCode call(CommandLine command) throws UserError {
        Verb verb = command.getCommand();
        return verb.call();
    }
}
