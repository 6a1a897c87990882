package org.wangchuan.proof.note;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;

/**
 * A C2SP signed note: text, a blank line, and lines of signatures. A parsed note is not yet verified.
 *
 * @param text ends with a newline and holds no other control characters
 * @param signatures at least one, in the order of their lines
 */
public record Note(String text, List<NoteSignature> signatures) {
    /** Largest note that is read, in bytes. */
    public static final int BYTES_MAX = 1_000_000;

    /** Most signatures that are read; C2SP asks verifiers for at least 16. */
    public static final int SIGNATURES_MAX = 100;

    public Note {
        signatures = List.copyOf(signatures);
        Optional<String> fault = fault(text, signatures);
        if (fault.isPresent()) {
            throw new IllegalArgumentException("not a note: " + fault.get());
        }
    }

    /**
     * Reads a note in its one spelling.
     *
     * @throws VerificationException with code NOTE_FORMAT (or ENCODING for a signature's base64)
     */
    public static Note parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw bad("at most " + BYTES_MAX + " bytes", bytes.length + " bytes");
        }
        String all = decode(bytes);
        int blank = all.lastIndexOf("\n\n");
        if (blank < 0) {
            throw bad("text, a blank line, signatures", "no blank line");
        }
        if (!all.endsWith("\n")) {
            throw bad("a newline at the end", "none");
        }
        String text = all.substring(0, blank + 1);
        String[] lines = all.substring(blank + 2).split("\n", -1);
        if (lines.length - 1 > SIGNATURES_MAX) {
            throw bad("at most " + SIGNATURES_MAX + " signatures", lines.length - 1 + "");
        }
        List<NoteSignature> signatures = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            signatures.add(NoteSignature.parse(lines[i]));
        }
        Optional<String> fault = fault(text, signatures);
        if (fault.isPresent()) {
            throw bad("a note", fault.get());
        }
        return new Note(text, signatures);
    }

    /** The one spelling of this note. */
    public byte[] toBytes() {
        StringBuilder out = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> out.append(signature.line()).append('\n'));
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The known keys that have signed this text: at least one. Signatures by keys that are not known
     * are ignored; one that claims to be by a known key and is wrong spoils the note.
     *
     * @throws VerificationException with code NOTE_SIGNATURE
     */
    public List<VerifierKey> verify(List<VerifierKey> known) throws VerificationException {
        byte[] signed = text.getBytes(StandardCharsets.UTF_8);
        List<VerifierKey> verified = new ArrayList<>();
        for (NoteSignature signature : signatures) {
            for (VerifierKey key : known) {
                if (!key.claims(signature)) {
                    continue;
                }
                if (!key.key().verifies(signed, signature.signature())) {
                    throw new VerificationException(
                            FailureCode.NOTE_SIGNATURE, "signature by " + key.name(), "a valid one", "one that is not");
                }
                if (!verified.contains(key)) {
                    verified.add(key);
                }
            }
        }
        if (verified.isEmpty()) {
            throw new VerificationException(FailureCode.NOTE_SIGNATURE, "note", "a signature by a known key", "none");
        }
        return List.copyOf(verified);
    }

    private static Optional<String> fault(String text, List<NoteSignature> signatures) {
        if (!text.endsWith("\n")) {
            return Optional.of("text without a newline at its end");
        }
        if (text.codePoints().anyMatch(c -> (c < 0x20 && c != '\n') || Character.getType(c) == Character.SURROGATE)) {
            return Optional.of("a control character or half a character in the text");
        }
        return signatures.isEmpty() ? Optional.of("no signatures") : Optional.empty();
    }

    private static String decode(byte[] bytes) throws VerificationException {
        try {
            // A fresh decoder reports malformed input; String's constructor would replace it.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new VerificationException(FailureCode.NOTE_FORMAT, "note", "UTF-8", e);
        }
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.NOTE_FORMAT, "note", expected, found);
    }
}
