package org.wangchuan.cli.up;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.ShellWord;
import org.wangchuan.cli.service.UserError;

/** {@code backup} and {@code restore}: in a process with the platform's class path, which knows the database. */
public final class BackupRun implements BackupService {
    private static final String MAIN = "org.wangchuan.platform.database.BackupMain";
    /** In the folder of a platform that was begun to try it out: it starts as that or not at all. */
    private static final String TRIAL = "trial";

    /** What the platform calls it where there is something already. */
    private static final String NOT_EMPTY = "FOLDER_NOT_EMPTY: ";

    /** Nobody's database takes longer; a back-up that hangs for ever would look like one that works. */
    private static final Duration LIMIT = Duration.ofDays(1);

    private final Map<String, String> environment;

    /** The commands' body. */
    public BackupRun(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public ExitCode backup(Request request, Context context) throws UserError {
        run("backup", request, context);
        context.console().result(context.console().messages().text("backup.written", request.file(), request.keys()));
        return ExitCode.OK;
    }

    @Override
    public ExitCode restore(Request request, Context context) throws UserError {
        run("restore", request, context);
        Path data = data(request, context);
        StringBuilder command = new StringBuilder("./wangchuan up");
        if (request.data().isPresent()) {
            command.append(" --data ").append(ShellWord.quoted(data.toString()));
        }
        if (Files.exists(data.resolve(TRIAL))) {
            command.append(" --trial");
        }
        context.console().result(context.console().messages().text("backup.restored", data, command));
        context.console().note(context.console().messages().text("backup.restored.more"));
        return ExitCode.OK;
    }

    private static Path data(Request request, Context context) {
        return request.data().orElse(context.home().resolve("platform")).toAbsolutePath();
    }

    private void run(String what, Request request, Context context) throws UserError {
        List<String> arguments = List.of(
                what,
                data(request, context).toString(),
                request.file().toAbsolutePath().toString(),
                request.keys().toAbsolutePath().toString());
        try {
            PlatformTool.End end = new PlatformTool(PlatformJars.of(environment), MAIN).run(arguments, LIMIT, context);
            if (end.exitCode() != 0 && end.errors().startsWith(NOT_EMPTY)) {
                throw UserError.of(ExitCode.REFUSED, "FOLDER_NOT_EMPTY", data(request, context));
            }
            if (end.exitCode() != 0) {
                throw UserError.of(ExitCode.REFUSED, "BACKUP_REFUSED", what, end.errors());
            }
        } catch (IOException e) {
            throw UserError.of(ExitCode.INTERNAL, "BACKUP_REFUSED", what, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.of(ExitCode.INTERRUPTED, "BACKUP_REFUSED", what, "interrupted");
        }
    }
}
