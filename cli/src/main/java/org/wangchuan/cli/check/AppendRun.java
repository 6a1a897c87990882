package org.wangchuan.cli.check;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.s3.S3Store;
import org.wangchuan.witness.config.AppendConfig;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.LogKeyFile;
import org.wangchuan.witness.server.AppendServer;

/** Runs a log that stations append to until the person, or the system, wants it to stop. */
final class AppendRun {
    private AppendRun() {}

    /** {@code log serve --append FILE}. */
    static ExitCode serve(Path file, LogBuckets buckets, boolean takesOver, Context context) throws UserError {
        AppendConfig config = read(file);
        if (config.bucket().isEmpty()) {
            if (takesOver) {
                throw UserError.of(ExitCode.USAGE, "LOG_CONFIG", file, "with --take-over a line bucket", "none");
            }
            return serve(config, notes -> AppendServer.start(config, notes), context);
        }
        try (S3Store store = buckets.writing(config.bucket().get(), config.folder(), takesOver)) {
            return serve(config, notes -> startInBucket(config, store, notes), context);
        }
    }

    private static AppendServer startInBucket(AppendConfig config, S3Store store, Consumer<String> notes)
            throws IOException {
        TileLog log = TileLog.open(store, config.folder(), config.signer(), Optional.empty(), config.publication());
        return AppendServer.start(config, log, store::read, notes);
    }

    private interface Start {
        AppendServer with(Consumer<String> notes) throws IOException;
    }

    private static ExitCode serve(AppendConfig config, Start start, Context context) throws UserError {
        CountDownLatch wanted = new CountDownLatch(1);
        try (AppendServer server = start.with(line -> context.console().error(line))) {
            context.console().result(context.console().messages().text("log.appending", server.uri(), server.key()));
            context.cancellation().onRequest(wanted::countDown);
            wanted.await();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (LogRefusedException e) {
            throw UserError.coded(
                    ExitCode.REFUSED, "LOG_" + e.reason().name(), "LOG_REFUSED", e.where(), e.expected(), e.found());
        } catch (BindException e) {
            throw UserError.of(ExitCode.USAGE, "LISTEN", config.listen(), String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw UserError.of(ExitCode.INTERNAL, "LOG_STORAGE", e);
        }
    }

    /** {@code log serve --append FILE --validate}. */
    static ExitCode validate(Path file, LogBuckets buckets, Context context) throws UserError {
        AppendConfig config = read(file);
        if (config.bucket().isPresent()) {
            buckets.reading(config.bucket().get()).close(); // its settings are read; nothing is sent
        }
        context.console()
                .result(context.console()
                        .messages()
                        .text(
                                "log.append-sound",
                                file,
                                config.signer().verifierKey(),
                                config.stations().size()));
        return ExitCode.OK;
    }

    /** {@code log new-key FILE} and {@code trust new-key FILE}. */
    static ExitCode newKey(Path file, String name, LogKeyFile.Use use, Context context) throws UserError {
        TypedText.requireNobodys("--name", name);
        try {
            context.console()
                    .result(LogKeyFile.create(file, name, use).verifierKey().toString());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw UserError.of(ExitCode.USAGE, "KEY_NAME", name);
        } catch (FileAlreadyExistsException e) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", file);
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "CANNOT_WRITE", file, e);
        }
    }

    private static AppendConfig read(Path file) throws UserError {
        try {
            return AppendConfig.read(file);
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "LOG_CONFIG", e.where(), e.expected(), e.found());
        }
    }
}
