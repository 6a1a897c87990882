package org.wangchuan.cli.command;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.SealService;
import org.wangchuan.cli.service.UserError;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wangchuan seal PAPER}, and its key. */
@Command(
        name = "seal",
        header = "Sign the PDF of a receipt or certificate so that PDF readers show who vouches for it.",
        description =
                "Appends a PAdES signature by an X.509 key (ECDSA or RSA), beside the paper as NAME.sealed.pdf. A seal "
                        + "proves nothing about the erasure: that rests on the statement, the log and its witnesses. Only a paper "
                        + "that its own receipt or certificate gives to the byte is sealed.",
        footer = {
            "@|bold Words:|@",
            "  key  a PKCS#12 file with a certificate, from an authority that readers know;",
            "       `seal new-key` makes one that nobody vouches for, to try it",
            "",
            "@|bold Examples:|@",
            "  ./wangchuan seal new-key our.p12 --name \"Our recycling yard\" --password-file password.txt",
            "  ./wangchuan seal sdb.certificate.pdf --key our.p12 --password-file password.txt",
            "",
            ExitCodes.HEADING,
            "   0  the sealed paper is written",
            ExitCodes.USAGE,
            "   3  another file is there, or the paper has a seal; nothing was written",
            ExitCodes.DOES_NOT_VERIFY,
            ExitCodes.INTERNAL,
        })
final class SealCommand extends Verb {
    private final Supplier<SealService> service;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "PAPER", arity = "0..1", description = "The PDF of a receipt or certificate.")
    private @Nullable Path paper;

    @Option(names = "--key", paramLabel = "FILE", description = "The key, PKCS#12.")
    private @Nullable Path key;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "A file whose first line is the key's password.")
    private @Nullable Path password;

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the sealed paper.")
    private @Nullable Path out;

    SealCommand(Function<Boolean, Context> contexts, Supplier<SealService> service) {
        super(contexts);
        this.service = service;
    }

    @Override
    ExitCode run(Context context) throws UserError {
        if (paper == null || key == null || password == null) {
            throw new UsageException(spec.commandLine(), "seal");
        }
        return service.get().seal(new SealService.Request(paper, key, password, Optional.ofNullable(out)), context);
    }

    /** {@code wangchuan seal new-key FILE}. */
    @Command(name = "new-key", header = "Make a key with a certificate that nobody vouches for.")
    static final class NewKey extends Verb {
        private final Supplier<SealService> service;

        @Parameters(paramLabel = "FILE", description = "Where to write the key, PKCS#12.")
        private Path file = Path.of("");

        @Option(names = "--name", paramLabel = "NAME", required = true, description = "Whom readers show as signer.")
        private String name = "";

        @Option(
                names = "--password-file",
                paramLabel = "FILE",
                required = true,
                description = "A file whose first line becomes the key's password.")
        private Path password = Path.of("");

        NewKey(Function<Boolean, Context> contexts, Supplier<SealService> service) {
            super(contexts);
            this.service = service;
        }

        @Override
        ExitCode run(Context context) throws UserError {
            return service.get().newKey(file, name, password, context);
        }
    }
}
