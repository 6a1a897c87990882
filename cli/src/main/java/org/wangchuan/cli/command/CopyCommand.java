package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.BackupService;
import org.wangchuan.cli.service.Context;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code backup} and {@code restore} are told: the two files and the folder. */
abstract class CopyCommand extends Verb {
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

    CopyCommand(Function<Boolean, Context> contexts, Supplier<BackupService> service) {
        super(contexts);
        this.service = service;
    }

    final BackupService service() {
        return service.get();
    }

    final BackupService.Request request() {
        return new BackupService.Request(file, keys, Optional.ofNullable(data));
    }
}
