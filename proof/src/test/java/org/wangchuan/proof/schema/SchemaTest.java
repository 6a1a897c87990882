package org.wangchuan.proof.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.issue.FixtureWorld;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.Job;
import org.wangchuan.proof.producer.SignedProducerStatement;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Disclosure;
import org.wangchuan.proof.statement.ForgottenPart;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.ProducersShown;
import org.wangchuan.proof.statement.RevocationReason;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.testing.TestPhone;
import org.wangchuan.proof.testing.TestProducer;
import org.wangchuan.proof.trust.SignedTrustList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustedProducer;

/** The published schemas describe what we make, and the published fixtures of every version stay valid for ever. */
class SchemaTest {
    private static final Path SCHEMAS = Path.of("src/main/resources/org/wangchuan/proof/schema");
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/v1");
    private static final String ID = "urn:wangchuan:schema:";

    @SuppressWarnings("NullAway.Init") // made before all
    private static JsonSchemaFactory factory;

    @TempDir
    Path folder;

    @BeforeAll
    static void read() throws IOException {
        Map<String, String> byId = new HashMap<>();
        try (Stream<Path> files = Files.list(SCHEMAS)) {
            for (Path file : files.toList()) {
                String name = String.valueOf(file.getFileName()).replace(".json", "");
                byId.put(ID + name + ":v1", Files.readString(file, UTF_8));
            }
        }
        assertThat(byId).hasSizeGreaterThanOrEqualTo(8);
        factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012, builder -> builder.schemaLoaders(loaders -> loaders.schemas(byId)));
    }

    private static Set<String> faults(String schema, byte[] json) {
        JsonSchema found = factory.getSchema(SchemaLocation.of(ID + schema));
        return found.validate(new String(json, UTF_8), InputFormat.JSON).stream()
                .map(Object::toString)
                .collect(java.util.stream.Collectors.toSet());
    }

    private static byte[] fixture(String name) {
        try {
            return Files.readAllBytes(FIXTURES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] trustText() {
        return trustText("trust.trust");
    }

    private static byte[] trustText(String name) {
        String note = new String(fixture(name), UTF_8);
        return note.substring(0, note.indexOf('\n')).getBytes(UTF_8);
    }

    @Test
    void theFixturesMatchTheirSchemasAndAreStillRead() throws VerificationException {
        assertThat(faults("receipt:v1", fixture("receipt.json"))).isEmpty();
        assertThat(faults("certificate:v1", fixture("certificate.json"))).isEmpty();
        assertThat(faults("certificate:v1", fixture("presentation.json"))).isEmpty();
        assertThat(faults("status:v1", fixture("status.json"))).isEmpty();
        assertThat(faults("trust:v1", trustText())).isEmpty();
        assertThat(faults("trust:v1", trustText("trust-rotated.trust"))).isEmpty();
        assertThat(Receipt.parse(fixture("receipt.json")).toBytes()).isEqualTo(fixture("receipt.json"));
        assertThat(SignedTrustList.parse(fixture("trust.trust")).toBytes()).isEqualTo(fixture("trust.trust"));
        assertThat(SignedTrustList.parse(fixture("trust-rotated.trust")).toBytes())
                .isEqualTo(fixture("trust-rotated.trust"));
    }

    @Test
    void everythingInsideTheFixturesMatchesToo() throws VerificationException {
        Certificate certificate = Certificate.parse(fixture("certificate.json"));
        for (Logged logged : List.of(
                certificate.receipt().start(),
                certificate.receipt().clearing(),
                certificate.status().orElseThrow().statement())) {
            assertThat(faults(
                            "statement:v1",
                            CanonicalJson.write(logged.statement().payload())))
                    .isEmpty();
            for (Disclosure disclosure : logged.statement().disclosures()) {
                assertThat(faults(
                                "disclosures:v1#/$defs/" + disclosure.name(), CanonicalJson.write(disclosure.value())))
                        .isEmpty();
            }
        }
        assertThat(certificate.presence()).hasSize(3);
        for (CounterSignature one : certificate.presence()) {
            byte[] payload = Base64Url.decode(one.stationJws().split("\\.", 3)[1]);
            assertThat(faults("presence:v1", payload)).isEmpty();
        }
    }

    @Test
    void noticesMatchTheirSchemas() throws IOException {
        try (FixtureWorld world = new FixtureWorld(folder.resolve("log"))) {
            Job job = new Job(world).run();
            world.testing();
            for (IssuedStatement notice : List.of(
                    world.issuer.revocation(
                            world.chain,
                            world.uuid(),
                            FixtureWorld.STARTED,
                            job.clearing.sdJwt(),
                            RevocationReason.KEY_COMPROMISED),
                    world.issuer.correction(
                            world.chain,
                            world.uuid(),
                            FixtureWorld.STARTED,
                            job.earlierClearing.sdJwt(),
                            job.clearing.sdJwt()),
                    world.issuer.supersession(
                            world.chain,
                            world.uuid(),
                            FixtureWorld.STARTED,
                            job.earlierClearing.sdJwt(),
                            job.clearing.sdJwt()),
                    forgetting(world, job, ForgottenPart.ALL, Optional.empty()),
                    forgetting(world, job, ForgottenPart.DEVICE, Optional.empty()),
                    forgetting(world, job, ForgottenPart.PERSON, Optional.of(new KeptDevice(1, "a rule"))))) {
                assertThat(faults(
                                "statement:v1",
                                CanonicalJson.write(notice.sdJwt().payload())))
                        .isEmpty();
            }
        }
    }

    @Test
    void aPhonesStatementsMatchAndNoDrivesHasItsWords() throws IOException {
        try (FixtureWorld world = new FixtureWorld(folder.resolve("phones"))) {
            TestPhone phone = new TestPhone();
            IssuedStatement start = world.log(world.issuer.start(
                    world.chain,
                    world.uuid(),
                    FixtureWorld.STARTED,
                    Disclosed.ofPhoneStart(TestPhone.before("1"), Optional.empty())));
            IssuedStatement clearing = world.issuer.clearing(
                    world.chain,
                    world.uuid(),
                    FixtureWorld.STARTED,
                    phone.claims(start.eventId()),
                    Disclosed.ofPhoneClearing(TestPhone.phone("1"), phone.work(), Optional.empty()));
            for (IssuedStatement one : List.of(start, clearing)) {
                assertThat(faults(
                                "statement:v1", CanonicalJson.write(one.sdJwt().payload())))
                        .isEmpty();
                for (Disclosure disclosure : one.sdJwt().disclosures()) {
                    assertThat(faults(
                                    "disclosures:v1#/$defs/" + disclosure.name(),
                                    CanonicalJson.write(disclosure.value())))
                            .isEmpty();
                }
            }
            String text = CanonicalJson.writeText(clearing.sdJwt().payload());
            for (String[] lie : new String[][] {
                {"\"verdict\":\"cleared\"", "\"verdict\":\"purged\""},
                {"\"tier\":\"told\"", "\"tier\":\"sure\""},
                {"\"lock\":\"unlocked\"", "\"lock\":\"open\""},
                {"\"phoneResult\":", "\"phoneResults\":"}
            }) {
                assertThat(text).contains(lie[0]);
                assertThat(faults("statement:v1", text.replace(lie[0], lie[1]).getBytes(UTF_8)))
                        .as(lie[1])
                        .isNotEmpty();
            }
            Map<String, JsonValue> drive =
                    new HashMap<>(clearing.sdJwt().payload().members());
            drive.remove("phoneResult");
            assertThat(faults("statement:v1", CanonicalJson.write(new JsonValue.Obj(drive))))
                    .as("limits of phones, of none")
                    .isNotEmpty();
        }
    }

    @Test
    void whatAMakerStatesMatchesAndSoDoListsThatNameMakers() throws Exception {
        TestProducer producer = new TestProducer();
        producer.patchLeast = Optional.of("2026-01-05");
        for (SignedProducerStatement one : List.of(producer.signed(), producer.withdrawn())) {
            assertThat(faults("producer:v1", one.note().text().strip().getBytes(UTF_8)))
                    .isEmpty();
        }
        String text = producer.signed().note().text().strip();
        for (String[] lie : new String[][] {
            {"\"sequence\":1", "\"sequence\":0"},
            {"\"system\":\"android\"", "\"system\":\"tizen\""},
            {"\"is\":[\"file-based\"]", "\"is\":[\"yes\"]"},
            {"\"versionLeast\":\"13\"", "\"versionLeast\":\"x\""},
            {"\"number\":", "\"more\":1,\"number\":"}
        }) {
            assertThat(text).contains(lie[0]);
            assertThat(faults("producer:v1", text.replace(lie[0], lie[1]).getBytes(UTF_8)))
                    .as(lie[1])
                    .isNotEmpty();
        }
        ProducersShown shown = new ProducersShown(
                List.of(new ProducersShown.One(producer.signed().text(), List.of("overwrite"))));
        assertThat(faults("disclosures:v1#/$defs/" + ProducersShown.CLAIM, CanonicalJson.write(shown.json())))
                .isEmpty();
        TrustList list = TestProducer.list(
                SignedTrustList.parse(fixture("trust.trust")),
                producer.trusted(List.of("overwrite"), new TrustedProducer.Least(producer.number, 2)),
                other());
        String line = SignedTrustList.text(list).strip();
        assertThat(faults("trust:v1", line.getBytes(UTF_8))).isEmpty();
        assertThat(faults(
                        "trust:v1",
                        line.replace("\"sequence\":2", "\"sequence\":0").getBytes(UTF_8)))
                .isNotEmpty();
        assertThat(line).contains("\"makers\":[\"Samsung\"],");
        for (String other : List.of("", "\"makers\":[],", "\"makers\":[\"Samsung\",\"Samsung\"],")) {
            String less = line.replace("\"makers\":[\"Samsung\"],", other);
            assertThat(faults("trust:v1", less.getBytes(UTF_8))).as(other).isNotEmpty();
        }
    }

    private static TrustedProducer other() {
        return new TrustedProducer(
                "Other", new TestProducer().trusted(List.of()).keys(), List.of("Other"), List.of(), List.of());
    }

    private static IssuedStatement forgetting(
            FixtureWorld world, Job job, ForgottenPart part, Optional<KeptDevice> kept) {
        return world.issuer.forgetting(
                world.chain,
                world.uuid(),
                FixtureWorld.STARTED,
                job.clearing.sdJwt().digest(),
                part,
                kept);
    }

    @Test
    void theFixtureOfAForgettingMatchesAndIsStillRead() throws VerificationException {
        IssuedStatement fixture = IssuedStatement.parse(fixture("forgetting.json"));
        assertThat(faults("statement:v1", CanonicalJson.write(fixture.sdJwt().payload())))
                .isEmpty();
        assertThat(fixture.statement()).isInstanceOfSatisfying(Statement.Forgetting.class, said -> {
            assertThat(said.part()).isEqualTo(ForgottenPart.PERSON);
            assertThat(said.kept()).contains(new KeptDevice(1_858_000_000L, "551 art. 17"));
        });
        assertThat(fixture.toBytes()).isEqualTo(fixture("forgetting.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "observation, observation",
        "validation, record",
        "consent, record",
        "withdrawal, record",
        "presence, record",
        "summary, record",
        "counts, record"
    })
    void theFixtureOfARecordMatchesAndIsStillRead(String name, String schema) throws VerificationException {
        RecordedFile fixture = RecordedFile.parse(fixture(name + ".json"));
        assertThat(faults(schema + ":v1", fixture(name + ".json"))).isEmpty();
        assertThat(faults(
                        "statement:v1", CanonicalJson.write(fixture.statement().payload())))
                .isEmpty();
        assertThat(fixture.toBytes()).isEqualTo(fixture(name + ".json"));
    }

    @Test
    void theFixtureOfARecheckMatchesAndIsStillRead() throws Exception {
        RecheckFile fixture = RecheckFile.parse(fixture("recheck.json"));
        assertThat(faults("recheck:v1", fixture("recheck.json"))).isEmpty();
        JsonValue.Obj payload = fixture.recheck().statement().payload();
        assertThat(faults("statement:v1", CanonicalJson.write(payload))).isEmpty();
        assertThat(fixture.toBytes()).isEqualTo(fixture("recheck.json"));
        String text = CanonicalJson.writeText(payload);
        for (String[] lie : new String[][] {
            {"\"mode\":\"sample\"", "\"mode\":\"full\""},
            {"\"pattern\":\"stamped\"", "\"pattern\":\"zero\""},
            {"\"result\":\"matches\"", "\"result\":\"differs\""},
            {"\"result\":\"matches\"", "\"result\":\"cleared\""},
            {"\"tool\":", "\"more\":1,\"tool\":"},
            {"\"leftOut\":[]", "\"leftOut\":[{\"length\":0,\"offset\":0}]"}
        }) {
            assertThat(text).contains(lie[0]);
            assertThat(faults("statement:v1", text.replace(lie[0], lie[1]).getBytes(UTF_8)))
                    .as(lie[1])
                    .isNotEmpty();
        }
    }

    @Test
    void theFixtureOfARecheckOfADriveThatErasedItselfMatchesAndIsStillRead() throws Exception {
        RecheckFile fixture = RecheckFile.parse(fixture("recheck-by-drive.json"));
        assertThat(faults("recheck:v1", fixture("recheck-by-drive.json"))).isEmpty();
        JsonValue.Obj payload = fixture.recheck().statement().payload();
        assertThat(faults("statement:v1", CanonicalJson.write(payload))).isEmpty();
        assertThat(fixture.toBytes()).isEqualTo(fixture("recheck-by-drive.json"));
        String text = CanonicalJson.writeText(payload);
        for (String[] lie : new String[][] {
            {"\"contents\":\"unknown\"", "\"contents\":\"uniform\""},
            {"\"contents\":\"unknown\"", "\"contents\":\"noise\""},
            {"\"contents\":\"unknown\"", "\"contents\":\"unknown\",\"pass\":1"},
            {"nvme-sanitize-crypto", "nvme-sanitize-else"},
            {"\"planted\":[", "\"planted\":[\"00\","},
            {"\"mode\":\"sample\"", "\"mode\":\"full\""},
            {"[\"contents-unknown\"]", "[\"unknown\"]"},
            {"\"places\":[{\"length\":65536,\"offset\":0},", "\"places\":[{\"length\":0,\"offset\":0},"}
        }) {
            assertThat(text).contains(lie[0]);
            assertThat(faults("statement:v1", text.replace(lie[0], lie[1]).getBytes(UTF_8)))
                    .as(lie[1])
                    .isNotEmpty();
        }
    }

    /** What is kept is said exactly where something is, in the schema as in the reader. */
    @Test
    void aForgettingThatKeepsWhatItForgotDoesNotMatch() throws Exception {
        JsonValue.Obj sound =
                IssuedStatement.parse(fixture("forgetting.json")).sdJwt().payload();
        Map<String, JsonValue> other = new HashMap<>(sound.members());
        other.put("part", new JsonValue.Text("all"));
        assertThat(faults("statement:v1", CanonicalJson.write(new JsonValue.Obj(other))))
                .isNotEmpty();
        other.put("part", new JsonValue.Text("person"));
        other.remove("kept");
        assertThat(faults("statement:v1", CanonicalJson.write(new JsonValue.Obj(other))))
                .isNotEmpty();
    }

    /** Schemas with a mistake in a reference or a keyword accept everything; these don't. */
    @ParameterizedTest
    @ValueSource(strings = {"receipt", "certificate", "status", "trust", "observation", "recheck"})
    void anObjectWithAMemberTooManyOrTooFewDoesNotMatch(String name) throws Exception {
        byte[] json = name.equals("trust") ? trustText() : fixture(name + ".json");
        JsonValue.Obj sound = CanonicalJson.readObject(json);
        for (String member : sound.members().keySet()) {
            Map<String, JsonValue> less = new HashMap<>(sound.members());
            less.remove(member);
            boolean isOptional = Set.of("notBefore", "presence").contains(member)
                    || (member.equals("status") && name.equals("certificate"));
            assertThat(faults(name + ":v1", CanonicalJson.write(new JsonValue.Obj(less)))
                            .isEmpty())
                    .as("without " + member)
                    .isEqualTo(isOptional);
            Map<String, JsonValue> other = new HashMap<>(sound.members());
            other.put(member, new JsonValue.Bool(true));
            assertThat(faults(name + ":v1", CanonicalJson.write(new JsonValue.Obj(other))))
                    .as("with another " + member)
                    .isNotEmpty();
        }
        Map<String, JsonValue> more = new HashMap<>(sound.members());
        more.put("more", new JsonValue.Bool(true));
        assertThat(faults(name + ":v1", CanonicalJson.write(new JsonValue.Obj(more))))
                .isNotEmpty();
    }
}
