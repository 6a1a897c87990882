package org.wangchuan.cli.command;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.Services;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;

/** Puts the commands together. */
public final class CommandTree {
    private CommandTree() {}

    /**
     * The tree that parses {@code arguments}. If they begin with the name of a command, the others are
     * left out: reading the annotations of a command costs a few milliseconds, and a start should not
     * pay for commands that it does not run.
     *
     * @param services what the commands call
     * @param contexts makes the context of a command; its argument says whether to be quiet
     * @param version what {@code version} prints
     */
    public static CommandLine forArguments(
            List<String> arguments, Services services, Function<Boolean, Context> contexts, String version) {
        Map<String, Supplier<CommandLine>> commands = commands(services, contexts, version);
        CommandLine tree = new CommandLine(new WangchuanCommand(contexts, version));
        Set<String> wanted = Set.copyOf(arguments.subList(0, Math.min(1, arguments.size())));
        boolean one = commands.keySet().containsAll(wanted)
                && !wanted.isEmpty()
                && !wanted.contains("completion")
                && !wanted.contains("help");
        commands.forEach((name, command) -> {
            if (!one || wanted.contains(name)) {
                tree.addSubcommand(name, command.get());
            }
        });
        tree.setCaseInsensitiveEnumValuesAllowed(true);
        // `--out` twice or an unknown option is a mistake to be told, never a guess.
        tree.setOverwrittenOptionsAllowed(false);
        tree.setAbbreviatedOptionsAllowed(false);
        // A file may be called @name.
        tree.setExpandAtFiles(false);
        return tree;
    }

