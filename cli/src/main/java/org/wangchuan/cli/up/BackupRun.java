package org.wangchuan.cli.up;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;

/** {@code backup} and {@code restore}: in a process with the platform's class path, which knows the database. */
public final class BackupRun implements BackupService {
    private static final String MAIN = "org.wangchuan.platform.database.BackupMain";

    private final Map<String, String> environment;

    /** The commands' body. */
    public BackupRun(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public ExitCode backup(Request request, Context context) throws UserError {
        run("backup", request, context);
        context.console()
                .result(context.console().messages().text("backup.written", request.file(), request.keys()));
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
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        PlatformJars.of(environment) + "/*",
                        MAIN,
                        what,
                        data(request, context).toString(),
                        request.file().toAbsolutePath().toString(),
                        request.keys().toAbsolutePath().toString()))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            Process process = builder.start();
            context.cancellation().onRequest(process::destroy);
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (process.waitFor() != 0) {
                throw UserError.of(ExitCode.REFUSED, "BACKUP_REFUSED", what, said);
            }
        } catch (IOException e) {
            throw UserError.of(ExitCode.INTERNAL, "BACKUP_REFUSED", what, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.of(ExitCode.INTERRUPTED, "BACKUP_REFUSED", what, "interrupted");
        }
    }
}
