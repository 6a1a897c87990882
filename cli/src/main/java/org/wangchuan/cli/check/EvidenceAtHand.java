package org.wangchuan.cli.check;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.paper.PaperException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.verify.VerifiedReceipt;

/** The evidence of a receipt or certificate as it was found: attached to a paper, or in a file beside it. */
final class EvidenceAtHand {
    private static final List<String> ENDINGS =
            List.of(".receipt.json", ".receipt.pdf", ".certificate.json", ".certificate.pdf");
    private static final String ENDING = ".evidence.jsonl";

    private final Optional<Path> file;
    private final byte[] bytes;

    private EvidenceAtHand(Optional<Path> file, byte[] bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Of a receipt or certificate in any form, if it is there. */
    static Optional<EvidenceAtHand> of(Path file, byte[] bytes)
            throws UserError, PaperException, VerificationException {
        return Paper.looksLikeOne(bytes) ? of(Paper.open(bytes), file) : beside(file);
    }

    /** Of a paper: what is attached to it, else what lies beside it. */
    static Optional<EvidenceAtHand> of(Paper paper, Path file) throws UserError, PaperException {
        Optional<byte[]> attached = paper.evidence();
        return attached.isPresent() ? attached.map(found -> new EvidenceAtHand(Optional.empty(), found)) : beside(file);
    }

    /** What lies beside a receipt or certificate is never passed over. */
    static Optional<EvidenceAtHand> beside(Path file) throws UserError {
        String name = String.valueOf(file.getFileName());
        Optional<String> ending = ENDINGS.stream().filter(name::endsWith).findFirst();
        if (ending.isEmpty()) {
            return Optional.empty();
        }
        String base = name.substring(0, name.length() - ending.get().length());
        Path evidence = file.resolveSibling(base + ENDING);
        return Files.exists(evidence)
                ? Optional.of(new EvidenceAtHand(Optional.of(evidence), InputFile.read(evidence, Evidence.BYTES_MAX)))
                : Optional.empty();
    }

    /**
     * Returns if it gives what the statement says.
     *
     * @param of the receipt or certificate, as it was given
     * @throws UserError if it does not, with the name of the file that nobody has given
     * @throws VerificationException if what does not is attached to the very file that was given
     */
    void requireFor(Path of, VerifiedReceipt receipt) throws UserError, VerificationException {
        try {
            Replay.require(receipt, bytes);
        } catch (VerificationException e) {
            throw named(of, e);
        }
    }

    /** The same of a drive or an image, with what it says. */
    Evidence check(Path of, VerifiedReceipt receipt) throws UserError, VerificationException {
        try {
            return Replay.check(receipt, bytes);
        } catch (VerificationException e) {
            throw named(of, e);
        }
    }

    private VerificationException named(Path of, VerificationException e) throws UserError {
        if (file.isPresent()) {
            throw Failures.beside(of, e, file.get());
        }
        return e;
    }
}
