package org.wangchuan.proof.receipt;

import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.statement.SdJwt;

/**
 * A statement with what opens and proves its log entry.
 *
 * @param nonce the key of the entry's HMAC; the proof's {@code extra} repeats it
 */
public record Logged(SdJwt statement, Bytes32 nonce, TlogProof proof) {
    /** Reads the members {@code statement}, {@code nonce} and {@code proof}; nothing is verified. */
    public static Logged read(Json.Fields in) throws ShapeException, VerificationException {
        Logged logged = new Logged(
                SdJwt.parse(in.text("statement")),
                Bytes32.parseBase64Url(in.text("nonce")),
                TlogProof.parse(in.text("proof")));
        OneSpelling.requireDisclosuresInOrder(logged.statement());
        return logged;
    }

    /** Writes what {@link #read} reads. */
    public Json.Builder addTo(Json.Builder out) {
        return out.put("statement", statement.text())
                .put("nonce", nonce.base64Url())
                .put("proof", proof.text());
    }
}
