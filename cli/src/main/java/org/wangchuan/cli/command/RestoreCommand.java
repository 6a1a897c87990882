package org.wangchuan.cli.command;

import java.util.function.Function;
import java.util.function.Supplier;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;

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
final class RestoreCommand extends CopyCommand {
    RestoreCommand(Function<Boolean, Context> contexts, Supplier<BackupService> service) {
        super(contexts, service);
    }

    @Override
    ExitCode run(Context context) throws UserError {
        return service().restore(request(), context);
    }
}
