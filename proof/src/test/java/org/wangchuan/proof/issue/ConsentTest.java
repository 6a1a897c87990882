package org.wangchuan.proof.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Base64Url;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ConsentClaims;
import org.wangchuan.proof.statement.ConsentClaims.Presenter;
import org.wangchuan.proof.statement.ConsentClaims.Said;
import org.wangchuan.proof.statement.ConsentClaims.Scope;
import org.wangchuan.proof.statement.ConsentClaims.Through;
import org.wangchuan.proof.statement.ConsentClaims.Words;
import org.wangchuan.proof.statement.PresenceClaims;
import org.wangchuan.proof.statement.PresenceClaims.Grade;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.WithdrawalClaims;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/**
 * An operator's log signs that somebody agreed, and that a consent is over. To write the fixtures after a deliberate change:
 * {@code -Dwangchuan.fixtures.write=true}.
 */
class ConsentTest {
    private static final Path FIXTURES = Path.of("src/test/resources/fixtures/v1");
    private static final Instant AT = FixtureWorld.STARTED;
    private static final NoteSigner LOG = new NoteSigner("log.example/shop", FixtureWorld.key("shop log"));
    private static final TrustList TRUST = new TrustList(
            1,
            1,
            new VerifierKey("trust.example", FixtureWorld.key("trust").publicKey()),
            List.of(new TrustList.Operator("Shop", List.of(LOG.verifierKey()), List.of())),
            "");
    private static final Words WORDS =
            new Words("erasure", 1, "zh", Bytes32.sha256("我同意\n".getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    private static final Said ON_SCREEN = new Said(Through.COUNTER_SCREEN, Optional.of("Li"));

    private static ConsentClaims consent(Said said) {
        return new ConsentClaims(
                "K7M2QX",
                new ConsentClaims.Device("D4R8TZ", "laptop"),
                WORDS,
                Optional.of(new Words("authority-heir", 1, "zh", Bytes32.sha256("d".getBytes(US_ASCII)))),
                new ClearingClaims.Policy("gb-46864-2025", "1", Bytes32.sha256("rules".getBytes(US_ASCII))),
                Optional.of(new ConsentClaims.Offer(12_000, "CNY")),
                Presenter.HEIR,
                Scope.DEVICE,
                said);
    }

    private static IssuedStatement agreed(SigningKey key, boolean isTest) {
        StatementIssuer issuer = isTest ? StatementIssuer.test(key) : StatementIssuer.real(key);
        return issuer.withSecrets(new Random(1))
                .consent(StationChain.NEW, UUID.nameUUIDFromBytes(new byte[] {3}), AT, consent(ON_SCREEN));
    }

    private static IssuedStatement over(SigningKey key, boolean isTest) {
        IssuedStatement agreed = agreed(key, isTest);
        StatementIssuer issuer = isTest ? StatementIssuer.test(key) : StatementIssuer.real(key);
        return issuer.withSecrets(new Random(2))
                .withdrawal(
                        StationChain.NEW.after(agreed),
                        UUID.nameUUIDFromBytes(new byte[] {4}),
                        AT,
                        new WithdrawalClaims(
                                "K7M2QX", agreed.sdJwt().digest(), new Said(Through.OWN_BROWSER, Optional.empty())));
    }

    private static IssuedStatement present(SigningKey key, boolean isTest) {
        StatementIssuer issuer = isTest ? StatementIssuer.test(key) : StatementIssuer.real(key);
        return issuer.withSecrets(new Random(3))
                .presence(
                        StationChain.NEW.after(agreed(key, isTest)).after(over(key, isTest)),
                        UUID.nameUUIDFromBytes(new byte[] {5}),
                        AT,
                        presence(
                                Grade.HANDWRITTEN,
                                Optional.of(AT.getEpochSecond() - 60),
                                Optional.of(Bytes32.sha256(new byte[] {9})),
                                ON_SCREEN));
    }

    private static PresenceClaims presence(Grade grade, Optional<Long> begunAt, Optional<Bytes32> picture, Said said) {
        return new PresenceClaims(
                "K7M2QX",
                new ConsentClaims.Device("D4R8TZ", "laptop"),
                grade,
                begunAt,
                grade == Grade.HANDWRITTEN ? begunAt.map(at -> at + 30) : Optional.empty(),
                Optional.of(agreed(LOG.signingKey(), false).sdJwt().digest()),
                picture,
                Scope.DEVICE,
                said);
    }

    private static List<IssuedStatement> all() {
        return List.of(
                agreed(LOG.signingKey(), false), over(LOG.signingKey(), false), present(LOG.signingKey(), false));
    }

    private static RecordedFile file(IssuedStatement issued) {
        return RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), LOG.verifierKey());
    }

