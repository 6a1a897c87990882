package org.wangchuan.proof.issue;

import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;

/**
 * A signed statement with all its disclosures and the nonce of its log entry. The station stores it
 * ({@link #toBytes}) before it appends, so that a retry after a crash repeats the same bytes.
 */
public record IssuedStatement(SdJwt sdJwt, Bytes32 nonce) {

    /** What it says. */
    public Statement statement() {
        try {
            return StatementReader.read(sdJwt);
        } catch (VerificationException e) {
            throw new IllegalStateException("an issued statement is always readable", e);
        }
    }

    /** Its event id. */
    public UUID eventId() {
        return statement().head().eventId();
    }

    /** What to append to the log. */
    public NewEntry entry() {
        Statement statement = statement();
        return new NewEntry(statement.head().eventId(), LogEntry.of(nonce, statement.head(), sdJwt));
    }

    /** The stored form: canonical JSON; secret, since it holds nonce and disclosures. */
    public byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("nonce", nonce.base64Url())
                .put("statement", sdJwt.text())
                .build());
    }

    /**
     * Reads the stored form back.
     *
     * @throws VerificationException with code STATEMENT_FORMAT, or one of the parts' own
     */
    public static IssuedStatement parse(byte[] bytes) throws VerificationException {
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes)).only("nonce", "statement");
            SdJwt sdJwt = SdJwt.parse(in.text("statement"));
            StatementReader.read(sdJwt);
            return new IssuedStatement(sdJwt, Bytes32.parseBase64Url(in.text("nonce")));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.STATEMENT_FORMAT, "stored statement", "canonical JSON", e);
        }
    }
}
