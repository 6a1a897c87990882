package org.wangchuan.proof.trust;

import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.Note;

/** A trust list with the signature of the key that it names as its signer. */
public record SignedTrustList(TrustList list, Note note) {

    /** Reads and verifies the file form. */
    public static SignedTrustList parse(byte[] bytes) throws VerificationException {
        throw new UnsupportedOperationException("" + bytes.length);
    }

    /** The file form. */
    public byte[] toBytes() {
        return note.toBytes();
    }

    /** Returns if this list may replace the one held so far: same signer, higher version (or the very same list). */
    public void requireSuccessorOf(SignedTrustList held) throws VerificationException {
        throw new UnsupportedOperationException("" + held);
    }
}
