package org.wangchuan.proof.issue;

import java.time.Instant;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.producer.ProducerClaims;
import org.wangchuan.proof.producer.SignedProducerStatement;

/** Signs what makers of phones state. Thread-safe. */
public final class ProducerStatementIssuer {
    private ProducerStatementIssuer() {}

    /**
     * Signs a statement.
     *
     * @throws IllegalArgumentException if the signer is not the one that it names, or it would be too large
     */
    public static SignedProducerStatement sign(ProducerClaims claims, NoteSigner signer) {
        if (!signer.verifierKey().equals(claims.signer())) {
            throw new IllegalArgumentException("the statement names another signer");
        }
        return new SignedProducerStatement(claims, signer.sign(SignedProducerStatement.text(claims)));
    }

    /**
     * Signs what a draft says.
     *
     * @param draft as {@link SignedProducerStatement#claimsOfDraft} takes it
     * @throws VerificationException with code PRODUCER_FORMAT for a draft that no statement comes from
     */
    public static SignedProducerStatement signDraft(JsonValue.Obj draft, NoteSigner signer, Instant issued)
            throws VerificationException {
        ProducerClaims claims = SignedProducerStatement.claimsOfDraft(draft, signer.verifierKey(), issued);
        Note note = signer.sign(SignedProducerStatement.text(claims));
        if (note.toBytes().length > SignedProducerStatement.BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.PRODUCER_FORMAT,
                    "draft",
                    "at most " + SignedProducerStatement.BYTES_MAX + " bytes with its signature",
                    note.toBytes().length + "");
        }
        // Read back by the strict reader: what nobody could verify is never given out.
        return SignedProducerStatement.parse(note.toBytes());
    }
}
