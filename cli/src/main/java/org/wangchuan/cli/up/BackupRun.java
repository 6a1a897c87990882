package org.wangchuan.cli.up;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** {@code backup} and {@code restore}: in a process with the platform's class path, which knows the database. */
public final class BackupRun implements BackupService {
    private static final String MAIN = "org.wangchuan.platform.database.BackupMain";
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
        context.console().result(context.console().messages().text("backup.restored", data(request, context)));
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