    private static Map<String, Supplier<CommandLine>> commands(
            Services services, Function<Boolean, Context> contexts, String version) {
        // In the order in which the help lists them.
        Map<String, Supplier<CommandLine>> commands = new LinkedHashMap<>();
        commands.put("erase", () -> new CommandLine(new EraseCommand(contexts, services.erase())));
        commands.put("devices", () -> new CommandLine(new DevicesCommand(contexts, services.devices())));
        commands.put(
                "phones",
                () -> new CommandLine(new PhonesCommand(contexts, services.phones()))
                        .addSubcommand(new PhonesEraseCommand(contexts, services.phoneErase())));
        commands.put("plan", () -> new CommandLine(new PlanCommand(contexts, services.plan())));
        commands.put("certify", () -> new CommandLine(new CertifyCommand(contexts, services.certificates())));
        commands.put(
                "countersign",
                () -> new CommandLine(new CountersignCommand(contexts, services.certificates()))
                        .addSubcommand(new CountersignCommand.NewKey(contexts, services.certificates()))
                        .addSubcommand(new CountersignSignCommand(contexts, services.certificates())));
        commands.put("present", () -> new CommandLine(new PresentCommand(contexts, services.present())));
        commands.put("verify", () -> new CommandLine(new VerifyCommand(contexts, services.verify())));
        commands.put("verdict", () -> new CommandLine(new VerdictCommand(contexts, services.verdict())));
        commands.put("recheck", () -> new CommandLine(new RecheckCommand(contexts, services.recheck())));
        commands.put("revoke", () -> new CommandLine(new RevokeCommand(contexts, services.certificates())));
        commands.put("forget", () -> new CommandLine(new ForgetCommand(contexts, services.certificates())));
        commands.put("kept", () -> new CommandLine(new KeptCommand(contexts, services.kept())));
        commands.put("status-list", () -> new CommandLine(new StatusListCommand(contexts, services.certificates())));
        commands.put(
                "trust",
                () -> new CommandLine(new TrustCommand(contexts))
                        .addSubcommand(new TrustCommand.Show(contexts, services.trust()))
                        .addSubcommand(new TrustCommand.Import(contexts, services.trust()))
                        .addSubcommand(new TrustCommand.Export(contexts, services.trust()))
                        .addSubcommand(new TrustCommand.StationKey(contexts, services.trust()))
                        .addSubcommand(new TrustCommand.NewKey(contexts, services.trust()))
                        .addSubcommand(new TrustSignCommand(contexts, services.trust())));
        commands.put(
                "producer",
                () -> new CommandLine(new ProducerCommand(contexts))
                        .addSubcommand(new ProducerCommand.Template(contexts, services.producer()))
                        .addSubcommand(new ProducerCommand.NewKey(contexts, services.producer()))
                        .addSubcommand(new ProducerCommand.Sign(contexts, services.producer()))
                        .addSubcommand(new ProducerCommand.Check(contexts, services.producer()))
                        .addSubcommand(new ProducerCommand.Keep(contexts, services.producer())));
        commands.put(
                "log",
                () -> new CommandLine(new LogCommand(contexts))
                        .addSubcommand(new LogCommand.FolderPath(contexts, services.log()))
                        .addSubcommand(new LogCommand.Key(contexts, services.log()))
                        .addSubcommand(new LogCommand.Fsck(contexts, services.log()))
                        .addSubcommand(new LogFollowCommand(contexts, services.log()))
                        .addSubcommand(new LogJoinCommand(contexts, services.join()))
                        .addSubcommand(new LogCommand.NewKey(contexts, services.log()))
                        .addSubcommand(new LogServeCommand(contexts, services.log())));
        commands.put("witnesses", () -> new CommandLine(new WitnessesCommand(contexts, services.certificates())));
        commands.put(
                "witness",
                () -> new CommandLine(new WitnessCommand(contexts, services.witness()))
                        .addSubcommand(new WitnessCommand.NewKey(contexts, services.witness())));
        commands.put(
                "seal",
                () -> new CommandLine(new SealCommand(contexts, services.seal()))
                        .addSubcommand(new SealCommand.NewKey(contexts, services.seal())));
        commands.put("page", () -> new CommandLine(new PageCommand(contexts, services.page())));
        commands.put("up", () -> new CommandLine(new UpCommand(contexts, services.up())));
        commands.put(
                "station",
                () -> new CommandLine(new StationCommand(contexts))
                        .addSubcommand(new StationCommand.Run(contexts, services.station()))
                        .addSubcommand(new StationCommand.Pair(contexts, services.station()))
                        .addSubcommand(new StationCommand.Status(contexts, services.station())));
        commands.put(
                "live",
                () -> new CommandLine(new LiveCommand(contexts))
                        .addSubcommand(new LiveCommand.Order(contexts, services.live()))
                        .addSubcommand(new LiveCommand.Collect(contexts, services.live()))
                        .addSubcommand(new LiveCommand.Vouch(contexts, services.live()))
                        .addSubcommand(new LiveCommand.End(contexts, services.live()))
                        .addSubcommand(new LiveCommand.Start(contexts, services.live())));
        commands.put("backup", () -> new CommandLine(new BackupCommand(contexts, services.backup())));
        commands.put("restore", () -> new CommandLine(new RestoreCommand(contexts, services.backup())));
        commands.put("version", () -> new CommandLine(new VersionCommand(contexts, version)));
        commands.put("completion", () -> new CommandLine(new CompletionCommand(contexts)));
        commands.put("help", () -> new CommandLine(new HelpCommand(contexts)));
        return commands;
    }

    /** The help of a command of the tree, in English or Chinese, without a line feed at its end. */
    public static String help(CommandLine command, boolean chinese) {
        if (chinese) {
            ChineseHelp.putOn(command.getCommandSpec().root().commandLine());
        }
        return command.getUsageMessage(Ansi.OFF).stripTrailing();
    }

    /** Whether what a command answers is on disk as well, so that it is not lost with what it prints. */
    public static boolean keepsItsAnswer(CommandLine command) {
        Verb verb = command.getCommand();
        return verb.keepsItsAnswer();
    }

    /** Whether the word after {@code option} is its value. */
    public static boolean takesValue(CommandLine command, String option) {
        OptionSpec spec = command.getCommandSpec().findOption(option);
        return spec != null && spec.arity().max() > 0;
    }

    /** Runs a command of the tree whose options have been parsed. */
    public static ExitCode call(CommandLine command) throws UserError {
        Verb verb = command.getCommand();
        return verb.call();
    }
}
