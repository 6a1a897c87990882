package org.wangchuan.proof.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Presentation;
import org.wangchuan.proof.issue.Lie;
import org.wangchuan.proof.issue.Lies;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.SignedTrustList;

/**
 * The catalogue of lies: each certificate in {@code fixtures/lies} tells one, and must be refused with its code, by us
 * and by verifiers in other languages, which find the table in {@code fixtures/lies.json}. To write the files anew after
 * a deliberate change of a format, run this test with {@code -Dwangchuan.fixtures.write=true}.
 */
class CertificateLiesTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures");
    private static final String WRITE = "wangchuan.fixtures.write";

    @TempDir
    static Path folder;

    @SuppressWarnings("NullAway.Init") // made before all
    private static Lies lies;

    @BeforeAll
    static void make() throws IOException {
        lies = new Lies(folder);
        if (Boolean.getBoolean(WRITE)) {
            for (Map.Entry<String, byte[]> file : files().entrySet()) {
                Path path = FIXTURES.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
            }
        }
    }

    @AfterAll
    static void close() throws IOException {
        lies.close();
    }

    static Stream<Lie> lies() {
        return lies.all().stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("lies")
    void isRefusedWithItsCode(Lie lie) throws Exception {
        byte[] bytes = Files.readAllBytes(FIXTURES.resolve("lies/" + lie.id() + ".json"));
        SignedTrustList trust =
                SignedTrustList.parse(Files.readAllBytes(FIXTURES.resolve("lies/" + lie.trust() + ".trust")));
        Optional<byte[]> fresh = lie.fresh().isPresent()
                ? Optional.of(Files.readAllBytes(
                        FIXTURES.resolve("lies/" + lie.fresh().orElseThrow() + ".status")))
                : Optional.empty();
        assertThat(lie.answer(bytes, trust, fresh)).as(lie.says()).isEqualTo(lie.expectedAnswer());
    }

    @Test
    void theHonestCertificateOfTheSameWorldVerifies() throws VerificationException {
        VerifiedCertificate verified = CertificateVerifier.verify(
                lies.honest().certificate,
                lies.trust().list(),
                lies.all().getFirst().expectations(),
                java.util.List.of());
        assertThat(verified.isWitnessed()).isTrue();
    }

    /** Those who import the list after a change of witnesses go on believing what the former ones have seen. */
    @Test
    void theHonestCertificateOutlivesAChangeOfWitnesses() throws VerificationException {
        SignedTrustList rotated = java.util.Objects.requireNonNull(lies.trusts().get("trust-rotated"));
        VerifiedCertificate verified = CertificateVerifier.verify(
                lies.honest().certificate,
                rotated.list(),
                lies.all().getFirst().expectations(),
                java.util.List.of(lies.honest().status));
        assertThat(verified.isWitnessed()).isTrue();
        assertThat(verified.interval().orElseThrow().notEarlier()).isPresent();
    }

    @Test
    void thereAreAsManyLiesAsPromisedEachWithItsOwnNameAndFile() {
        assertThat(lies.all()).hasSizeGreaterThan(60);
        assertThat(lies.all().stream().map(Lie::id)).doesNotHaveDuplicates();
        assertThat(lies.all().stream().map(Lie::certificate).distinct().count())
                .as("only those that lie by what the verifier expects or trusts share the honest file")
                .isGreaterThan(lies.all().size() - 10L);
    }

    @Test
    void theFilesAreTheSameInEveryRun() throws IOException {
        Map<String, byte[]> files = files();
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            assertThat(Files.readAllBytes(FIXTURES.resolve(file.getKey())))
                    .as(file.getKey())
                    .isEqualTo(file.getValue());
        }
        try (Stream<Path> found = Files.list(FIXTURES.resolve("lies"))) {
            assertThat(found.map(path -> "lies/" + path.getFileName()))
                    .as("no file that no row of the table names")
                    .allMatch(files::containsKey);
        }
    }

    private static Map<String, byte[]> files() {
        Map<String, byte[]> out = new TreeMap<>();
        lies.all()
                .forEach(lie ->
                        out.put("lies/" + lie.id() + ".json", lie.certificate().getBytes(UTF_8)));
        lies.trusts().forEach((name, list) -> out.put("lies/" + name + ".trust", list.toBytes()));
        for (Map.Entry<String, StatusFile> file : lies.statuses().entrySet()) {
            out.put("lies/" + file.getKey() + ".status", file.getValue().toBytes());
        }
        out.put(
                "lies.json",
                CanonicalJson.write(Json.object()
                        .put("format", "wangchuan-lies/v1")
                        .put(
                                "lies",
                                new JsonValue.Array(lies.all().stream()
                                        .<JsonValue>map(Lie::json)
                                        .toList()))
                        .build()));
        var job = lies.honest();
        out.put("v1/receipt.json", job.receipt.toBytes());
        out.put("v1/certificate.json", job.certificate.toBytes());
        out.put(
                "v1/presentation.json",
                Presentation.of(job.certificate, java.util.Set.of("target", "work"), false)
                        .toBytes());
        out.put("v1/status.json", job.status.toBytes());
        out.put("v1/trust.trust", lies.trust().toBytes());
        out.put(
                "v1/trust-rotated.trust",
                java.util.Objects.requireNonNull(lies.trusts().get("trust-rotated"))
                        .toBytes());
        return out;
    }
}
