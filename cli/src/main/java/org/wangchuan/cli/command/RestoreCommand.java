package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code wangchuan restore}. */
@Command(
        name = "restore",
        header = "Make a platform's folder again from a back-up and its keys.",
        description = {
            "Every file is compared with what was backed up before the folder gets its name. Nothing is overwritten: the folder must not "
                    + "exist yet, or be empty. Start the platform with up afterwards.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan restore monday.backup --keys /media/safe/monday.keys",
            "",
            ExitCodes.HEADING,
            "   0  the folder is there",
            ExitCodes.USAGE,
            "   3  refused: a file is damaged, or there is something in the folder; it is as before",
        })
final class RestoreCommand extends Verb {
    private final Supplier<BackupService> service;

    @Parameters(paramLabel = "FILE", description = "The back-up.")
    private Path file = Path.of("");

    @Option(names = "--keys", required = true, paramLabel = "FILE", description = "The file with its keys.")
    private Path keys = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The platform's folder; WANGCHUAN_HOME/platform if not given.")
    private @Nullable Path data;

    RestoreCommand(Function<Boolean, Context> contexts, Supplier<BackupService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().restore(new BackupService.Request(file, keys, Optional.ofNullable(data)), context);
    }
}
