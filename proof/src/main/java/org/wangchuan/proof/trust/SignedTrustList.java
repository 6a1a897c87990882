package org.wangchuan.proof.trust;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.note.Note;

/**
 * A trust list with the signature of the key that it names as its signer: a signed note whose text is one line of
 * canonical JSON. That shows that it is whole, not that its signer deserves trust; that is decided by
 * whoever imports the first one, and from then on by {@link #requireSuccessorOf}.
 */
public record SignedTrustList(TrustList list, Note note) {
    /** More than any list that we write, or hold: it is a note. */
    public static final int BYTES_MAX = Note.BYTES_MAX;

    public SignedTrustList {
        if (!note.text().equals(text(list))) {
            throw new IllegalArgumentException("the note is not of this list");
        }
    }

    /** The text that is signed. */
    public static String text(TrustList list) {
        return CanonicalJson.writeText(TrustListJson.write(list)) + "\n";
    }

    /**
     * Reads the file, and verifies it with the key that it names.
     *
     * @throws VerificationException with code TRUST_FORMAT, NOTE_FORMAT, NOTE_SIGNATURE, KEY_FORMAT or ENCODING
     */
    public static SignedTrustList parse(byte[] bytes) throws VerificationException {
        Note note = Note.parse(bytes);
        String line = note.text().substring(0, note.text().length() - 1);
        TrustList list;
        try {
            list = TrustListJson.read(CanonicalJson.readObject(line.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.TRUST_FORMAT, "trust list", "its canonical JSON", e);
        }
        note.verify(List.of(list.signer()));
        return new SignedTrustList(list, note);
    }

    /** The file. */
    public byte[] toBytes() {
        return note.toBytes();
    }

    /**
     * Returns if this list may take the place of the one that is held: by the same signer, newer or the very same,
     * and without another past ({@link TrustHistory}).
     *
     * @throws VerificationException with code NOTE_SIGNATURE, TRUST_VERSION or TRUST_REWRITTEN
     */
    public void requireSuccessorOf(SignedTrustList held) throws VerificationException {
        note.verify(List.of(held.list.signer()));
        if (list.version() < held.list.version()) {
            throw version("a version of at least " + held.list.version(), list.version() + "");
        }
        if (list.version() == held.list.version() && !list.equals(held.list)) {
            throw version("a version above " + held.list.version(), "another list of that version");
        }
        TrustHistory.requireSamePast(held.list, list);
    }

    private static VerificationException version(String expected, String found) {
        return new VerificationException(FailureCode.TRUST_VERSION, "trust list", expected, found);
    }
}
