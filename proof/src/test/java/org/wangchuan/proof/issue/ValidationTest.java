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
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.ValidationClaims;
import org.wangchuan.proof.statement.ValidationClaims.Apart;
import org.wangchuan.proof.statement.ValidationClaims.Deed;
import org.wangchuan.proof.statement.ValidationClaims.Hand;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/** An operator's log signs who answers for an open clause. To write the fixture after a deliberate change: {@code -Dwangchuan.fixtures.write=true}. */
class ValidationTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/v1/validation.json");
    private static final Instant AT = FixtureWorld.STARTED;
    private static final NoteSigner LOG = new NoteSigner("log.example/shop", FixtureWorld.key("shop log"));
    private static final SigningKey STATION = FixtureWorld.key("station");
    private static final TrustList TRUST = list(LOG.verifierKey());
    private static final List<Hand> OTHERS = List.of(hand(Deed.TOOK_IN, "Li"), hand(Deed.BEGAN, "Wang"));

    private static Hand hand(Deed deed, String by) {
        return new Hand(deed, by.isEmpty() ? Optional.empty() : Optional.of(by));
    }

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

    private static ValidationClaims claims(String by, String reason, List<Hand> hands) {
        return new ValidationClaims(
                "K7M2QX",
                Bytes32.sha256("statement".getBytes(US_ASCII)),
                new ClearingClaims.Policy("gb-46864-2025", "1", Bytes32.sha256("rules".getBytes(US_ASCII))),
                "residue",
                "GB 46864-2025, 6.1",
                by,
                reason,
                hands);
    }

    private static ValidationClaims sound() {
        return claims("Zhao", "looked for leftovers by hand:\n找不到任何文件", OTHERS);
    }

    private static IssuedStatement issue(SigningKey key, boolean isTest) {
        StatementIssuer issuer = isTest ? StatementIssuer.test(key) : StatementIssuer.real(key);
        return issuer.withSecrets(new Random(1))
                .validation(StationChain.NEW, UUID.nameUUIDFromBytes(new byte[] {2}), AT, sound());
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
        return RecordVerifier.verify(file, list, new Expectations(Optional.empty(), AT));
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
                        Statement.Validation.class,
                        validation -> assertThat(validation.claims()).isEqualTo(sound()));
        assertThat(known.entryHex()).matches("01[0-9a-f]{64}");
    }

    /** Who was apart is what the deeds give; where one is missing or without a name, nobody knows. */
    @Test
    void whoWasApartFollowsFromWhoDidWhat() {
        assertThat(sound().apart()).isEqualTo(Apart.INDEPENDENT);
        for (Deed deed : Deed.values()) {
            List<Hand> hands = new ArrayList<>(OTHERS);
            hands.add(hand(deed, "Zhao"));
            ValidationClaims same = claims("Zhao", "r", hands);
            assertThat(same.apart()).as(deed.name()).isEqualTo(Apart.SAME_PERSON);
            assertThat(same.own()).containsExactly(deed);
            // A gap elsewhere does not hide it.
            hands.addFirst(hand(Deed.BEGAN, ""));
            assertThat(claims("Zhao", "r", hands).apart()).isEqualTo(Apart.SAME_PERSON);
        }
        for (List<Hand> gap : List.of(
                List.<Hand>of(),
                List.of(hand(Deed.TOOK_IN, "Li")),
                List.of(hand(Deed.BEGAN, "Li")),
                List.of(hand(Deed.TOOK_IN, "Li"), hand(Deed.BEGAN, "")),
                List.of(hand(Deed.TOOK_IN, "Li"), hand(Deed.BEGAN, "Li"), hand(Deed.MATCHED, "")))) {
            assertThat(claims("Zhao", "r", gap).apart()).isEqualTo(Apart.UNKNOWN);
        }
    }

    /** Nobody can write down another answer than follows, nor a verdict, a clause that is met, or a longer story. */
    @Test
    void whatDoesNotFollowIsNotRead() {
        for (Map.Entry<String, JsonValue> lie : Map.of(
                        "apart", (JsonValue) new JsonValue.Text("same-person"),
                        "by", new JsonValue.Text("Li"),
                        "hands", new JsonValue.Array(List.of()),
                        "reason", new JsonValue.Text("a\u0007b"),
                        "clause", new JsonValue.Text(" "),
                        "iss",
                                new JsonValue.Text("urn:wangchuan:station:"
                                        + LOG.signingKey().publicKey().thumbprint()),
                        "verdict", new JsonValue.Text("cleared"),
                        "state", new JsonValue.Text("satisfied"),
                        "evidence", Json.object().build(),
                        "vct", new JsonValue.Text("urn:wangchuan:statement:clearing:v1"))
                .entrySet()) {
            refused(
                    FailureCode.STATEMENT_FORMAT,
                    () -> StatementReader.read(signed(Map.of(lie.getKey(), lie.getValue()))));
        }
        for (String reason : List.of("", " \n", "x".repeat(501), "two\r\nlines")) {
            assertThatThrownBy(() -> claims("Zhao", reason, OTHERS)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> claims("Zhao", "r", List.of(OTHERS.getFirst(), OTHERS.getFirst())))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** The payload with something else in it, under a true signature. */
    private static SdJwt signed(Map<String, JsonValue> other) throws VerificationException {
        SdJwt sound = file().statement();
        Map<String, JsonValue> members = new HashMap<>(sound.payload().members());
        members.putAll(other);
        String text = sound.jwt().substring(0, sound.jwt().indexOf('.')) + "."
                + Base64Url.encode(CanonicalJson.write(new JsonValue.Obj(members)));
        return SdJwt.parse(text + "." + Base64Url.encode(LOG.signingKey().sign(text.getBytes(US_ASCII))) + "~");
    }

    /** Another clause, name or reason under the old signature; and another operator's key. */
    @Test
    void aTamperedOneAndAnothersAreRefused() throws Exception {
        SdJwt sound = file().statement();
        for (String member : List.of("clause", "by", "reason", "order", "of")) {
            Map<String, JsonValue> members = new HashMap<>(sound.payload().members());
            String value = Json.in(sound.payload()).text(member);
            members.put(
                    member,
                    new JsonValue.Text(
                            member.equals("of") ? Bytes32.sha256(new byte[0]).base64Url() : value + "x"));
            String jwt = sound.jwt();
            SdJwt changed = SdJwt.parse(jwt.substring(0, jwt.indexOf('.') + 1)
                    + Base64Url.encode(CanonicalJson.write(new JsonValue.Obj(members)))
                    + jwt.substring(jwt.lastIndexOf('.')) + "~");
            refused(
                    FailureCode.STATEMENT_SIGNATURE,
                    () -> verify(
                            new RecordedFile(RecordedFile.Format.RECORD, changed, file().nonce(), LOG.verifierKey()),
                            TRUST));
        }
        IssuedStatement others = issue(FixtureWorld.key("other"), false);
        refused(FailureCode.HINT, () -> verify(file(others), TRUST));
        assertThat(verify(
                                of(
                                        others,
                                        new VerifierKey(
                                                "log.example/shop",
                                                FixtureWorld.key("other").publicKey())),
                                TRUST)
                        .operator())
                .as("anybody could have signed it")
                .isEmpty();
        refused(
                FailureCode.HINT,
                () -> verify(
                        file(),
                        list(new VerifierKey("b.example", LOG.verifierKey().key()))));
        refused(FailureCode.TEST_STATEMENT, () -> verify(file(issue(LOG.signingKey(), true)), TRUST));
        refused(
                FailureCode.SERIAL,
                () -> RecordVerifier.verify(file(), TRUST, new Expectations(Optional.of("4321"), AT)));
        refused(
                FailureCode.TIME,
                () -> RecordVerifier.verify(
                        file(), TRUST, new Expectations(Optional.empty(), AT.minusSeconds(200_000))));
    }

    @Test
    void eachByteCounts() throws Exception {
        byte[] sound = file().toBytes();
        int nonce = new String(sound, UTF_8).indexOf(file().nonce().base64Url());
        for (int i = 0; i < sound.length; i++) {
            byte[] changed = sound.clone();
            changed[i] ^= 1;
            int at = i;
            try {
                // The nonce is not signed: it says where in the log, and with another one it is nowhere.
                assertThat(verify(RecordedFile.parse(changed), TRUST).entryHex())
                        .isNotEqualTo(verify(file(), TRUST).entryHex());
                assertThat(at).isBetween(nonce, nonce + 42);
            } catch (VerificationException e) {
                assertThat(e.code()).isNotNull();
            }
        }
    }

    /** Each of the five things alone: the type, the issuer, the list where its key is looked for, the format, what can be said. */
    @Test
    void isNeverTakenForAReceipt(@TempDir Path folder) throws Exception {
        refused(FailureCode.RECEIPT_FORMAT, () -> Receipt.parse(file().toBytes()));
        assertThat(file().statement().payload().members()).doesNotContainKeys("verdict", "conformity", "evidence");
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
                                    lie, TRUST, new Expectations(Optional.empty(), AT.plusSeconds(100_000))));
                }
            }
            // And neither a clearing nor an observation is a validation, nor this one an observation, by the name of
            // the file.
            for (RecordedFile.Format format : RecordedFile.Format.values()) {
                refused(
                        FailureCode.STATEMENT_TYPE,
                        () -> verify(
                                new RecordedFile(format, clearing.statement(), clearing.nonce(), LOG.verifierKey()),
                                TRUST));
            }
            refused(
                    FailureCode.STATEMENT_TYPE,
                    () -> verify(
                            new RecordedFile(
                                    RecordedFile.Format.OBSERVATION,
                                    file().statement(),
                                    file().nonce(),
                                    LOG.verifierKey()),
                            TRUST));
        }
    }
}
