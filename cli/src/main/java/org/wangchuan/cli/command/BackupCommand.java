package org.wangchuan.cli.command;

import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;

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
final class BackupCommand extends CopyCommand {
    BackupCommand(Function<Boolean, Context> contexts, Supplier<BackupService> service) {
        super(contexts, service);
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service().backup(request(), context);
    }
}
