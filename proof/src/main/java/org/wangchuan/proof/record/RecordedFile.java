package org.wangchuan.proof.record;

import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.StatementType;

/**
 * What an operator's log has signed, as it is given to anyone. It is no receipt: other members, another name, another type of
 * statement, another key.
 *
 * @param nonce that makes its log entry
 * @param hint the key of the log that says to have signed it; never trusted
 */
public record RecordedFile(Format format, SdJwt statement, Bytes32 nonce, VerifierKey hint) {
    /** Largest file that is read: a summary of a thousand devices is one of some 900 000 bytes, with several drives in each larger. */
    public static final int BYTES_MAX = 2 << 20;

    /** The member {@code format}. */
    public enum Format {
        /** Of observations alone, which came first. */
        OBSERVATION("wangchuan-observation/v1"),
        /** Of everything else that people decide. */
        RECORD("wangchuan-record/v1");

        private final String text;

        Format(String text) {
            this.text = text;
        }

        /** As files spell it. */
        public String text() {
            return text;
        }

        /** The one that statements of a type are given in. */
        public static Format of(StatementType type) {
            return type == StatementType.OBSERVATION || type == StatementType.TEST_OBSERVATION ? OBSERVATION : RECORD;
        }

        /** The one that is spelt so. */
        public static Optional<Format> ofText(String text) {
            return Stream.of(values()).filter(one -> one.text.equals(text)).findFirst();
        }
    }

    /** The file of a statement of this type. */
    public static RecordedFile of(StatementType type, SdJwt statement, Bytes32 nonce, VerifierKey key) {
        return new RecordedFile(Format.of(type), statement, nonce, key);
    }

    /** Whether a file calls itself one; nothing may be concluded from it. */
    public static boolean looksLikeOne(byte[] bytes) {
        try {
            return bytes.length <= BYTES_MAX
                    && Format.ofText(Json.in(CanonicalJson.readLenientObject(bytes))
                                    .text("format"))
                            .isPresent();
        } catch (MalformedJsonException | ShapeException e) {
            return false;
        }
    }

    /**
     * Reads the file in its one spelling; nothing is verified.
     *
     * @throws VerificationException with code STATEMENT_FORMAT, or one of the parts' own
     */
    public static RecordedFile parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.STATEMENT_FORMAT, "record", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes)).only("format", "statement", "nonce", "hint");
            String text = in.text("format");
            Format format = Format.ofText(text)
                    .orElseThrow(() -> new VerificationException(
                            FailureCode.STATEMENT_FORMAT, "format", Format.RECORD.text(), text));
            return new RecordedFile(
                    format,
                    SdJwt.parse(in.text("statement")),
                    Bytes32.parseBase64Url(in.text("nonce")),
                    VerifierKey.parse(in.text("hint")));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "record", "its canonical JSON", e);
        }
    }

    /** The file: what {@link #parse} has read, byte for byte. */
    public byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("format", format.text())
                .put("statement", statement.text())
                .put("nonce", nonce.base64Url())
                .put("hint", hint.toString())
                .build());
    }
}
