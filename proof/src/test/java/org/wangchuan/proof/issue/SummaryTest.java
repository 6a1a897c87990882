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
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
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
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ObservationClaims.Device;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryClaims.Stage;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Against;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Destroyed;
import org.wangchuan.proof.statement.SummaryRow.Look;
import org.wangchuan.proof.statement.SummaryRow.Outcome;
import org.wangchuan.proof.statement.SummaryRow.Proof;
import org.wangchuan.proof.statement.SummaryRow.Second;
import org.wangchuan.proof.statement.SummaryRow.Where;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecord;

/** An operator's log signs what was so of a list. To write the fixture after a deliberate change: {@code -Dwangchuan.fixtures.write=true}. */
class SummaryTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/v1/summary.json");
    private static final Instant AT = FixtureWorld.STARTED;
    private static final NoteSigner LOG = new NoteSigner("log.example/shop", FixtureWorld.key("shop log"));
    private static final TrustList TRUST = new TrustList(
            1,
            1,
            new VerifierKey("trust.example", FixtureWorld.key("trust").publicKey()),
            List.of(new TrustList.Operator(
                    "Shop",
                    List.of(LOG.verifierKey()),
                    List.of(new TrustList.Station(FixtureWorld.key("station").publicKey(), 0, Optional.empty())))),
            "");

    private static Proof proof(int number, Verdict verdict, Conformity conformity) {
        return new Proof(
                UUID.nameUUIDFromBytes(new byte[] {(byte) (number >> 8), (byte) number}),
                Bytes32.sha256(("statement " + number).getBytes(US_ASCII)),
                true,
                Optional.of("%04d".formatted(number)),
                verdict,
                conformity,
                "gb-46864-2025",
                "1",
                AT.getEpochSecond());
    }

    private static SummaryRow row(int number, Where where, long media, Proof... proofs) {
        return row(number, where, media, List.of(), Optional.empty(), Optional.empty(), proofs);
    }

    private static SummaryRow row(
            int number,
            Where where,
            long media,
            List<Against> against,
            Optional<Second> second,
            Optional<Destroyed> destroyed,
            Proof... proofs) {
        return new SummaryRow(
                "ORDER" + number,
                new Device(
                        "LABEL" + number, "laptop", "Lenovo", "ThinkPad T480", Optional.of("%04d".formatted(number))),
                Optional.of("IT-" + number),
                where,
                media == 0 ? Optional.empty() : Optional.of(media),
                List.of(proofs),
                against,
                0,
                second,
                destroyed);
    }

    private static SummaryRow cleared(int number) {
        return row(number, Where.KEPT, 1, proof(number, Verdict.CLEARED, Conformity.MET));
    }

    private static SummaryClaims claims(SummaryRow... rows) {
        return new SummaryClaims("LIST7", 1, Optional.empty(), 480, List.of(rows));
    }

    /** One of each kind. */
    private static SummaryClaims sound() {
        return new SummaryClaims(
                "LIST7",
                2,
                Optional.of(Bytes32.sha256("one".getBytes(US_ASCII))),
                480,
                List.of(
                        cleared(1),
                        row(2, Where.KEPT, 1, proof(2, Verdict.FAILED, Conformity.NOT_MET)),
                        row(3, Where.KEPT, 2, proof(3, Verdict.PURGED, Conformity.MET)),
                        row(
                                4,
                                Where.HANDED_OVER,
                                1,
                                List.of(),
                                Optional.empty(),
                                Optional.of(new Destroyed("D-17", "SSD", "2026-11-27", true)),
                                proof(4, Verdict.FAILED, Conformity.NOT_MET)),
                        row(5, Where.RETURNED_UNTOUCHED, 0),
                        row(6, Where.RETURNED_ALTERED, 1, proof(6, Verdict.PARTIAL, Conformity.NOT_MET)),
                        row(7, Where.SEALED, 1),
                        row(8, Where.LOST, 0),
                        row(9, Where.OPEN, 0),
                        row(
                                10,
                                Where.KEPT,
                                1,
                                List.of(),
                                Optional.of(new Second(Look.DRAWN, Optional.empty(), true, false)),
                                Optional.empty(),
                                proof(10, Verdict.CLEARED, Conformity.ANSWERED))));
    }

    private static IssuedStatement issue(SigningKey key, boolean isTest, SummaryClaims claims) {
        StatementIssuer issuer = isTest ? StatementIssuer.test(key) : StatementIssuer.real(key);
        return issuer.withSecrets(new Random(1))
                .summary(StationChain.NEW, UUID.nameUUIDFromBytes(new byte[] {7}), AT, claims);
    }

    private static RecordedFile file(IssuedStatement issued) {
        return RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), LOG.verifierKey());
    }

    private static RecordedFile file() {
        return file(issue(LOG.signingKey(), false, sound()));
    }

    private static VerifiedRecord verify(RecordedFile file) throws VerificationException {
        return RecordVerifier.verify(file, TRUST, new Expectations(Optional.empty(), AT));
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
        VerifiedRecord known = verify(RecordedFile.parse(Files.readAllBytes(FIXTURE)));
        assertThat(known.operator()).contains("Shop");
        assertThat(known.statement())
                .isInstanceOfSatisfying(
                        Statement.Summary.class,
                        said -> assertThat(said.claims()).isEqualTo(sound()));
    }

    @Test
    void totalsFollowFromTheRows() {
        assertThat(sound().totals())
                .containsEntry("devices", 10L)
                .containsEntry("cleared", 2L)
                .containsEntry("not-cleared", 1L)
                .containsEntry("unproven", 1L)
                .containsEntry("destroyed", 1L)
                .containsEntry("returned-untouched", 1L)
                .containsEntry("returned-altered", 1L)
                .containsEntry("sealed", 1L)
                .containsEntry("lost", 1L)
                .containsEntry("open", 1L)
                .containsEntry("met", 1L)
                .containsEntry("answered", 1L)
                .containsEntry("not-met", 6L)
                .containsEntry("not-said", 2L)
                .containsEntry("second-open", 1L);
        assertThat(sound().stage()).isEqualTo(Stage.INTERIM);
        assertThat(sound().isAllGood()).isFalse();
    }

    /** Nothing is better than what is proved of each medium now. */
    @Test
    void aRowIsWorthWhatItsStatementsAreWorthNow() {
        assertThat(cleared(1).isGood()).isTrue();
        assertThat(row(1, Where.KEPT, 1).verdict()).contains(Verdict.UNPROVEN);
        assertThat(row(1, Where.KEPT, 1).outcome()).isEqualTo(Outcome.UNPROVEN);
        Proof good = proof(1, Verdict.CLEARED, Conformity.MET);
        for (SummaryRow less : List.of(
                row(1, Where.KEPT, 2, good),
                row(1, Where.KEPT, 0, good),
                row(1, Where.KEPT, 1, good, proof(2, Verdict.CLEARED, Conformity.MET)),
                row(
                        1,
                        Where.KEPT,
                        1,
                        List.of(),
                        Optional.of(new Second(Look.FOUND, Optional.of(1L), true, false)),
                        Optional.empty(),
                        good))) {
            assertThat(less.verdict()).contains(Verdict.UNPROVEN);
            assertThat(less.conformity()).contains(Conformity.NOT_MET);
            assertThat(less.isGood()).isFalse();
        }
        for (Against against : Against.values()) {
            SummaryRow row = row(1, Where.KEPT, 1, List.of(against), Optional.empty(), Optional.empty(), good);
            assertThat(row.outcome()).as(against.name()).isEqualTo(Outcome.UNPROVEN);
            assertThat(row.conformity()).contains(Conformity.NOT_MET);
        }
        assertThat(row(1, Where.KEPT, 2, good, proof(2, Verdict.FAILED, Conformity.NOT_MET))
                        .outcome())
                .isEqualTo(Outcome.NOT_CLEARED);
        assertThat(row(1, Where.RETURNED_ALTERED, 1, good).outcome()).isEqualTo(Outcome.CLEARED);
        assertThat(row(1, Where.LOST, 1, good).isGood()).isFalse();
        assertThat(row(1, Where.OPEN, 0).verdict()).isEmpty();
        assertThat(row(1, Where.KEPT, 1, proof(1, Verdict.CLEARED, Conformity.ANSWERED))
                        .isGood())
                .isFalse();
        assertThat(claims(cleared(1), cleared(2)).isAllGood()).isTrue();
    }

    /** The last one has nothing open, nothing in a bag, and nobody who has still to look. */
    @Test
    void finalIsWhatNothingIsOpenOf() {
        assertThat(claims(cleared(1)).stage()).isEqualTo(Stage.FINAL);
        assertThat(claims(cleared(1), row(2, Where.LOST, 0), row(3, Where.RETURNED_UNTOUCHED, 0))
                        .stage())
                .isEqualTo(Stage.FINAL);
        for (Where open : List.of(Where.OPEN, Where.UNDECIDED, Where.SEALED, Where.HANDED_OVER)) {
            assertThat(claims(cleared(1), row(2, open, 1)).stage()).isEqualTo(Stage.INTERIM);
        }
        for (Look look : Look.values()) {
            SummaryRow row = row(
                    1,
                    Where.KEPT,
                    1,
                    List.of(),
                    Optional.of(new Second(look, Optional.empty(), true, false)),
                    Optional.empty(),
                    proof(1, Verdict.CLEARED, Conformity.MET));
            boolean isWaiting = look == Look.UNKNOWN || look == Look.DRAWN || look == Look.NOT_POSSIBLE;
            assertThat(claims(row).stage()).as(look.name()).isEqualTo(isWaiting ? Stage.INTERIM : Stage.FINAL);
        }
    }

    /** That somebody confirmed it who did not see it is told apart; of nothing else is it said. */
    @Test
    void fromAfarIsSaidOfAConfirmationAlone() throws Exception {
        SummaryRow row = row(
                1,
                Where.KEPT,
                1,
                List.of(),
                Optional.of(new Second(Look.CONFIRMED, Optional.of(1L), true, true)),
                Optional.empty(),
                proof(1, Verdict.CLEARED, Conformity.MET));
        JsonValue.Obj payload =
                issue(LOG.signingKey(), false, claims(row)).sdJwt().payload();
        String text = CanonicalJson.writeText(payload);
        assertThat(text).contains("\"afar\":true");
        assertThat(StatementReader.read(signedOver(payload)))
                .isInstanceOfSatisfying(
                        Statement.Summary.class,
                        said -> assertThat(said.claims()).isEqualTo(claims(row)));
        for (String other : List.of(
                text.replace("\"afar\":true", "\"afar\":false"),
                text.replace("\"apart\":true", "\"apart\":false"),
                text.replace("\"look\":\"confirmed\"", "\"look\":\"released\""))) {
            assertThat(other).isNotEqualTo(text);
            JsonValue.Obj lie = CanonicalJson.readLenientObject(other.getBytes(UTF_8));
            refused(FailureCode.STATEMENT_FORMAT, () -> StatementReader.read(signedOver(lie)));
        }
    }

    /** Under the true key: other totals, another stage, a row whose words do not follow, a device or statement twice. */
    @Test
    void whatDoesNotFollowIsNotRead() throws Exception {
        JsonValue.Obj payload = file().statement().payload();
        for (String total : sound().totals().keySet()) {
            Map<String, JsonValue> totals =
                    new HashMap<>(Json.in(payload).object("totals").object().members());
            totals.put(
                    total, new JsonValue.Whole(Json.in(payload).object("totals").natural(total) + 1));
            refused(
                    FailureCode.STATEMENT_FORMAT,
                    () -> StatementReader.read(signed(Map.of("totals", new JsonValue.Obj(totals)))));
        }
        for (Map.Entry<String, JsonValue> lie : Map.of(
                        "stage", (JsonValue) new JsonValue.Text("final"),
                        "number", new JsonValue.Whole(1),
                        "list", new JsonValue.Text(" "),
                        "rows", new JsonValue.Array(List.of()),
                        "verdict", new JsonValue.Text("cleared"),
                        "iss",
                                new JsonValue.Text("urn:wangchuan:station:"
                                        + LOG.signingKey().publicKey().thumbprint()))
                .entrySet()) {
            refused(
                    FailureCode.STATEMENT_FORMAT,
                    () -> StatementReader.read(signed(Map.of(lie.getKey(), lie.getValue()))));
        }
        for (Map.Entry<String, String> lie : Map.of(
                        "outcome", "destroyed", "verdict", "failed", "conformity", "answered", "where", "lost")
                .entrySet()) {
            refused(
                    FailureCode.STATEMENT_FORMAT,
                    () -> StatementReader.read(
                            signed(Map.of("rows", withFirst(payload, lie.getKey(), lie.getValue())))));
        }
        assertThatThrownBy(() -> claims(cleared(1), cleared(1))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> claims(cleared(1), row(2, Where.KEPT, 1, proof(1, Verdict.CLEARED, Conformity.MET))))
                .as("one statement for two devices")
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> row(
                        1,
                        Where.KEPT,
                        1,
                        List.of(),
                        Optional.empty(),
                        Optional.of(new Destroyed("D", "SSD", "2026-11-27", true))))
                .as("destroyed, and here")
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JsonValue withFirst(JsonValue.Obj payload, String member, String value) throws Exception {
        List<JsonValue> rows = new ArrayList<>(Json.in(payload).array("rows"));
        Map<String, JsonValue> first = new HashMap<>(((JsonValue.Obj) rows.getFirst()).members());
        first.put(member, new JsonValue.Text(value));
        rows.set(0, new JsonValue.Obj(first));
        return new JsonValue.Array(rows);
    }

    /** The payload with something else in it, under a true signature. */
    private static SdJwt signed(Map<String, JsonValue> other) throws VerificationException {
        Map<String, JsonValue> members =
                new HashMap<>(file().statement().payload().members());
        members.putAll(other);
        return signedOver(new JsonValue.Obj(members));
    }

    private static SdJwt signedOver(JsonValue.Obj payload) throws VerificationException {
        String jwt = file().statement().jwt();
        String text = jwt.substring(0, jwt.indexOf('.')) + "." + Base64Url.encode(CanonicalJson.write(payload));
        return SdJwt.parse(text + "." + Base64Url.encode(LOG.signingKey().sign(text.getBytes(US_ASCII))) + "~");
    }

    @Test
    void isNoReceiptAndNoTestIsReal() {
        refused(FailureCode.RECEIPT_FORMAT, () -> Receipt.parse(file().toBytes()));
        refused(FailureCode.TEST_STATEMENT, () -> verify(file(issue(LOG.signingKey(), true, sound()))));
        refused(FailureCode.HINT, () -> verify(file(issue(FixtureWorld.key("other"), false, sound()))));
    }

    /** A thousand devices, each with two drives, fit into a file; one more device does not. */
    @Test
    void aThousandDevicesFit() throws Exception {
        List<SummaryRow> rows = new ArrayList<>(IntStream.range(0, SummaryClaims.ROWS_MAX)
                .mapToObj(n -> row(
                        n,
                        Where.KEPT,
                        2,
                        List.of(),
                        Optional.of(new Second(Look.NOT_DRAWN, Optional.empty(), true, false)),
                        Optional.empty(),
                        proof(n, Verdict.CLEARED, Conformity.MET),
                        proof(20_000 + n, Verdict.CLEARED, Conformity.MET)))
                .toList());
        SummaryClaims claims = new SummaryClaims("LIST7", 1, Optional.empty(), 480, rows);
        RecordedFile file = file(issue(LOG.signingKey(), false, claims));
        assertThat(file.toBytes().length).isLessThan(RecordedFile.BYTES_MAX);
        assertThat(verify(RecordedFile.parse(file.toBytes())).statement())
                .isInstanceOfSatisfying(
                        Statement.Summary.class,
                        said -> assertThat(said.claims().isAllGood()).isTrue());
        rows.add(cleared(30_000));
        assertThatThrownBy(() -> new SummaryClaims("LIST7", 1, Optional.empty(), 480, rows))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
