package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.Distortion;
import org.wangchuan.page.testing.Lie;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.Question;
import org.wangchuan.page.testing.RandomCertificate;

/** Java and the page say the same about certificates, with the browser's own algorithms and with ours. */
@Tag("slow")
class CertificateAnswersTest {
    private static final int MUTATIONS = 2_000;
    private static final int VALUES = 1_500;
    private static final int LOTS = 80;
    private static final int OF_EACH = 8;

    /** Our own algorithms take ten times as long as the browser's. */
    private static final int OWN_MAX = 160;

    private static final long NOW = Bench.STARTED.getEpochSecond() + 86_400; // as in the table of lies

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
    void everyLieOfTheCatalogueIsRefusedWithItsCode(String primitives) throws IOException {
        List<Lie> lies = Catalogue.lies();
        assertThat(lies).hasSizeGreaterThan(80);
        List<String> answers = page.answers(lies.stream().map(Lie::question).toList(), primitives);
        for (int i = 0; i < lies.size(); i++) {
            Lie lie = lies.get(i);
            assertThat(Lie.javaAnswer(lie.question())).as("Java: " + lie.name()).isEqualTo(lie.answer());
            assertThat(answers.get(i)).as("page: " + lie.name()).isEqualTo(lie.answer());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"own", "best"})
    void theHonestFilesVerify(String primitives) throws IOException {
        Optional<byte[]> trust = Optional.of(Catalogue.file("v1/trust.trust"));
        List<byte[]> fresh = List.of(Catalogue.file("v1/status.json"));
        byte[] certificate = Catalogue.file("v1/certificate.json");
        List<Question> questions = List.of(
                Question.ofCertificate(certificate, trust, List.of(), NOW),
                Question.ofCertificate(certificate, trust, fresh, NOW),
                Question.ofCertificate(Catalogue.file("v1/presentation.json"), trust, fresh, NOW),
                new Question(Catalogue.file("v1/receipt.json"), trust, Optional.empty(), Optional.empty(), NOW),
                Question.ofCertificate(certificate, Optional.empty(), fresh, NOW),
                Question.ofCertificate(certificate, Optional.of(Catalogue.file("v1/trust-rotated.trust")), fresh, NOW));
        assertThat(page.answers(questions, primitives))
                .containsExactly("verified", "verified", "verified", "verified", "signer-unknown", "verified");
        assertThat(questions.stream().map(Lie::javaAnswer).toList()).isEqualTo(page.answers(questions, primitives));
    }

    /** Bytes anywhere: in the certificate, its presentation, the status list, the trust list. */
    @Test
    void aDistortedFileGetsTheSameAnswer() throws IOException {
        byte[] certificate = Catalogue.file("v1/certificate.json");
        byte[] presentation = Catalogue.file("v1/presentation.json");
        byte[] trust = Catalogue.file("v1/trust.trust");
        byte[] status = Catalogue.file("v1/status.json");
        List<Question> questions = new ArrayList<>();
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Random random = new Random(seed);
            questions.add(
                    switch (seed % 8) {
                        case 0 -> ask(certificate, Distortion.of(trust, random), List.of());
                        case 1 -> ask(certificate, trust, List.of(Distortion.of(status, random)));
                        case 2 -> ask(Distortion.of(presentation, random), trust, List.of(status));
                        case 3 ->
                            Question.ofCertificate(
                                    Distortion.of(certificate, random), Optional.empty(), List.of(), NOW);
                        default -> ask(Distortion.of(certificate, random), trust, List.of());
                    });
        }
        compare(questions, 15, true);
    }

    /** One value in place of another, so that what lies behind the spelling is reached. */
    @Test
    void aDistortedValueGetsTheSameAnswer() throws IOException {
        String certificate = new String(Catalogue.file("v1/certificate.json"), StandardCharsets.UTF_8);
        String status = new String(Catalogue.file("v1/status.json"), StandardCharsets.UTF_8);
        byte[] trust = Catalogue.file("v1/trust.trust");
        List<Question> questions = new ArrayList<>();
        for (int seed = 0; seed < VALUES; seed++) {
            Random random = new Random(seed);
            questions.add(
                    seed % 4 == 0
                            ? ask(bytes(certificate), trust, List.of(bytes(Distortion.nonsense(status, random))))
                            : ask(bytes(Distortion.nonsense(certificate, random)), trust, List.of()));
        }
        compare(questions, 8, true);
    }

    /** Signed throughout, and drawn by lot. */
    @Test
    void whateverIsSignedGetsTheSameAnswer() throws IOException {
        List<Question> questions = new ArrayList<>();
        for (int seed = 0; seed < LOTS; seed++) {
            questions.addAll(RandomCertificate.of(seed, OF_EACH, folder.resolve("lot-" + seed)));
        }
        compare(questions, 14, false);
    }

    private static void compare(List<Question> questions, int answersMin, boolean areDistorted) throws IOException {
        List<String> answers = page.answers(questions, "best");
        int ownMax = Math.min(OWN_MAX, questions.size());
        assertThat(page.answers(questions.subList(0, ownMax), "own")).isEqualTo(answers.subList(0, ownMax));
        TreeMap<String, Integer> seen = new TreeMap<>();
        for (int seed = 0; seed < questions.size(); seed++) {
            String expected = Lie.javaAnswer(questions.get(seed));
            assertThat(answers.get(seed)).as("seed " + seed).isEqualTo(expected);
            seen.merge(expected, 1, Integer::sum);
        }
        System.out.println(seen);
        assertThat(seen).as("the test reaches far").hasSizeGreaterThan(answersMin);
        if (!areDistorted) {
            assertThat(seen.getOrDefault("verified", 0))
                    .as("sound ones among them")
                    .isGreaterThan(50);
        }
    }

    private static Question ask(byte[] certificate, byte[] trust, List<byte[]> fresh) {
        return Question.ofCertificate(certificate, Optional.of(trust), fresh, NOW);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
