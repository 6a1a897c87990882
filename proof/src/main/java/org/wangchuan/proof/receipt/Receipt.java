package org.wangchuan.proof.receipt;

import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

/**
 * The receipt file: the statement of a clearing and that of its start, each with what proves its place in the log.
 *
 * @param hint keys that the receipt says it was made with
 */
public record Receipt(Logged clearing, Logged start, Hint hint) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-receipt/v1";

    /** Largest file that is read. */
    public static final int BYTES_MAX = 5 << 20;

    /**
     * Reads the file in its one spelling; nothing is verified.
     *
     * @throws VerificationException with code RECEIPT_FORMAT, or one of the parts' own
     */
    public static Receipt parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.RECEIPT_FORMAT, "receipt", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes))
                    .only("format", "statement", "nonce", "proof", "start", "hint");
            if (!in.text("format").equals(FORMAT)) {
                throw new VerificationException(FailureCode.RECEIPT_FORMAT, "format", FORMAT, in.text("format"));
            }
            Receipt receipt = readParts(in);
            OneSpelling.requireSignedOnce(
                    FailureCode.RECEIPT_FORMAT, receipt.clearing.proof().checkpoint());
            OneSpelling.requireSignedOnce(
                    FailureCode.RECEIPT_FORMAT, receipt.start.proof().checkpoint());
            return receipt;
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.RECEIPT_FORMAT, "receipt", "its canonical JSON", e);
        }
    }

    /** Reads the members that a receipt and a certificate share; nothing is verified. */
    public static Receipt readParts(Json.Fields in) throws ShapeException, VerificationException {
        return new Receipt(
                Logged.read(in),
                Logged.read(in.object("start").only("statement", "nonce", "proof")),
                Hint.read(in.object("hint")));
    }

    /** Writes what {@link #readParts} reads. */
    public Json.Builder addPartsTo(Json.Builder out) {
        return clearing.addTo(out)
                .put("start", start.addTo(Json.object()).build())
                .put("hint", hint.json());
    }

    /** The file: what {@link #parse} has read, byte for byte. */
    public byte[] toBytes() {
        return CanonicalJson.write(
                addPartsTo(Json.object().put("format", FORMAT)).build());
    }
}
