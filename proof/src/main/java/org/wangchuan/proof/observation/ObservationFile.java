package org.wangchuan.proof.observation;

import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.SdJwt;

/**
 * A signed observation as it is given to anyone. It is no receipt: other members, another name, another type of statement, another
 * key.
 *
 * @param nonce that makes its log entry
 * @param hint the key of the log that says to have signed it; never trusted
 */
public record ObservationFile(SdJwt statement, Bytes32 nonce, VerifierKey hint) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-observation/v1";

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
    public static ObservationFile parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.STATEMENT_FORMAT, "observation", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes)).only("format", "statement", "nonce", "hint");
            if (!in.text("format").equals(FORMAT)) {
                throw new VerificationException(FailureCode.STATEMENT_FORMAT, "format", FORMAT, in.text("format"));
            }
            return new ObservationFile(
                    SdJwt.parse(in.text("statement")),
                    Bytes32.parseBase64Url(in.text("nonce")),
                    VerifierKey.parse(in.text("hint")));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "observation", "its canonical JSON", e);
        }
    }

    /** The file: what {@link #parse} has read, byte for byte. */
    public byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("format", FORMAT)
                .put("statement", statement.text())
                .put("nonce", nonce.base64Url())
                .put("hint", hint.toString())
                .build());
    }
}
