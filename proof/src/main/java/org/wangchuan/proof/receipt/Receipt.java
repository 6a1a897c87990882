package org.wangchuan.proof.receipt;

import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;

/**
 * The receipt file: the statement of a clearing and that of its start, each with what proves its place in the log.
 *
 * @param hint keys that the receipt says it was made with
 */
public record Receipt(Logged clearing, Logged start, Hint hint) {
    private static final List<String> DISCLOSURE_ORDER = List.of(Target.CLAIM, Work.CLAIM, Asset.CLAIM);

    /** The member {@code format}. */
    public static final String FORMAT = "wangchuan-receipt/v1";

    /** Largest file that is read. */
    public static final int BYTES_MAX = 5 << 20;

    /**
     * A statement with what opens and proves its log entry.
     *
     * @param nonce the key of the entry's HMAC; the proof's {@code extra} repeats it
     */
    public record Logged(SdJwt statement, Bytes32 nonce, TlogProof proof) {}

    /**
     * Keys that the receipt says it was made with. They are never trusted; with a station that is
     * not known they allow to see that the receipt is at least consistent.
     */
    public record Hint(PublicKey station, VerifierKey log) {}

    /**
     * Reads the file in its one spelling; nothing is verified.
     *
     * @throws VerificationException with code RECEIPT_FORMAT, or one of the parts' own
     */
    public static Receipt parse(byte[] bytes) throws VerificationException {
        if (bytes.length > BYTES_MAX) {
            throw new VerificationException(
                    FailureCode.RECEIPT_FORMAT, "receipt", "at most " + BYTES_MAX + " bytes", bytes.length + "");
        }
        try {
            Json.Fields in = Json.in(CanonicalJson.readObject(bytes))
                    .only("format", "statement", "nonce", "proof", "start", "hint");
            if (!in.text("format").equals(FORMAT)) {
                throw new VerificationException(FailureCode.RECEIPT_FORMAT, "format", FORMAT, in.text("format"));
            }
            Json.Fields hint = in.object("hint").only("station", "log");
            return new Receipt(
                    readLogged(in),
                    readLogged(in.object("start").only("statement", "nonce", "proof")),
                    new Hint(PublicKey.parse(hint.text("station")), VerifierKey.parse(hint.text("log"))));
        } catch (MalformedJsonException | ShapeException e) {
            throw new VerificationException(FailureCode.RECEIPT_FORMAT, "receipt", "its canonical JSON", e);
        }
    }

    /** The file: what {@link #parse} has read, byte for byte. */
    public byte[] toBytes() {
        Json.Builder out = Json.object().put("format", FORMAT);
        write(clearing, out);
        return CanonicalJson.write(out.put("start", startJson())
                .put(
                        "hint",
                        Json.object()
                                .put("station", hint.station().base64Url())
                                .put("log", hint.log().toString())
                                .build())
                .build());
    }

    private JsonValue.Obj startJson() {
        Json.Builder out = Json.object();
        write(start, out);
        return out.build();
    }

    private static void write(Logged logged, Json.Builder out) {
        out.put("statement", logged.statement().text())
                .put("nonce", logged.nonce().base64Url())
                .put("proof", logged.proof().text());
    }

    private static Logged readLogged(Json.Fields in) throws ShapeException, VerificationException {
        Logged logged = new Logged(
                SdJwt.parse(in.text("statement")),
                Bytes32.parseBase64Url(in.text("nonce")),
                TlogProof.parse(in.text("proof")));
        requireOneSpelling(logged);
        return logged;
    }

    /** Nothing may be added or turned round that no signature covers: the log's signature only, disclosures in order. */
    private static void requireOneSpelling(Logged logged) throws VerificationException {
        int signatures = logged.proof().checkpoint().note().signatures().size();
        if (signatures != 1) {
            throw new VerificationException(
                    FailureCode.RECEIPT_FORMAT, "proof", "the log's signature alone", signatures + " signatures");
        }
        int last = -1;
        for (Disclosure disclosure : logged.statement().disclosures()) {
            int place = DISCLOSURE_ORDER.indexOf(disclosure.name());
            if (place <= last) {
                throw new VerificationException(
                        FailureCode.RECEIPT_FORMAT, "disclosures", "the order " + DISCLOSURE_ORDER, "another");
            }
            last = place;
        }
    }
}
