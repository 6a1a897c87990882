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

/** {@code wangchuan backup}. */
@Command(
        name = "backup",
        header = "Copy what a running platform keeps: its database, its files, and its keys apart from them.",
        description = {
            "The platform goes on working meanwhile. The back-up holds no key: who finds it alone reads no personal data. The keys are in "
                    + "a file of their own; keep the two in different places. What somebody had forgotten is gone from the next "
                    + "back-up on, and stays readable in older ones for as long as those and their keys are kept.",
            "",
            "It does not hold the folder of the station. A platform with another PostgreSQL than its own is backed up with that one's tools.",
        },
        footer = {
            "@|bold Examples:|@",
            "  ./wangchuan backup monday.backup --keys /media/safe/monday.keys",
            "",
            ExitCodes.HEADING,
            "   0  both files are whole and on the disk",
            ExitCodes.USAGE,
            "   3  refused: no platform runs there, or there is such a file already; nothing was written",
        })
final class BackupCommand extends Verb {
    private final Supplier<BackupService> service;

    @Parameters(paramLabel = "FILE", description = "The back-up; there is no such file yet.")
    private Path file = Path.of("");

    @Option(names = "--keys", required = true, paramLabel = "FILE", description = "The file for the keys.")
    private Path keys = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description = "The platform's folder; WANGCHUAN_HOME/platform if not given.")
    private @Nullable Path data;

    BackupCommand(Function<Boolean, Context> contexts, Supplier<BackupService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service.get().backup(new BackupService.Request(file, keys, Optional.ofNullable(data)), context);
    }
}
