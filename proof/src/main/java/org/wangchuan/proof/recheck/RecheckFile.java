package org.wangchuan.proof.recheck;

import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.OneSpelling;

/**
 * The file of a recheck: what a station found that read an erased drive again, with what proves its place in that station's log. It is no
 * receipt: another name, other members, another type of statement. It holds no start, for nothing was begun that could destroy anything.
 *
 * @param recheck the statement, under a checkpoint with the log's signature alone
 * @param hint keys that the file says it was made with; never trusted
 */
public record RecheckFile(Logged recheck, Hint hint) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-recheck/v1";

    /** Largest file that is read. */
    public static final int BYTES_MAX = 1 << 20;

    /** Whether a file calls itself one; nothing may be concluded from it. */
    public static boolean looksLikeOne(byte[] bytes) {
        try {
            return bytes.length <= BYTES_MAX
                    && Json.in(CanonicalJson.readLenientObject(bytes))
                            .text("format")
                            .equals(FORMAT);
        } catch (MalformedJsonException | ShapeException e) {
            return false;
        }
    }

    /**
     * Reads the file in its one spelling; nothing is verified.
     *
     * @throws VerificationException with code STATEMENT_FORMAT, or one of the parts' own
     */
    public static RecheckFile parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.STATEMENT_FORMAT, "recheck", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            Json.Fields in =
                    Json.in(CanonicalJson.readObject(bytes)).only("format", "statement", "nonce", "proof", "hint");
            if (!in.text("format").equals(FORMAT)) {
                throw new VerificationException(FailureCode.STATEMENT_FORMAT, "format", FORMAT, in.text("format"));
            }
            RecheckFile file = new RecheckFile(Logged.read(in), Hint.read(in.object("hint")));
            OneSpelling.requireSignedOnce(
                    FailureCode.STATEMENT_FORMAT, file.recheck.proof().checkpoint());
            return file;
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "recheck", "its canonical JSON", e);
        }
    }

    /** The file: what {@link #parse} has read, byte for byte. */
    public byte[] toBytes() {
        return CanonicalJson.write(recheck.addTo(Json.object().put("format", FORMAT))
                .put("hint", hint.json())
                .build());
    }
}
