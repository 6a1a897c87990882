package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.Distortion;
import org.wangchuan.page.testing.LabelQuestion;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Target;

/** Java and the page say the same of every code. */
@Tag("slow")
class LabelAnswersTest {
    private static final int DISTORTED = 4_000;
    private static final int OWN_MAX = 200;
    private static final long NOW = Bench.STARTED.getEpochSecond() + 86_400;

    @TempDir
    static Path folder;

    private static PageUnderTest page;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "en-US");
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
    }

    private static Receipt receipt() throws Exception {
        return Certificate.parse(Catalogue.file("v1/certificate.json")).receipt();
    }

    private static String text(Set<String> claims) throws Exception {
        return Label.of(receipt().clearing(), claims).text(Optional.empty()).orElseThrow();
    }

    @Test
    void everyRowOfTheTableGetsItsAnswer() throws IOException {
        List<LabelQuestion.Row> rows = LabelQuestion.table();
        List<LabelQuestion> questions =
                rows.stream().map(LabelQuestion.Row::question).toList();
        List<String> answers = LabelQuestion.pageAnswers(page, questions, "best");
        assertThat(LabelQuestion.pageAnswers(page, questions, "own")).isEqualTo(answers);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(answers.get(i))
                    .as(rows.get(i).id())
                    .startsWith(rows.get(i).answer());
            assertThat(answers.get(i))
                    .as(rows.get(i).id())
                    .isEqualTo(questions.get(i).javaAnswer());
        }
        assertThat(rows).hasSizeGreaterThan(30);
    }

    /** Bytes within the packed form, so that what lies behind base64 is reached; some texts as well. */
    @Test
    void aDistortedCodeGetsTheSameAnswer() throws Exception {
        List<byte[]> sound = new ArrayList<>();
        List<LabelQuestion> questions = new ArrayList<>();
        for (Set<String> claims : List.of(Set.of(Target.CLAIM), Set.<String>of())) {
            sound.add(Base64Url.decode(text(claims).substring(Label.MARK.length())));
        }
        for (LabelQuestion.Row row : LabelQuestion.table()) {
            if (row.id().equals("honest-with-every-fact")) {
                sound.add(Base64Url.decode(row.question().text().substring(Label.MARK.length())));
            }
        }
        assertThat(sound).hasSize(3);
        byte[] trust = Catalogue.file("v1/trust.trust");
        for (int seed = 0; seed < DISTORTED; seed++) {
            Random random = new Random(seed);
            byte[] one = sound.get(seed % sound.size());
            String changed = seed % 10 == 0
                    ? new String(
                            Distortion.of(
                                    (Label.MARK + Base64Url.encode(one)).getBytes(StandardCharsets.US_ASCII), random),
                            StandardCharsets.ISO_8859_1)
                    : Label.MARK + Base64Url.encode(Distortion.of(one, random));
            questions.add(new LabelQuestion(
                    changed, seed % 4 == 3 ? Optional.empty() : Optional.of(trust), Optional.empty(), NOW));
        }
        List<String> answers = LabelQuestion.pageAnswers(page, questions, "best");
        assertThat(LabelQuestion.pageAnswers(page, questions.subList(0, OWN_MAX), "own"))
                .isEqualTo(answers.subList(0, OWN_MAX));
        TreeMap<String, Integer> seen = new TreeMap<>();
        for (int seed = 0; seed < DISTORTED; seed++) {
            String expected = questions.get(seed).javaAnswer();
            assertThat(answers.get(seed)).as("seed " + seed).isEqualTo(expected);
            seen.merge(expected.split(" ", 2)[0], 1, Integer::sum);
        }
        System.out.println(seen);
        assertThat(seen).as("the test reaches far").hasSizeGreaterThan(6);
    }

    /** Whatever JSON a statement may hold, both pack it alike and read it back. */
    @Test
    void anyJsonIsPackedAndReadBack() throws Exception {
        List<String> values = new ArrayList<>(List.of("0", "63", "64", "-1", "9007199254740991", "-9007199254740991"));
        values.addAll(
                List.of("null", "true", "false", "[]", "{}", "\"\"", "[[[\"a\",\"a\"]]]", "{\"é盘\\u0000\":\"😀\"}"));
        String json = CanonicalJson.writeText(receipt().clearing().statement().payload());
        for (int seed = 0; seed < 500; seed++) {
            String nonsense = Distortion.nonsense(json, new Random(seed));
            if (isCanonical(nonsense)) {
                values.add(nonsense);
            }
        }
        assertThat(values).hasSizeGreaterThan(300);
        List<String> again = page.list(PageUnderTest.literal(values)
                + ".map((t) => { const v = w.Canonical.read(w.Bytes.fromText(t));"
                + "const bytes = new w.Packed.Writer().value(v).toBytes(); const from = new w.Packed.Reader(bytes);"
                + "const read = w.Canonical.write(from.value(0)); from.end(); return read; })");
        assertThat(again).isEqualTo(values);
    }

    private static boolean isCanonical(String json) {
        try {
            JsonValue _ = CanonicalJson.read(json.getBytes(StandardCharsets.UTF_8));
            return true;
        } catch (org.wangchuan.canonical.MalformedJsonException e) {
            return false;
        }
    }

    /** The digest that LabelTest pins on the Java side. */
    @Test
    void wordsAndShapesAreThoseOfJavaInTheirOrder() throws IOException {
        assertThat(page.list("[w.Bytes.toBase64Url(w.Sha2.sha256(w.Bytes.fromText("
                        + "w.PackedWords.SHAPES.map((one) => '[' + one.join(', ') + ']').concat(w.PackedWords.WORDS)"
                        + ".map((line) => line + '\\n').join(''))))]"))
                .containsExactly("KD-v9QqfdQTjKM6ZNSN2m5-mDbhF5rEGflV0jH5pbZU");
    }
}
