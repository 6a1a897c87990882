package org.wangchuan.cli.witness;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import org.wangchuan.cli.check.TypedText;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.WitnessService;
import org.wangchuan.proof.witness.WitnessRefusedException;
import org.wangchuan.witness.config.ConfigException;
import org.wangchuan.witness.config.WitnessConfig;
import org.wangchuan.witness.config.WitnessKeyFile;
import org.wangchuan.witness.server.WitnessServer;

/** Runs a witness until the person, or the system, wants it to stop. */
public final class WitnessRun implements WitnessService {

    /** The command's body. */
    public WitnessRun() {}

    @Override
    public ExitCode serve(Path file, Context context) throws UserError {
        WitnessConfig config = read(file);
        CountDownLatch wanted = new CountDownLatch(1);
        try (WitnessServer server = WitnessServer.start(
                config, InstantSource.system(), line -> context.console().error(line))) {
            context.console().result(context.console().messages().text("witness.running", server.uri(), server.key()));
            context.cancellation().onRequest(wanted::countDown);
            wanted.await();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.INTERRUPTED;
        } catch (IOException e) {
            throw cannotRun(config, e);
        }
    }

    @Override
    public ExitCode validate(Path file, Context context) throws UserError {
        WitnessConfig config = read(file);
        try {
            WitnessServer.validate(config);
        } catch (IOException e) {
            throw cannotRun(config, e);
        }
        context.console()
                .result(context.console()
                        .messages()
                        .text(
                                "witness.sound",
                                file,
                                config.cosigner().key(),
                                config.logs().size()));
        return ExitCode.OK;
    }

    private static UserError cannotRun(WitnessConfig config, IOException e) {
        return switch (e) {
            case WitnessRefusedException refused ->
                UserError.coded(
                        ExitCode.REFUSED,
                        "WITNESS_" + refused.reason().name(),
                        "STATE_REFUSED",
                        String.valueOf(refused.getMessage()));
            case BindException bind ->
                UserError.of(ExitCode.USAGE, "WITNESS_LISTEN", config.listen(), String.valueOf(bind.getMessage()));
            default -> UserError.of(ExitCode.USAGE, "WITNESS_STATE", config.state(), String.valueOf(e.getMessage()));
        };
    }

    @Override
    public ExitCode newKey(Path file, String name, Context context) throws UserError {
        TypedText.requireNobodys("--name", name);
        try {
            context.console().result(WitnessKeyFile.create(file, name).key().toString());
            return ExitCode.OK;
        } catch (IllegalArgumentException e) {
            throw UserError.of(ExitCode.USAGE, "WITNESS_NAME", name);
        } catch (FileAlreadyExistsException e) {
            throw UserError.of(ExitCode.USAGE, "FILE_EXISTS", file);
        } catch (IOException e) {
            throw UserError.of(ExitCode.USAGE, "CANNOT_WRITE", file, e);
        }
    }

    private static WitnessConfig read(Path file) throws UserError {
        try {
            return WitnessConfig.read(file);
        } catch (ConfigException e) {
            throw UserError.of(ExitCode.USAGE, "WITNESS_CONFIG", e.where(), e.expected(), e.found());
        }
    }
}
