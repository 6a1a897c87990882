package org.wangchuan.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.page.testing.Bench;
import org.wangchuan.page.testing.Catalogue;
import org.wangchuan.page.testing.Lie;
import org.wangchuan.page.testing.PageUnderTest;
import org.wangchuan.page.testing.Question;
import org.wangchuan.page.testing.WitnessedJob;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.Presentation;

/** Whoever leaves facts out, in Java or on the page, writes the same file. */
@Tag("slow")
class PresentationBytesTest {
    private static final List<String> FACTS = List.of("work", "asset", "presence");
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

    private static List<String> chosen(int choice) {
        List<String> out = new ArrayList<>();
        for (int i = 0; i < FACTS.size(); i++) {
            if ((choice >> i & 1) != 0) {
                out.add(FACTS.get(i));
            }
        }
        return out;
    }

    private static byte[] java(byte[] file, List<String> facts) throws Exception {
        Set<String> kept = Stream.concat(Stream.of("target"), facts.stream().filter(fact -> !fact.equals("presence")))
                .collect(Collectors.toSet());
        return Presentation.of(Certificate.parse(file), kept, facts.contains("presence"))
                .toBytes();
    }

    private static byte[] page(byte[] file, List<String> facts) throws IOException {
        String base64 = Base64.getEncoder().encodeToString(file);
        return Base64.getDecoder()
                .decode(page.list("[w.Bytes.toBase64(w.Presentations.of(bytes('" + base64 + "'), "
                                + PageUnderTest.literal(facts) + "))]")
                        .getFirst());
    }

    @Test
    void everyChoiceGivesTheSameBytesAndBothVerifyThem() throws Exception {
        try (WitnessedJob job = new WitnessedJob(folder.resolve("log"))) {
            List<byte[]> files = List.of(
                    Catalogue.file("v1/certificate.json"),
                    Catalogue.file("v1/presentation.json"),
                    job.certificate().toBytes(),
                    job.certificateWithoutStatus().toBytes());
            List<byte[]> lists = List.of(
                    Catalogue.file("v1/trust.trust"),
                    Catalogue.file("v1/trust.trust"),
                    job.trust(WitnessedJob.POLICY),
                    job.trust(WitnessedJob.POLICY));
            List<Question> questions = new ArrayList<>();
            for (int i = 0; i < files.size(); i++) {
                for (int choice = 0; choice < 8; choice++) {
                    byte[] made = java(files.get(i), chosen(choice));
                    assertThat(page(files.get(i), chosen(choice)))
                            .as("file %d, %s", i, chosen(choice))
                            .isEqualTo(made);
                    questions.add(Question.ofCertificate(made, Optional.of(lists.get(i)), List.of(), NOW));
                }
            }
            assertThat(page.answers(questions, "best")).containsOnly("verified").hasSize(32);
            assertThat(questions.stream().map(Lie::javaAnswer)).containsOnly("verified");
        }
    }

    @Test
    void ofWhatIsLeftOutNothingStays() throws Exception {
        byte[] whole = Catalogue.file("v1/certificate.json");
        Certificate certificate = Certificate.parse(whole);
        String less = new String(page(whole, List.of()), StandardCharsets.UTF_8);
        Stream.of(certificate.receipt().clearing(), certificate.receipt().start())
                .flatMap(logged -> logged.statement().disclosures().stream())
                .forEach(one -> {
                    assertThat(new String(whole, StandardCharsets.UTF_8)).contains(one.text());
                    if (one.name().equals("target")) {
                        assertThat(less).contains(one.text());
                    } else {
                        assertThat(less).doesNotContain(one.text()).doesNotContain(one.salt());
                    }
                });
        assertThat(less).doesNotContain("inv-7").doesNotContain("presence");
        assertThat(certificate.presence()).isNotEmpty();
    }

    @Test
    void thePageSeesWhatIsThere() throws IOException {
        for (String[] row : new String[][] {
            {"v1/certificate.json", "work asset presence"},
            {"v1/presentation.json", "work"}
        }) {
            String base64 = Base64.getEncoder().encodeToString(Catalogue.file(row[0]));
            assertThat(page.list("[w.Presentations.shownIn(bytes('" + base64 + "')).join(' ')]"))
                    .as(row[0])
                    .containsExactly(row[1]);
        }
    }
}
