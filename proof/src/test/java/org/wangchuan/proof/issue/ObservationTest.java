package org.wangchuan.proof.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
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
import org.wangchuan.proof.statement.ClearingClaims.Clause;
import org.wangchuan.proof.statement.ObservationClaims;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/** An operator's log signs what somebody saw. To write the fixture after a deliberate change: {@code -Dwangchuan.fixtures.write=true}. */
class ObservationTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/v1/observation.json");
    private static final Instant ENDED = FixtureWorld.STARTED;
    private static final NoteSigner LOG = new NoteSigner("log.example/shop", FixtureWorld.key("shop log"));
    private static final SigningKey STATION = FixtureWorld.key("station");
    private static final TrustList TRUST = list(LOG.verifierKey());

    private static TrustList list(VerifierKey log) {
        return new TrustList(
                1,
                1,
                new VerifierKey("trust.example", FixtureWorld.key("trust").publicKey()),
                List.of(new TrustList.Operator(
                        "Shop",
                        List.of(log),
                        List.of(new TrustList.Station(STATION.publicKey(), 0, Optional.empty())))),
                "");
    }

    private static ObservationClaims claims(Verdict verdict, Clause.State state) {
        long at = ENDED.getEpochSecond() - 60;
        return new ObservationClaims(
                "K7M2QX",
                new ObservationClaims.Workflow("android", 2, Bytes32.sha256("file".getBytes(US_ASCII))),
                new ObservationClaims.Device("D4R8TZ", "phone", "小米", "Mi 10", Optional.of("4321")),
                at - 60,
                List.of(
                        new ObservationClaims.Answer("account", "in", "Li", at, Optional.empty()),
                        new ObservationClaims.Answer("account", "seen-out", "Li", at + 5, Optional.empty()),
                        new ObservationClaims.Answer(
                                "photo", "taken", "Li", at + 9, Optional.of(Bytes32.sha256("x".getBytes(US_ASCII))))),
                verdict,
                ObservationClaims.Tier.OBSERVED,
                ObservationClaims.Lock.UNLOCKED,
                List.of("reset-observed"),
                new ClearingClaims.Policy("gb-46864-2025", "1", Bytes32.sha256("rules".getBytes(US_ASCII))),
                List.of(new Clause("level", state, "GB 46864-2025, 5.2")));
    }

    private static ObservationClaims sound() {
        return claims(Verdict.UNPROVEN, Clause.State.NOT_SATISFIED);
    }

    private static IssuedStatement issue(SigningKey key, boolean isTest) {
        StatementIssuer issuer = isTest ? StatementIssuer.test(key) : StatementIssuer.real(key);
        return issuer.withSecrets(new Random(1))
                .observation(StationChain.NEW, UUID.nameUUIDFromBytes(new byte[] {1}), ENDED, sound());
    }

    private static RecordedFile file() {
        return file(issue(LOG.signingKey(), false));
    }

    private static RecordedFile file(IssuedStatement issued) {
        return of(issued, LOG.verifierKey());
    }

    private static RecordedFile of(IssuedStatement issued, VerifierKey key) {
        return RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), key);
    }

    private static VerifiedRecord verify(RecordedFile file, TrustList list) throws VerificationException {
        return RecordVerifier.verify(file, list, new Expectations(Optional.empty(), ENDED));
    }

    private static void refused(FailureCode code, ThrowingCallable call) {
        assertThat(catchThrowableOfType(VerificationException.class, call).code())
                .isEqualTo(code);
    }

    @Test
    void isWhatWasPublished() throws Exception {
        if (Boolean.getBoolean("wangchuan.fixtures.write")) {
            Files.write(FIXTURE, file().toBytes());
        }
        assertThat(file().toBytes()).isEqualTo(Files.readAllBytes(FIXTURE));
        VerifiedRecord known = verify(RecordedFile.parse(Files.readAllBytes(FIXTURE)), TRUST);
        assertThat(known.operator()).contains("Shop");
        assertThat(known.statement())
                .isInstanceOfSatisfying(
                        Statement.Observation.class,
                        observation -> assertThat(observation.claims()).isEqualTo(sound()));
        assertThat(known.entryHex()).matches("01[0-9a-f]{64}");
    }

    @Test
    void nobodyIsBelievedWhoIsNotTheOperatorsLog() throws Exception {
        assertThat(verify(
                                file(),
                                list(new VerifierKey(
                                        "other.example",
                                        FixtureWorld.key("other").publicKey())))
                        .operator())
                .isEmpty();
        // The key under another name; and one that a station signed, though the list knows that station.
        refused(
                FailureCode.HINT,
                () -> verify(
                        file(),
                        list(new VerifierKey("b.example", LOG.verifierKey().key()))));
        IssuedStatement ofStation = issue(STATION, false);
        refused(FailureCode.HINT, () -> verify(file(ofStation), TRUST));
        RecordedFile consistent = new RecordedFile(
                RecordedFile.Format.OBSERVATION,
                ofStation.sdJwt(),
                ofStation.nonce(),
                new VerifierKey("log.example/shop", STATION.publicKey()));
        assertThat(verify(consistent, TRUST).operator()).isEmpty();
        refused(FailureCode.TEST_STATEMENT, () -> verify(file(issue(LOG.signingKey(), true)), TRUST));
        refused(
                FailureCode.SERIAL,
                () -> RecordVerifier.verify(file(), TRUST, new Expectations(Optional.of("4321"), ENDED)));
        refused(
                FailureCode.TIME,
                () -> RecordVerifier.verify(
                        file(), TRUST, new Expectations(Optional.empty(), ENDED.minusSeconds(200_000))));
    }

    @Test
    void nobodyCanWriteDownThatADeviceIsCleared() {
        for (Verdict verdict : List.of(Verdict.PURGED, Verdict.CLEARED, Verdict.PARTIAL)) {
            assertThatThrownBy(() -> claims(verdict, Clause.State.NOT_SATISFIED))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> claims(Verdict.UNPROVEN, Clause.State.SATISFIED))
                .isInstanceOf(IllegalArgumentException.class);
        // Nor can whoever holds the key: it is not read.
        for (Map.Entry<String, JsonValue> lie : Map.of(
                        "verdict", (JsonValue) new JsonValue.Text("cleared"),
                        "tier", new JsonValue.Text("wire"),
                        "iss",
                                new JsonValue.Text("urn:wangchuan:station:"
                                        + LOG.signingKey().publicKey().thumbprint()),
                        "order", new JsonValue.Text("two\nlines"))
                .entrySet()) {
            refused(
                    FailureCode.STATEMENT_FORMAT,
                    () -> StatementReader.read(signed(Map.of(lie.getKey(), lie.getValue()))));
        }
        // What a clearing says can't be added, and a clearing is not what it becomes by its name.
        refused(
                FailureCode.STATEMENT_FORMAT,
                () -> StatementReader.read(
                        signed(Map.of("evidence", Json.object().build()))));
        refused(
                FailureCode.STATEMENT_FORMAT,
                () -> StatementReader.read(
                        signed(Map.of("vct", new JsonValue.Text("urn:wangchuan:statement:clearing:v1")))));
    }

    /** The payload with something else in it, under a true signature. */
    private static SdJwt signed(Map<String, JsonValue> other) throws VerificationException {
        Map<String, JsonValue> members =
                new HashMap<>(file().statement().payload().members());
        members.putAll(other);
        String head =
                file().statement().jwt().substring(0, file().statement().jwt().indexOf('.'));
        String text = head + "." + Base64Url.encode(CanonicalJson.write(new JsonValue.Obj(members)));
        return SdJwt.parse(text + "." + Base64Url.encode(LOG.signingKey().sign(text.getBytes(US_ASCII))) + "~");
    }

    @Test
    void eachByteCounts() throws Exception {
        byte[] sound = file().toBytes();
        List<Integer> passed = new ArrayList<>();
        for (int i = 0; i < sound.length; i++) {
            byte[] changed = sound.clone();
            changed[i] ^= 1;
            try {
                VerifiedRecord known = verify(RecordedFile.parse(changed), TRUST);
                // The nonce is not signed: it says where in the log, and with another one it is nowhere.
                assertThat(known.entryHex()).isNotEqualTo(verify(file(), TRUST).entryHex());
                passed.add(i);
            } catch (VerificationException e) {
                assertThat(e.code()).isNotNull();
            }
        }
        int nonce = new String(sound, UTF_8).indexOf(file().nonce().base64Url());
        assertThat(passed).isNotEmpty().allMatch(at -> at >= nonce && at < nonce + 43);
    }

    /** Neither as it is, nor in the clothes of a receipt, nor with a true start before it. */
    @Test
    void isNeverTakenForAReceipt(@TempDir Path folder) throws Exception {
        refused(FailureCode.RECEIPT_FORMAT, () -> Receipt.parse(file().toBytes()));
        try (FixtureWorld world = new FixtureWorld(folder)) {
            Receipt receipt = new Job(world).run().receipt;
            Logged clearing = receipt.clearing();
            for (Logged dressed : List.of(
                    new Logged(file().statement(), file().nonce(), clearing.proof()),
                    new Logged(issue(world.key, false).sdJwt(), clearing.nonce(), clearing.proof()))) {
                for (Receipt lie : List.of(
                        new Receipt(dressed, receipt.start(), receipt.hint()),
                        new Receipt(clearing, dressed, receipt.hint()),
                        new Receipt(dressed, dressed, new Hint(LOG.verifierKey().key(), LOG.verifierKey())))) {
                    refused(
                            FailureCode.STATEMENT_TYPE,
                            () -> ReceiptVerifier.verify(
                                    lie, TRUST, new Expectations(Optional.empty(), ENDED.plusSeconds(100_000))));
                }
            }
            // And a clearing is no observation.
            refused(
                    FailureCode.STATEMENT_TYPE,
                    () -> verify(
                            new RecordedFile(
                                    RecordedFile.Format.OBSERVATION,
                                    clearing.statement(),
                                    clearing.nonce(),
                                    LOG.verifierKey()),
                            TRUST));
        }
    }

    /** What signs both kinds of text can't be made to sign one for the other. */
    @Test
    void whatIsSignedIsTheTextOfNoNote() {
        String jwt = file().statement().jwt();
        String signed = jwt.substring(0, jwt.lastIndexOf('.'));
        assertThat(signed).matches("[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+");
        assertThatThrownBy(() -> LOG.sign(signed)).isInstanceOf(IllegalArgumentException.class);
    }
}