    private static VerifiedRecord verify(RecordedFile file) throws VerificationException {
        return RecordVerifier.verify(file, TRUST, new Expectations(Optional.empty(), AT));
    }

    private static void refused(FailureCode code, ThrowingCallable call) {
        assertThat(catchThrowableOfType(VerificationException.class, call).code())
                .isEqualTo(code);
    }

    @Test
    void areWhatWasPublished() throws Exception {
        List<String> names = List.of("consent.json", "withdrawal.json", "presence.json");
        for (int i = 0; i < names.size(); i++) {
            IssuedStatement issued = all().get(i);
            Path fixture = FIXTURES.resolve(names.get(i));
            if (Boolean.getBoolean("wangchuan.fixtures.write")) {
                Files.write(fixture, file(issued).toBytes());
            }
            assertThat(file(issued).toBytes()).isEqualTo(Files.readAllBytes(fixture));
            VerifiedRecord known = verify(RecordedFile.parse(Files.readAllBytes(fixture)));
            assertThat(known.operator()).contains("Shop");
            assertThat(known.statement()).isEqualTo(issued.statement());
        }
        assertThat(verify(file(over(LOG.signingKey(), false))).statement())
                .isInstanceOfSatisfying(
                        Statement.Withdrawal.class,
                        said -> assertThat(said.claims().of())
                                .isEqualTo(
                                        agreed(LOG.signingKey(), false).sdJwt().digest()));
    }

