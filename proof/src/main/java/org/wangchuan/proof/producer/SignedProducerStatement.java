package org.wangchuan.proof.producer;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.VerifierKey;

/**
 * A producer's statement with the signature of the key that it names: a signed note whose text is one line of canonical JSON, as trust lists are. That shows
 * that it is whole. Whether the key is the producer's, and its word counts, a trust list says, and never the file. Immutable and thread-safe.
 */
public record SignedProducerStatement(ProducerClaims claims, Note note) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-producer-statement/v1";

    /** Largest file that is read, and written. */
    public static final int BYTES_MAX = 64 << 10;

    /** @throws IllegalArgumentException if the note is not of these claims, or has not exactly one signature, or is too large */
    public SignedProducerStatement {
        if (!note.text().equals(text(claims)) || note.signatures().size() != 1 || note.toBytes().length > BYTES_MAX) {
            throw new IllegalArgumentException("the note is not of this statement");
        }
    }

    /** The text that is signed. */
    public static String text(ProducerClaims claims) {
        return CanonicalJson.writeText(ProducerJson.write(claims)) + "\n";
    }

    /**
     * What a draft says: a statement without {@code format}, {@code signer} and {@code issued}, which are put in.
     *
     * @param issued in whole seconds; a fraction is cut off
     * @throws VerificationException with code PRODUCER_FORMAT for a draft that no statement comes from; {@code where} is the member, such as
     *     {@code states.models[17]}, whose last name may be one that whoever wrote the draft made up
     */
    public static ProducerClaims claimsOfDraft(JsonValue.Obj draft, VerifierKey signer, Instant issued)
            throws VerificationException {
        for (String name : List.of("format", "signer", "issued")) {
            if (draft.members().containsKey(name)) {
                throw new VerificationException(FailureCode.PRODUCER_FORMAT, name, "none in a draft", "one");
            }
        }
        Json.Builder whole = Json.object();
        draft.members().forEach(whole::put);
        whole.put("format", FORMAT)
                .put("signer", signer.toString())
                .put("issued", issued.truncatedTo(ChronoUnit.SECONDS).toString());
        try {
            return ProducerReader.read(whole.build());
        } catch (ShapeException e) {
            VerificationException wrong =
                    new VerificationException(FailureCode.PRODUCER_FORMAT, e.path(), e.expected(), e.found());
            wrong.initCause(e);
            throw wrong;
        }
    }

    /**
     * Reads the file in its one spelling, and verifies it with the key that it names.
     *
     * @throws VerificationException with code PRODUCER_FORMAT, NOTE_FORMAT, NOTE_SIGNATURE, KEY_FORMAT or ENCODING
     */
    public static SignedProducerStatement parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw bad("at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        Note note = Note.parse(bytes);
        if (note.signatures().size() != 1) {
            throw bad("one signature", note.signatures().size() + "");
        }
        String line = note.text().substring(0, note.text().length() - 1);
        ProducerClaims claims;
        try {
            claims = ProducerReader.read(CanonicalJson.readObject(line.getBytes(StandardCharsets.UTF_8)));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(
                    FailureCode.PRODUCER_FORMAT, "producer's statement", "its canonical JSON", e);
        }
        note.verify(List.of(claims.signer()));
        return new SignedProducerStatement(claims, note);
    }

    /** The same from the text of a file. */
    public static SignedProducerStatement parse(String text) throws VerificationException {
        return parse(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The file: what {@link #parse} has read, byte for byte. */
    public byte[] toBytes() {
        return note.toBytes();
    }

    /** The file as text. */
    public String text() {
        return new String(toBytes(), StandardCharsets.UTF_8);
    }

    /** SHA-256 of the file. */
    public Bytes32 digest() {
        return Bytes32.sha256(toBytes());
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.PRODUCER_FORMAT, "producer's statement", expected, found);
    }
}
