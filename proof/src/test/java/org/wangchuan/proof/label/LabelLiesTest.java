package org.wangchuan.proof.label;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.LabelVerifier;
import org.wangchuan.proof.verify.VerifiedLabel;

/**
 * The catalogue of labels: honest ones and lies, each with the answer that any verifier must give, in {@code
 * fixtures/labels.json}. They are made of the published certificates. To write the table anew after a deliberate change of the
 * format, run this test with {@code -Dwangchuan.fixtures.write=true}.
 */
class LabelLiesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final Path TABLE = FIXTURES.resolve("labels.json");
    private static final String TRUST = "v1/trust.trust";
    private static final String SERIAL = "WD-42 \"盘\"";
    private static final long NOW = 1_772_438_400; // a day after the start, as in the table of lies

    /**
     * A label, named by the lie that it tells.
     *
     * @param trust the list's file; empty for none
     */
    private record Row(String id, String text, String trust, Optional<String> serial, long now, String answer) {
        JsonValue.Obj json() {
            Json.Builder out = Json.object()
                    .put("answer", answer)
                    .put("id", id)
                    .put("now", now)
                    .put("text", text)
                    .put("serial", serial);
            if (!trust.isEmpty()) {
                out.put("trust", trust);
            }
            return out.build();
        }

        String found() throws IOException {
            try {
                Label label = Label.parse(text);
                Expectations expectations = new Expectations(serial, Instant.ofEpochSecond(now));
                VerifiedLabel verified = trust.isEmpty()
                        ? LabelVerifier.verifyUnknown(label, expectations)
                        : LabelVerifier.verify(label, list(trust), expectations);
                return verified.operator().isPresent() ? "label-signed" : "label-not-checked";
            } catch (VerificationException e) {
                return e.code().wireName();
            }
        }
    }

    private static final List<Row> ROWS = new ArrayList<>();
    private static byte[] honest = new byte[0];

    @BeforeAll
    static void make() throws Exception {
        Certificate certificate = certificate("v1/certificate.json");
        Logged clearing = certificate.receipt().clearing();
        Label label = Label.of(clearing, Set.of(Target.CLAIM));
        honest = Base64Url.decode(text(label).substring(Label.MARK.length()));
        String test =
                text(Label.of(certificate("lies/test-statement.json").receipt().clearing(), Set.of(Target.CLAIM)));
        String all = Label.MARK + Base64Url.encode(longOf(clearing));

        row("honest", text(label), "label-signed");
        row("honest-with-an-address", "https://wangchuan.example/v" + text(label), "label-signed");
        row("honest-without-the-device", text(Label.of(clearing, Set.of())), "label-signed");
        row("honest-with-every-fact", all, "label-signed");
        ROWS.add(new Row("honest-and-compared", text(label), TRUST, Optional.of(SERIAL), NOW, "label-signed"));
        ROWS.add(new Row("without-a-trust-list", text(label), "", Optional.of(SERIAL), NOW, "label-not-checked"));

        row("altered-signature", with(40, honest[40] ^ 1), "statement-signature");
        ROWS.add(new Row(
                "altered-signature-and-nobody-to-ask",
                with(40, honest[40] ^ 1),
                "",
                Optional.empty(),
                NOW,
                "label-not-checked"));
        row("altered-verdict", replaced("partial", "purged"), "statement-signature");
        row("altered-serial-number", replacedText("WD-42", "WD-43"), "statement-signature");
        row("another-nonce", with(3, honest[3] ^ 1), "label-signed"); // leads to no entry of the log
        row("number-in-another-spelling", spliced(32, 33, honest[32] | 0x80, 0), "label-format");
        row("word-spelled-out", spelledOut(), "label-format");
        row("byte-too-many", Label.MARK + Base64Url.encode(Arrays.copyOf(honest, honest.length + 1)), "label-format");
        row("cut-off", Label.MARK + Base64Url.encode(Arrays.copyOf(honest, honest.length - 5)), "label-format");
        row("nothing-behind-the-mark", Label.MARK, "label-format");
        row("another-format", text(label).replace("#wl1.", "#wl2."), "label-format");
        row("no-label", "https://wangchuan.example/v", "label-format");
        row("padded", text(label) + "=", "encoding");
        row(
                "foreign-character",
                text(label).substring(0, 40) + "%" + text(label).substring(41),
                "encoding");
        row("long-address", "https://" + "a".repeat(193) + text(label), "label-format");
        row("longer-than-any-code", text(label) + "A".repeat(Label.READ_MAX), "label-format");
        row("word-beyond-the-table", spliced(97, 98, 0x7f), "label-format");
        row("value-of-no-kind", spliced(97, 98, 0x8e), "label-format");
        row("array-instead-of-a-statement", spliced(97, honest.length, PackedWriter.ARRAY, 0, 0), "label-format");
        row("statement-of-nobody", spliced(97, honest.length, PackedWriter.OBJECT, 0, 0), "label-format");
        row("deep-nesting", Label.MARK + Base64Url.encode(deep()), "label-format");
        row("more-items-than-bytes", spliced(97, honest.length, PackedWriter.ARRAY, 0xff, 0xff, 0x7f), "label-format");
        row(
                "start-posing-as-clearing",
                text(Label.of(certificate.receipt().start(), Set.of(Target.CLAIM))),
                "statement-type");
        row("test-statement", test, "test-statement");
        row(
                "index-before-the-keys-range",
                text(new Label(label.statement(), 2, label.nonce())),
                "lies/trust-from-index-4.trust",
                NOW,
                "key-not-valid");
        row("key-after-it-was-withdrawn", text(label), "lies/trust-until-index-4.trust", NOW, "key-ended");
        row("dated-in-the-future", text(label), TRUST, NOW - 2 * 86_400, "time");
        ROWS.add(new Row("label-of-another-device", text(label), TRUST, Optional.of("WD-43"), NOW, "serial"));
        ROWS.add(new Row(
                "hidden-device", text(Label.of(clearing, Set.of())), TRUST, Optional.of(SERIAL), NOW, "serial"));
        if (Boolean.getBoolean("wangchuan.fixtures.write")) {
            Files.write(TABLE, table());
        }
    }

    private static void row(String id, String text, String answer) {
        row(id, text, TRUST, NOW, answer);
    }

    private static void row(String id, String text, String trust, long now, String answer) {
        ROWS.add(new Row(id, text, trust, Optional.empty(), now, answer));
    }

    private static TrustList list(String file) throws IOException, VerificationException {
        return SignedTrustList.parse(Files.readAllBytes(FIXTURES.resolve(file))).list();
    }

    private static Certificate certificate(String file) throws IOException, VerificationException {
        return Certificate.parse(Files.readAllBytes(FIXTURES.resolve(file)));
    }

    private static String text(Label label) {
        return label.text(Optional.empty()).orElseThrow();
    }

    /** Too long to be written on a label, and read all the same. */
    private static byte[] longOf(Logged logged) throws VerificationException {
        PackedWriter out = new PackedWriter()
                .raw(logged.nonce().toBytes())
                .number(logged.proof().index())
                .raw(Base64Url.decode(logged.statement()
                        .jwt()
                        .substring(logged.statement().jwt().lastIndexOf('.') + 1)));
        TreeMap<String, JsonValue> payload =
                new TreeMap<>(logged.statement().payload().members());
        payload.put("_sd", new JsonValue.Array(List.of()));
        out.value(new JsonValue.Obj(payload))
                .number(logged.statement().disclosures().size());
        logged.statement()
                .disclosures()
                .forEach(one -> out.value(new JsonValue.Array(
                        List.of(new JsonValue.Text(one.salt()), new JsonValue.Text(one.name()), one.value()))));
        return out.toBytes();
    }

    private static String with(int at, int value) {
        return spliced(at, at + 1, value);
    }

    private static String spliced(int from, int to, int... middle) {
        byte[] out = new byte[from + middle.length + honest.length - to];
        System.arraycopy(honest, 0, out, 0, from);
        for (int i = 0; i < middle.length; i++) {
            out[from + i] = (byte) middle[i];
        }
        System.arraycopy(honest, to, out, from + middle.length, honest.length - to);
        return Label.MARK + Base64Url.encode(out);
    }

    private static String replaced(String word, String other) {
        return with(indexOf((byte) PackedWords.numberOf(word)), PackedWords.numberOf(other));
    }

    /** Where the statement says the byte of a word for the last time. */
    private static int indexOf(byte word) {
        int at = honest.length - 1;
        while (honest[at] != word) {
            at--;
        }
        return at;
    }

    private static String replacedText(String text, String other) {
        String all = new String(honest, StandardCharsets.ISO_8859_1);
        return Label.MARK + Base64Url.encode(all.replace(text, other).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String spelledOut() {
        byte[] word = "partial".getBytes(StandardCharsets.US_ASCII);
        int[] middle = new int[word.length + 2];
        middle[0] = PackedWriter.TEXT;
        middle[1] = word.length;
        for (int i = 0; i < word.length; i++) {
            middle[i + 2] = word[i];
        }
        int at = indexOf((byte) PackedWords.numberOf("partial"));
        return spliced(at, at + 1, middle);
    }

    private static byte[] deep() {
        byte[] out = Arrays.copyOf(honest, 97 + 400);
        for (int i = 97; i < out.length; i += 2) {
            out[i] = (byte) PackedWriter.ARRAY;
            out[i + 1] = 1;
        }
        return out;
    }

    @Test
    void eachGetsItsAnswer() throws IOException {
        for (Row row : ROWS) {
            assertThat(row.found()).as(row.id()).isEqualTo(row.answer());
        }
    }

    @Test
    void theTableIsTheSameInEveryRun() throws IOException {
        assertThat(Files.readAllBytes(TABLE)).isEqualTo(table());
        assertThat(ROWS.stream().map(Row::id)).doesNotHaveDuplicates();
    }

    private static byte[] table() {
        return CanonicalJson.write(Json.object()
                .put("format", "wangchuan-labels/v1")
                .put(
                        "labels",
                        new JsonValue.Array(
                                ROWS.stream().<JsonValue>map(Row::json).toList()))
                .build());
    }
}