    /** In whose session it was stands there exactly where it was somebody else's than the owner's own browser. */
    @Test
    void whatDoesNotFitIsNeitherWrittenNorRead() {
        assertThatThrownBy(() -> new Said(Through.OWN_BROWSER, Optional.of("Li")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Said(Through.CLERK, Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new WithdrawalClaims(" ", Bytes32.sha256(new byte[0]), ON_SCREEN))
                .isInstanceOf(IllegalArgumentException.class);
        for (Map.Entry<String, JsonValue> lie : Map.of(
                        "through", (JsonValue) new JsonValue.Text("own-browser"),
                        "presenter", new JsonValue.Text("Wang Wei"),
                        "name", new JsonValue.Text("Wang Wei"),
                        "order", new JsonValue.Text("two\nlines"),
                        "verdict", new JsonValue.Text("cleared"),
                        "conformity", new JsonValue.Array(List.of()),
                        "iss",
                                new JsonValue.Text("urn:wangchuan:station:"
                                        + LOG.signingKey().publicKey().thumbprint()),
                        "vct", new JsonValue.Text("urn:wangchuan:statement:clearing:v1"),
                        "offer",
                                Json.object()
                                        .put("minor", -1L)
                                        .put("currency", "CNY")
                                        .build())
                .entrySet()) {
            refused(FailureCode.STATEMENT_FORMAT, () -> StatementReader.read(signed(all().getFirst(), lie, true)));
        }
        for (String name : List.of("name", "words", "verdict", "reason")) {
            refused(
                    FailureCode.STATEMENT_FORMAT,
                    () -> StatementReader.read(signed(all().get(1), Map.entry(name, new JsonValue.Text("x")), true)));
        }
    }

    /** A grade can't rest on a way that does not carry it: a code that was typed on the counter's own screen shows nobody. */
    @Test
    void presenceRestsOnWhatCarriesIt() {
        Optional<Long> begun = Optional.of(AT.getEpochSecond());
        Optional<Bytes32> picture = Optional.of(Bytes32.sha256(new byte[] {9}));
        Said own = new Said(Through.OWN_BROWSER, Optional.empty());
        Said clerk = new Said(Through.CLERK, Optional.of("Li"));
        for (ThrowingCallable lie : List.<ThrowingCallable>of(
                () -> presence(Grade.CODE, begun, Optional.empty(), ON_SCREEN),
                () -> presence(Grade.CODE, begun, Optional.empty(), clerk),
                () -> presence(Grade.ASSERTED, begun, Optional.empty(), own),
                () -> presence(Grade.ASSERTED, begun, Optional.empty(), ON_SCREEN),
                () -> presence(Grade.HANDWRITTEN, begun, picture, clerk),
                () -> presence(Grade.HANDWRITTEN, begun, Optional.empty(), own),
                () -> presence(Grade.CODE, begun, picture, own),
                () -> presence(Grade.ABSENT, begun, picture, own),
                () -> presence(Grade.CODE, Optional.empty(), Optional.empty(), own),
                () -> presence(Grade.CODE, Optional.of(-1L), Optional.empty(), own),
                () -> new PresenceClaims(
                        "K7M2QX",
                        new ConsentClaims.Device("D4R8TZ", "laptop"),
                        Grade.CODE,
                        begun,
                        begun.map(at -> at - 1),
                        Optional.empty(),
                        Optional.empty(),
                        Scope.DEVICE,
                        own))) {
            assertThatThrownBy(lie).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(presence(Grade.ABSENT, Optional.empty(), Optional.empty(), clerk)
                        .begunAtSeconds())
                .isEmpty();
        for (Map.Entry<String, JsonValue> lie : Map.of(
                        "through", (JsonValue) new JsonValue.Text("clerk"),
                        "grade", new JsonValue.Text("code"),
                        "picture", new JsonValue.Text("strokes"),
                        "begunAt", new JsonValue.Text("now"),
                        "endedAt", new JsonValue.Whole(1),
                        "name", new JsonValue.Text("Wang Wei"),
                        "verdict", new JsonValue.Text("cleared"))
                .entrySet()) {
            assertThatThrownBy(() -> StatementReader.read(signed(all().getLast(), lie, true)))
                    .as(lie.getKey())
                    .isInstanceOf(VerificationException.class);
        }
    }

    private static SdJwt signed(IssuedStatement of, Map.Entry<String, JsonValue> other, boolean isAgain)
            throws VerificationException {
        SdJwt sound = of.sdJwt();
        Map<String, JsonValue> members = new HashMap<>(sound.payload().members());
        members.put(other.getKey(), other.getValue());
        String jwt = sound.jwt();
        String text = jwt.substring(0, jwt.indexOf('.') + 1)
                + Base64Url.encode(CanonicalJson.write(new JsonValue.Obj(members)));
        return SdJwt.parse(text
                + (isAgain
                        ? "." + Base64Url.encode(LOG.signingKey().sign(text.getBytes(US_ASCII)))
                        : jwt.substring(jwt.lastIndexOf('.')))
                + "~");
    }

    @Test
    void aTamperedOneAndATestAreRefused() throws Exception {
        for (IssuedStatement issued : all()) {
            SdJwt changed = signed(issued, Map.entry("order", new JsonValue.Text("K7M2QY")), false);
            refused(
                    FailureCode.STATEMENT_SIGNATURE,
                    () -> verify(
                            new RecordedFile(RecordedFile.Format.RECORD, changed, issued.nonce(), LOG.verifierKey())));
        }
        refused(FailureCode.HINT, () -> verify(file(agreed(FixtureWorld.key("other"), false))));
        refused(FailureCode.TEST_STATEMENT, () -> verify(file(agreed(LOG.signingKey(), true))));
        refused(FailureCode.TEST_STATEMENT, () -> verify(file(over(LOG.signingKey(), true))));
        refused(FailureCode.TEST_STATEMENT, () -> verify(file(present(LOG.signingKey(), true))));
    }

    @Test
    void areNeverTakenForAReceipt(@TempDir Path folder) throws Exception {
        try (FixtureWorld world = new FixtureWorld(folder)) {
            Receipt receipt = new Job(world).run().receipt;
            Logged clearing = receipt.clearing();
            for (IssuedStatement issued : Stream.concat(
                            all().stream(),
                            Stream.of(agreed(world.key, false), over(world.key, false), present(world.key, false)))
                    .toList()) {
                refused(
                        FailureCode.RECEIPT_FORMAT,
                        () -> Receipt.parse(file(issued).toBytes()));
                assertThat(issued.sdJwt().payload().members()).doesNotContainKeys("verdict", "conformity", "evidence");
                Logged dressed = new Logged(issued.sdJwt(), issued.nonce(), clearing.proof());
                for (Receipt lie : List.of(
                        new Receipt(dressed, receipt.start(), receipt.hint()),
                        new Receipt(clearing, dressed, receipt.hint()),
                        new Receipt(dressed, dressed, new Hint(LOG.verifierKey().key(), LOG.verifierKey())))) {
                    refused(
                            FailureCode.STATEMENT_TYPE,
                            () -> ReceiptVerifier.verify(
                                    lie, TRUST, new Expectations(Optional.empty(), AT.plusSeconds(100_000))));
                }
                refused(
                        FailureCode.STATEMENT_TYPE,
                        () -> verify(new RecordedFile(
                                RecordedFile.Format.OBSERVATION, issued.sdJwt(), issued.nonce(), LOG.verifierKey())));
            }
        }
    }
}
