package org.wangchuan.acceptance.program;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;

/** What a receipt says, read without the product's code for receipts; nothing is verified here. */
public final class ReceiptText {
    private final String verdict;
    private final List<String> words;

    private ReceiptText(String verdict, List<String> words) {
        this.verdict = verdict;
        this.words = words;
    }

    /** Reads a receipt file. */
    public static ReceiptText read(Path file) throws IOException {
        try {
            Json.Fields receipt = Json.in(CanonicalJson.readLenientObject(Files.readAllBytes(file)));
            List<String> parts = List.of(receipt.text("statement").split("~", -1));
            byte[] payload = Base64.getUrlDecoder().decode(parts.getFirst().split("\\.", -1)[1]);
            return new ReceiptText(
                    Json.in(CanonicalJson.readLenientObject(payload)).text("verdict"), parts);
        } catch (MalformedJsonException | ShapeException wrong) {
            throw new IOException(file + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The verdict under the signature. */
    public String verdict() {
        return verdict;
    }

    /** How often the job was interrupted, under the signature. */
    public long interruptions() throws IOException {
        try {
            return disclosed("work").natural("interruptions");
        } catch (MalformedJsonException | ShapeException wrong) {
            throw new IOException(wrong);
        }
    }

    /** A disclosure is base64url of the JSON array salt, name, value (RFC 9901). */
    private Json.Fields disclosed(String name) throws MalformedJsonException, ShapeException {
        for (String word : words.subList(1, words.size())) {
            if (word.isEmpty()) {
                continue;
            }
            String array = new String(Base64.getUrlDecoder().decode(word), java.nio.charset.StandardCharsets.UTF_8);
            byte[] wrapped = ("{\"disclosure\":" + array + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
            List<JsonValue> items =
                    Json.in(CanonicalJson.readLenientObject(wrapped)).array("disclosure");
            if (items.get(1).equals(new JsonValue.Text(name)) && items.get(2) instanceof JsonValue.Obj value) {
                return Json.in(value);
            }
        }
        throw new ShapeException(name, "a disclosure", "none");
    }
}
