package org.wangchuan.page.testing;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.LabelVerifier;
import org.wangchuan.proof.verify.VerifiedLabel;

/**
 * What both verifiers are asked about the text of a code. The bytes are nobody's to change.
 *
 * @param now seconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LabelQuestion(String text, Optional<byte[]> trust, Optional<String> serial, long now) {
    /** A row of the published table, with the answer that it wants. */
    public record Row(String id, String answer, LabelQuestion question) {}

    /** All rows of the table. */
    public static List<Row> table() throws IOException {
        List<Row> out = new ArrayList<>();
        try {
            for (Json.Fields row : Json.in(CanonicalJson.readObject(Catalogue.file("labels.json")))
                    .objects("labels")) {
                Optional<String> trust = row.optionalText("trust");
                out.add(new Row(
                        row.text("id"),
                        row.text("answer"),
                        new LabelQuestion(
                                row.text("text"),
                                trust.isPresent() ? Optional.of(Catalogue.file(trust.get())) : Optional.empty(),
                                row.optionalText("serial"),
                                row.natural("now"))));
            }
        } catch (MalformedJsonException | ShapeException e) {
            throw new IOException("labels.json", e);
        }
        return out;
    }

    /** What the Java side says, in the words of the command line and the page. */
    public String javaAnswer() {
        try {
            Optional<TrustList> list = trust.isPresent()
                    ? Optional.of(SignedTrustList.parse(trust.get()).list())
                    : Optional.empty();
            Label label = Label.parse(text);
            Expectations expectations = new Expectations(serial, Instant.ofEpochSecond(now));
            VerifiedLabel verified = list.isPresent()
                    ? LabelVerifier.verify(label, list.get(), expectations)
                    : LabelVerifier.verifyUnknown(label, expectations);
            String state = verified.operator().isPresent() ? "label-signed" : "label-not-checked";
            return state + " " + verified.index() + " " + verified.entryHex();
        } catch (VerificationException e) {
            return e.code().wireName();
        }
    }

    /** What the page says to each. */
    public static List<String> pageAnswers(PageUnderTest page, List<LabelQuestion> questions, String primitives)
            throws IOException {
        List<String> out = new ArrayList<>();
        int atOnce = 200;
        for (int from = 0; from < questions.size(); from += atOnce) {
            JsonValue.Array some =
                    new JsonValue.Array(questions.subList(from, Math.min(questions.size(), from + atOnce)).stream()
                            .<JsonValue>map(LabelQuestion::json)
                            .toList());
            out.addAll(page.list("await (async () => { const out = []; for (const q of " + CanonicalJson.writeText(some)
                    + ") { const a = await w.Check.runLabel(q.text, {trust: bytes(q.trust), serial: q.serial, now: q.now},"
                    + " w.Primitives." + primitives + ");"
                    + "out.push(a.failure ? a.failure.code + (a.failure.code === 'internal' ? a.failure.message : '')"
                    + " : w.Check.stateOf(a) + ' ' + a.label.index + ' ' + a.label.entry); } return out; })()"));
        }
        return out;
    }

    private JsonValue.Obj json() {
        return Json.object()
                .put("text", text)
                .put(
                        "trust",
                        trust.<JsonValue>map(bytes ->
                                        new JsonValue.Text(Base64.getEncoder().encodeToString(bytes)))
                                .orElse(new JsonValue.Null()))
                .put("serial", serial.<JsonValue>map(JsonValue.Text::new).orElse(new JsonValue.Null()))
                .put("now", now)
                .build();
    }
}
