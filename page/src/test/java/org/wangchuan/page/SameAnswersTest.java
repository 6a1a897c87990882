package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.Distortion;
import org.wangchuan.page.testing.Lie;
import org.wangchuan.page.testing.Lies;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.PhoneCase;
import org.wangchuan.page.testing.Question;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.receipt.Receipt;

/** Java and the page look at the same bytes and say the same, with the browser's own algorithms and with ours. */
@Tag("slow")
class SameAnswersTest {
    private static final int MUTATIONS = 2_000;
    private static final int STATEMENTS = 1_000;
    private static final long NOW = Bench.STARTED.getEpochSecond() + 9_999;

    @TempDir
    static Path folder;

    private static PageUnderTest page;

    @BeforeAll
    static void open() throws IOException {
        page = new PageUnderTest(folder, "zh-CN");
    }

    @AfterAll
    static void close() throws IOException {
        page.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "best"})
    void everyLieIsFoundWithTheSameCode(String primitives) throws IOException, VerificationException {
        List<Lie> lies = Lies.in(folder.resolve("lies-" + primitives));
        List<String> answers = page.answers(lies.stream().map(Lie::question).toList(), primitives);
        for (int i = 0; i < lies.size(); i++) {
            Lie lie = lies.get(i);
            assertThat(Lie.javaAnswer(lie.question())).as("Java: " + lie.name()).isEqualTo(lie.answer());
            assertThat(answers.get(i)).as("page: " + lie.name()).isEqualTo(lie.answer());
        }
    }

    @Test
    void theBrowsersOwnAlgorithmsAreThere() throws IOException {
        assertThat(page.list("[w.Primitives.best.name, String(isSecureContext)]"))
                .containsExactly("browser", "true");
    }

    /** As in a browser that has a secure context and an older list of algorithms. */
    @Test
    void aBrowserWithoutEd25519GivesTheSameAnswer() throws IOException, VerificationException {
        List<Lie> lies = Lies.in(folder.resolve("lies-older")).subList(0, 12);
        page.browser.evaluate("SubtleCrypto.prototype.importKey = () => Promise.reject(new Error('unknown'));"
                + "SubtleCrypto.prototype.digest = () => { throw new Error('unknown'); }; ''");
        assertThat(page.answers(lies.stream().map(Lie::question).toList(), "best"))
                .isEqualTo(lies.stream().map(Lie::answer).toList());
        page.browser.open(page.file.toUri().toString());
    }

    @Test
    void aDistortedReceiptGetsTheSameAnswer() throws IOException {
        try (Bench bench = new Bench(folder.resolve("distorted"), "log.example/one", 1)) {
            bench.job();
            byte[] sound = bench.job().toBytes();
            byte[] trust = bench.trust().toBytes();
            List<Question> questions = new ArrayList<>();
            for (int seed = 0; seed < MUTATIONS; seed++) {
                Random random = new Random(seed);
                boolean isOfTrust = seed % 8 == 0;
                byte[] receipt = isOfTrust ? sound : Distortion.of(sound, random);
                Optional<byte[]> list = isOfTrust
                        ? Optional.of(Distortion.of(trust, random))
                        : seed % 2 == 0 ? Optional.of(trust) : Optional.empty();
                questions.add(new Question(receipt, list, Optional.empty(), Optional.empty(), NOW));
            }
            compare(questions, 8);
        }
    }

    /** Signed nonsense gets past the signatures, to the vocabulary. */
    @Test
    void aDistortedStatementThatIsSignedAllTheSameGetsTheSameAnswer() throws IOException {
        try (Bench bench = new Bench(folder.resolve("signed"), "log.example/one", 1)) {
            compareDistorted(bench, bench.job());
        }
    }

    @Test
    void aDistortedStatementAboutAPhoneGetsTheSameAnswer() throws IOException {
        try (Bench bench = new Bench(folder.resolve("phones"), "log.example/one", 1)) {
            compareDistorted(bench, new PhoneCase().receipt(bench));
        }
    }

    private static void compareDistorted(Bench bench, Receipt whole) throws IOException {
        String sound = new String(whole.toBytes(), StandardCharsets.UTF_8);
        byte[] trust = bench.trust().toBytes();
        List<Question> questions = new ArrayList<>();
        for (int seed = 0; seed < STATEMENTS; seed++) {
            Random random = new Random(seed);
            String text = seed % 2 == 0
                    ? payloadChanged(sound, bench.key, random)
                    : disclosureChanged(sound, bench.key, random);
            byte[] receipt = text.getBytes(StandardCharsets.UTF_8);
            questions.add(new Question(receipt, Optional.of(trust), Optional.empty(), Optional.empty(), NOW));
        }
        compare(questions, 4);
    }

    private static void compare(List<Question> questions, int answersMin) throws IOException {
        List<String> answers = page.answers(questions, "own");
        assertThat(page.answers(questions, "best")).isEqualTo(answers);
        TreeMap<String, Integer> seen = new TreeMap<>();
        for (int seed = 0; seed < questions.size(); seed++) {
            String expected = Lie.javaAnswer(questions.get(seed));
            assertThat(answers.get(seed)).as("seed " + seed).isEqualTo(expected);
            seen.merge(expected, 1, Integer::sum);
        }
        System.out.println(seen);
        assertThat(seen).as("the test reaches far").hasSizeGreaterThan(answersMin);
    }

    private static String payloadChanged(String receipt, SigningKey key, Random random) {
        String jwt = jwt(receipt);
        String payload = decode(jwt.split("\\.", -1)[1]);
        return receipt.replace(jwt, signed(jwt.split("\\.", -1)[0], Distortion.nonsense(payload, random), key));
    }

    private static String disclosureChanged(String receipt, SigningKey key, Random random) {
        String statement = receipt.substring(receipt.lastIndexOf("\"statement\":\"") + 13);
        String[] parts = statement.substring(0, statement.indexOf('"')).split("~", -1);
        int which = 1 + random.nextInt(parts.length - 2);
        String changed = encode(Distortion.nonsense(decode(parts[which]), random));
        String jwt = jwt(receipt);
        String payload = decode(jwt.split("\\.", -1)[1]);
        String from = payload.substring(payload.indexOf("\"_sd\":[") + 7, payload.indexOf("],\"_sd_alg\""));
        List<String> digests = new ArrayList<>(List.of(from.split(",", -1)));
        digests.remove("\"" + digest(parts[which]) + "\"");
        digests.add("\"" + digest(changed) + "\"");
        digests.sort(null);
        String resigned = signed(jwt.split("\\.", -1)[0], payload.replace(from, String.join(",", digests)), key);
        return receipt.replace(jwt, resigned).replace(parts[which], changed);
    }

    private static String jwt(String receipt) {
        String statement = receipt.substring(receipt.lastIndexOf("\"statement\":\"") + 13);
        return statement.substring(0, statement.indexOf('~'));
    }

    private static String digest(String disclosure) {
        return org.wangchuan.proof.encoding.Bytes32.sha256(disclosure.getBytes(StandardCharsets.US_ASCII))
                .base64Url();
    }

    private static String signed(String header, String payload, SigningKey key) {
        String text = header + "." + encode(payload);
        byte[] signature = key.sign(text.getBytes(StandardCharsets.US_ASCII));
        return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    }

    private static String encode(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
