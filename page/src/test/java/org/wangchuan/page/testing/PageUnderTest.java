package org.wangchuan.page.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.browser.Browser;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.page.VerificationPage;

/** The built page, opened from a file as from a USB stick. Not thread-safe. */
public final class PageUnderTest implements AutoCloseable {
    /** So many questions are answered within a few seconds, even on a busy machine. */
    private static final int AT_ONCE = 100;

    /** Bytes, from base64; it stands in for reading a file. */
    private static final String FROM_BASE64 =
            "const bytes = (text) => text === null ? null : window.wangchuan.Bytes.fromBase64(text);";

    public final Browser browser;
    public final Path file;

    public PageUnderTest(Path folder, String language) throws IOException {
        this(folder, language, VerificationPage.bytes());
    }

    /** Another page than the one that is shipped. */
    public PageUnderTest(Path folder, String language, byte[] html) throws IOException {
        file = Files.write(folder.resolve("verify.html"), html);
        browser = new Browser(language);
        browser.open(file.toUri().toString());
    }

    /** What the page says to each question: {@code verified}, {@code signer-unknown}, or the code of a failure. */
    public List<String> answers(List<Question> questions, String primitives) throws IOException {
        List<String> out = new ArrayList<>();
        for (int from = 0; from < questions.size(); from += AT_ONCE) {
            out.addAll(answersOf(questions.subList(from, Math.min(questions.size(), from + AT_ONCE)), primitives));
        }
        return out;
    }

    private List<String> answersOf(List<Question> questions, String primitives) throws IOException {
        List<JsonValue> inputs = new ArrayList<>();
        questions.forEach(question -> inputs.add(question.json()));
        return texts(browser.evaluate("(async () => {" + FROM_BASE64 + "const out = []; const w = window.wangchuan;"
                + "for (const q of " + CanonicalJson.writeText(new JsonValue.Array(inputs)) + ") {"
                + "const a = await w.Check.run({certificate: bytes(q.certificate), receipt: bytes(q.receipt), trust: bytes(q.trust),"
                + " evidence: bytes(q.evidence), fresh: q.fresh.map(bytes), serial: q.serial, now: q.now,"
                + " checkpointAgeMax: q.checkpointAgeMax, statusAgeMax: q.statusAgeMax}, w.Primitives." + primitives
                + ");"
                + "out.push(a.failure ? a.failure.code + (a.failure.code === 'internal' ? a.failure.message : '')"
                + " : a.verified.operator === null ? 'signer-unknown' : 'verified'); }"
                + "return JSON.stringify(out); })()"));
    }

    /** The items of a JSON array of texts that an expression gives; {@code w} is the page's own code. */
    public List<String> list(String expression) throws IOException {
        return texts(browser.evaluate("(async () => {" + FROM_BASE64
                + "const w = window.wangchuan; return JSON.stringify(" + expression + "); })()"));
    }

    /** A JSON text as a JavaScript literal. */
    public static String literal(List<String> texts) {
        return CanonicalJson.writeText(Json.texts(texts));
    }

    private static List<String> texts(String json) throws IOException {
        try {
            String wrapped = "{\"all\":" + json + "}";
            return Json.in(CanonicalJson.readLenientObject(wrapped.getBytes(StandardCharsets.UTF_8)))
                    .texts("all");
        } catch (MalformedJsonException | org.wangchuan.canonical.ShapeException e) {
            throw new IOException(json, e);
        }
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
