package org.wangchuan.proof.status;

import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.OneSpelling;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;

/**
 * A status list with the statement that names it, under a witnessed checkpoint: a file of its own, or stapled to a
 * certificate. Nothing is verified by reading it, but that the statement names this very list.
 *
 * @param notBefore shows that the list is not older; without it, its age is the issuer's own claim
 */
public record StatusFile(StatusList list, Logged statement, Optional<NotBefore> notBefore, Hint hint) {
    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-status/v1";

    /** Largest file that is read. */
    public static final int BYTES_MAX = 2 << 20;

    /**
     * Reads the file in its one spelling.
     *
     * @throws VerificationException with code STATUS_FORMAT, or one of the parts' own
     */
    public static StatusFile parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw bad("at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            return read(Json.in(CanonicalJson.readObject(bytes)));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.STATUS_FORMAT, "status file", "its canonical JSON", e);
        }
    }

    /** Reads the file's object, as it also stands in a certificate. */
    public static StatusFile read(Json.Fields in) throws ShapeException, VerificationException {
        in.only("format", "bits", "statement", "nonce", "proof", "notBefore", "hint");
        if (!in.text("format").equals(FORMAT)) {
            throw bad(FORMAT, in.text("format"));
        }
        Logged logged = Logged.read(in);
        OneSpelling.requireCosigned(FailureCode.STATUS_FORMAT, logged.proof().checkpoint());
        if (!(StatementReader.read(logged.statement()) instanceof Statement.StatusListing listing)) {
            throw new VerificationException(
                    FailureCode.STATEMENT_TYPE, "status file", "a status-list statement", "another");
        }
        StatusList list = StatusList.parse(listing.claims().list(), in.text("bits"));
        if (!list.claims().equals(listing.claims())) {
            throw new VerificationException(
                    FailureCode.STATUS,
                    "bits",
                    "the list with digest " + listing.claims().digest(),
                    list.claims().digest().toString());
        }
        return new StatusFile(
                list,
                logged,
                in.has("notBefore") ? Optional.of(NotBefore.read(in.object("notBefore"))) : Optional.empty(),
                Hint.read(in.object("hint")));
    }

    /** What {@link #read} has read. */
    public JsonValue.Obj json() {
        Json.Builder out = Json.object().put("format", FORMAT).put("bits", list.base64Url());
        statement.addTo(out);
        notBefore.ifPresent(earlier -> out.put("notBefore", earlier.json()));
        return out.put("hint", hint.json()).build();
    }

    /** The file. */
    public byte[] toBytes() {
        return CanonicalJson.write(json());
    }

    private static VerificationException bad(String expected, String found) {
        return new VerificationException(FailureCode.STATUS_FORMAT, "status file", expected, found);
    }
}
