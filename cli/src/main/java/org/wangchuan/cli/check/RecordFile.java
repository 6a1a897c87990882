package org.wangchuan.cli.check;

import java.nio.file.Path;
import java.util.Set;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.SdJwt;

/** A receipt or certificate in any of its forms, to be named by it: JSON, or the paper that it is attached to. */
public final class RecordFile {
    private static final int BYTES_MAX = 16 << 20;
    private static final Set<FileKind> KINDS = Set.of(FileKind.RECEIPT, FileKind.CERTIFICATE, FileKind.PAPER);

    private RecordFile() {}

    /** The clearing statement that a file is about; nothing of it is verified. */
    public static SdJwt clearing(Path file) throws UserError {
        return clearing(file, read(file));
    }

    static byte[] read(Path file) throws UserError {
        return InputFile.read(file, BYTES_MAX);
    }

    /** The same of what was read from it. */
    static SdJwt clearing(Path file, byte[] bytes) throws UserError {
        return logged(file, bytes).statement();
    }

    /** The same, with the nonce of its entry in the log. */
    static Logged logged(Path file, byte[] bytes) throws UserError {
        try {
            byte[] record = Paper.looksLikeOne(bytes) ? Paper.open(bytes).record() : bytes;
            Receipt receipt =
                    Certificate.looksLikeOne(record) ? Certificate.parse(record).receipt() : Receipt.parse(record);
            return receipt.clearing();
        } catch (VerificationException e) {
            throw FileKind.insteadOf(file, bytes, KINDS, Failures.of(file, e));
        } catch (PaperException e) {
            throw Failures.of(file, e);
        }
    }
}
