package org.wangchuan.cli.check;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.wangchuan.cli.service.Context;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.OneLine;
import org.wangchuan.cli.service.SealService;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.seal.Seal;
import org.wangchuan.seal.SealException;
import org.wangchuan.seal.SealKey;

/** {@code seal}: only papers that their own receipts or certificates give are sealed. */
public final class SealRun implements SealService {
    private static final int PAPER_BYTES_MAX = 16 << 20;
    private static final int PASSWORD_BYTES_MAX = 1024;
    private static final int NAME_MAX = 64;
    private static final String PDF = ".pdf";

    /** The command's body. */
    public SealRun() {}

    @Override
    public ExitCode seal(Request request, Context context) throws UserError {
        byte[] bytes = InputFile.read(request.paper(), PAPER_BYTES_MAX);
        try {
            Paper paper = Paper.open(bytes);
            if (paper.requireRendered().isPresent()) {
                throw UserError.of(ExitCode.REFUSED, "SEALED", request.paper());
            }

        } catch (VerificationException e) {
            throw Failures.of(request.paper(), e);
        } catch (PaperException e) {
            throw FileKind.insteadOf(request.paper(), bytes, Set.of(FileKind.PAPER), Failures.of(request.paper(), e));
        }
        Path out = request.out().orElseGet(() -> sealedName(request.paper()));
        try {
            SealKey key =
                    SealKey.read(InputFile.read(request.key(), SealKey.FILE_BYTES_MAX), password(request.password()));
            NewFile.write(out, Seal.apply(bytes, key, Instant.now()));
            context.console()
                    .result(context.console()
                            .messages()
                            .text("seal.written", OneLine.of(out.toString()), key.fingerprint()));
        } catch (SealException e) {
            throw Failures.of(request.key(), e);
        }
        return ExitCode.OK;
    }

    @Override
    public ExitCode newKey(Path file, String name, Path password, Context context) throws UserError {
        if (name.isBlank() || name.length() > NAME_MAX || !OneLine.of(name).equals(name)) {
            throw UserError.of(ExitCode.USAGE, "NAME", NAME_MAX, name);
        }
        TypedText.requireNobodys("--name", name);
        SealKey key = SealKey.generate(name, Instant.now());
        NewFile.writeSecret(file, key.toBytes(password(password)));
        context.console()
                .result(context.console()
                        .messages()
                        .text("seal.new-key", OneLine.of(file.toString()), key.fingerprint()));
        return ExitCode.OK;
    }

    private static char[] password(Path file) throws UserError {
        String text = new String(InputFile.read(file, PASSWORD_BYTES_MAX), StandardCharsets.UTF_8);
        String line = text.lines().findFirst().orElse("");
        if (line.isEmpty()) {
            throw UserError.of(ExitCode.USAGE, "PASSWORD", file);
        }
        return line.toCharArray();
    }

    private static Path sealedName(Path paper) {
        String name = String.valueOf(paper.getFileName());
        String base = name.endsWith(PDF) ? name.substring(0, name.length() - PDF.length()) : name;
        return paper.resolveSibling(base + ".sealed" + PDF);
    }
}
