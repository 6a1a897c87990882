package org.wangchuan.proof.receipt;

import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.SdJwt;

/** The receipt file. */
public record Receipt(Logged clearing, Logged start, Hint hint) {

    /** A statement with what opens and proves its log entry. */
    public record Logged(SdJwt statement, Bytes32 nonce, TlogProof proof) {}

    /** Keys that the receipt says it was made with; never trusted. */
    public record Hint(PublicKey station, VerifierKey log) {}

    /** Reads the file; nothing is verified. */
    public static Receipt parse(byte[] bytes) throws VerificationException {
        throw new UnsupportedOperationException("" + bytes.length);
    }

    /** The file. */
    public byte[] toBytes() {
        throw new UnsupportedOperationException();
    }
}
