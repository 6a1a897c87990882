package org.wangchuan.proof.issue;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.Rechecking.Reading;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Reason;
import org.wangchuan.proof.statement.RecheckClaims.Recognised;
import org.wangchuan.proof.statement.RecheckClaims.Result;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.RecheckReading.End;
import org.wangchuan.proof.statement.RecheckReading.Sample;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.ChainVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.LabelVerifier;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.RecheckVerifier;
import org.wangchuan.proof.verify.RecordVerifier;
import org.wangchuan.proof.verify.VerifiedRecheck;

/** A station signs what it found on a drive that was erased. To write the fixture after a deliberate change: {@code -Dwangchuan.fixtures.write=true}. */
class RecheckTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/v1/recheck.json");
    private static final Expectations EXPECTED = new Expectations(Optional.empty(), Rechecking.AT);
    private static final long FIRST_UNIT = 512;

    @TempDir
    Path folder;

    private Rechecking stations;

    @BeforeEach
    void twoStations() throws IOException {
        stations = new Rechecking(folder);
    }

    @AfterEach
    void close() throws IOException {
        stations.close();
    }

    private static RecheckReading reading(Consumer<Reading> change) {
        Reading reading = Rechecking.sound();
        change.accept(reading);
        return reading.build();
    }

    private VerifiedRecheck verify(RecheckFile file) throws VerificationException {
        return RecheckVerifier.verify(RecheckFile.parse(file.toBytes()), stations.trust(), EXPECTED);
    }

    private static void refused(FailureCode code, ThrowingCallable call) {
        VerificationException thrown = catchThrowableOfType(VerificationException.class, call);
        assertThat(thrown).as("refused").isNotNull();
        assertThat(thrown.code()).isEqualTo(code);
    }

    @Test
    void isWhatWasPublished() throws Exception {
        RecheckFile file = stations.file();
        if (Boolean.getBoolean("wangchuan.fixtures.write")) {
            Files.write(FIXTURE, file.toBytes());
        }
        assertThat(file.toBytes()).isEqualTo(Files.readAllBytes(FIXTURE));
        VerifiedRecheck known = verify(file);
        assertThat(known.operator()).contains("Second look");
        assertThat(known.erasedBy()).contains("Testbetrieb");
        assertThat(known.isSameStation()).isFalse();
        assertThat(known.recheck().claims()).isEqualTo(stations.claims());
        assertThat(known.recheck().claims().result()).isEqualTo(Result.MATCHES);
        assertThat(known.recheck().disclosed().target()).contains(Rechecking.target());
    }

    /** Each reason alone, and beside a byte that differs. */
    @Test
    void theResultFollows() throws Exception {
        Map<Reason, Consumer<Reading>> reasons = Map.of(
                Reason.INCOMPLETE,
                one -> one.end = End.STOPPED,
                Reason.UNREADABLE,
                one -> {
                    one.unreadable = List.of(new Range(0, FIRST_UNIT));
                    one.unreadableBytes = FIRST_UNIT;
                },
                Reason.LEFT_OUT,
                one -> one.leftOut = List.of(new Range(0, 4096)),
                Reason.CHANGED,
                one -> one.changed = List.of("serial", "written"));
        for (Map.Entry<Reason, Consumer<Reading>> one : reasons.entrySet()) {
            RecheckClaims claims = stations.claims(reading(one.getValue()), Recognised.SERIAL_NUMBER);
            assertThat(claims.reasons()).containsExactly(one.getKey());
            assertThat(claims.result()).isEqualTo(Result.UNPROVEN);
            RecheckClaims worse =
                    stations.claims(reading(one.getValue().andThen(RecheckTest::differ)), Recognised.SERIAL_NUMBER);
            assertThat(worse.reasons()).containsExactly(Reason.DIFFERING_BYTES, one.getKey());
            assertThat(worse.result()).isEqualTo(Result.DIFFERS);
        }
        RecheckClaims unnamed = stations.claims(reading(_ -> {}), Recognised.CAPACITY_ONLY);
        assertThat(unnamed.reasons()).containsExactly(Reason.CAPACITY_ONLY);
        assertThat(unnamed.result()).isEqualTo(Result.UNPROVEN);
        Set<Reason> told = EnumSet.copyOf(reasons.keySet());
        told.addAll(List.of(Reason.DIFFERING_BYTES, Reason.CAPACITY_ONLY, Reason.CONTENTS_UNKNOWN));
        assertThat(told).containsExactlyInAnyOrder(Reason.values());
        for (RecheckClaims claims : List.of(
                stations.claims(reading(one -> one.path = Verification.Path.DIRECT), Recognised.SERIAL_NUMBER),
                stations.claims(reading(one -> one.sample = Optional.empty()), Recognised.SERIAL_NUMBER),
                stations.claims(reading(one -> one.path = Verification.Path.FILE_SYSTEM), Recognised.CONTENTS))) {
            assertThat(claims.result()).isEqualTo(Result.MATCHES);
            assertThat(claims.reasons()).isEmpty();
        }
    }

    private static void differ(Reading reading) {
        reading.differing = List.of(new Range(8192, 16));
        reading.differingBytes = 3;
    }

    @Test
    void whatAnHonestStationFoundIsReadBack() throws Exception {
        for (RecheckClaims claims : List.of(
                stations.claims(reading(RecheckTest::differ), Recognised.SERIAL_NUMBER),
                stations.claims(reading(one -> one.sample = Optional.empty()), Recognised.SERIAL_NUMBER),
                stations.claims(
                        reading(one -> {
                            one.end = End.DEVICE_GONE;
                            one.read = Optional.of(0L);
                        }),
                        Recognised.CAPACITY_ONLY))) {
            VerifiedRecheck read = verify(stations.file(claims, Rechecking.target()));
            assertThat(read.recheck().claims()).isEqualTo(claims);
        }
        RecheckClaims ofImage =
                stations.claims(reading(one -> one.path = Verification.Path.FILE_SYSTEM), Recognised.CONTENTS);
        assertThat(verify(stations.file(ofImage, Rechecking.target(Target.Kind.IMAGE, Optional.empty())))
                        .recheck()
                        .claims())
                .isEqualTo(ofImage);
    }

    /** Known by contents is only what has any of its own, and has given some. */
    @Test
    void aDriveIsKnownByContentsThatNobodyElseCanHave() throws Exception {
        RecheckClaims sound = stations.claims(reading(_ -> {}), Recognised.CONTENTS);
        assertThat(sound.result()).isEqualTo(Result.MATCHES);
        assertThat(verify(stations.file(sound, Rechecking.target(Target.Kind.BLOCK, Optional.empty())))
                        .recheck()
                        .claims())
                .isEqualTo(sound);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> expecting(
                        sound, new RecheckExpected.OfPass(1, Pass.Pattern.ZERO, Optional.empty(), Optional.empty())));
        for (Consumer<Reading> nothing : List.<Consumer<Reading>>of(
                one -> {
                    one.end = End.STALLED;
                    one.read = Optional.of(0L);
                },
                one -> {
                    one.end = End.STOPPED;
                    one.read = Optional.of(16L);
                    one.differing = List.of(new Range(0, 16));
                    one.differingBytes = 16;
                })) {
            RecheckReading reading = reading(nothing);
            assertThatIllegalArgumentException().isThrownBy(() -> stations.claims(reading, Recognised.CONTENTS));
            assertThat(stations.claims(reading, Recognised.CAPACITY_ONLY).result())
                    .isNotEqualTo(Result.MATCHES);
        }
    }

    @Test
    void aReadingThatContradictsItselfCanNotBeWritten() {
        List<Range> many = new ArrayList<>();
        for (int i = 0; i <= RecheckReading.RANGES_MAX; i++) {
            many.add(new Range(1024L * i, 512));
        }
        List<Consumer<Reading>> lies = List.of(
                one -> one.planned = Optional.of(RecheckReading.plannedBytes(one.capacity, one.sample, List.of()) - 1),
                one -> one.planned = Optional.of(one.capacity),
                one -> one.planned = Optional.of(0L),
                one -> one.read = Optional.of(RecheckReading.plannedBytes(one.capacity, one.sample, List.of()) + 1),
                one -> one.read = Optional.of(1L),
                one -> {
                    one.end = End.STALLED;
                    one.unreadableBytes = 512;
                    one.unreadable = List.of(new Range(0, 512));
                    one.read = Optional.of(RecheckReading.plannedBytes(one.capacity, one.sample, List.of()));
                },
                one -> one.differingBytes = 3,
                one -> one.differing = List.of(new Range(0, 3)),
                one -> {
                    one.differingBytes = 17;
                    one.differing = List.of(new Range(0, 16));
                },
                one -> {
                    one.end = End.STOPPED;
                    one.read = Optional.of(2L);
                    differ(one);
                },
                one -> one.unreadableBytes = 512,
                one -> one.leftOut = List.of(new Range(4096, 512), new Range(0, 512)),
                one -> one.leftOut = List.of(new Range(0, 512), new Range(511, 512)),
                one -> one.leftOut = List.of(new Range(0, 0)),
                one -> one.leftOut = List.of(new Range(one.capacity - 1, 2)),
                one -> one.leftOut = List.of(new Range(one.capacity, 1)),
                one -> one.leftOut = many,
                one -> one.finishedAt = one.startedAt - 1,
                one -> one.changed = List.of("written", "gone"),
                one -> one.changed = List.of("gone", "gone"),
                one -> one.changed = List.of("Gone"),
                one -> one.changed = List.of("serial WD-1"),
                one -> one.changed = List.of("a".repeat(41)),
                one -> one.capacity = 0);
        for (int i = 0; i < lies.size(); i++) {
            Consumer<Reading> lie = lies.get(i);
            assertThatIllegalArgumentException().as("lie " + i).isThrownBy(() -> reading(lie));
        }
        assertThat(reading(one -> one.leftOut = many.subList(0, RecheckReading.RANGES_MAX))
                        .leftOut())
                .hasSize(RecheckReading.RANGES_MAX);
        for (int unit : new int[] {0, 511, 65_537}) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Sample(Rechecking.SEED, unit));
        }
    }

    @Test
    void whatAPassLeavesHasASecretOrBytesOrNeither() {
        Optional<Bytes32> secret = Optional.of(Rechecking.SECRET);
        for (Pass.Pattern pattern : Pass.Pattern.values()) {
            boolean hasSecret = pattern == Pass.Pattern.RANDOM || pattern == Pass.Pattern.STAMPED;
            Optional<String> bytes = pattern == Pass.Pattern.FIXED ? Optional.of("00ff") : Optional.empty();
            RecheckExpected.OfPass sound =
                    new RecheckExpected.OfPass(1, pattern, hasSecret ? secret : Optional.empty(), bytes);
            assertThat(sound.pattern()).isEqualTo(pattern);
            assertThatIllegalArgumentException()
                    .isThrownBy(
                            () -> new RecheckExpected.OfPass(1, pattern, hasSecret ? Optional.empty() : secret, bytes));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new RecheckExpected.OfPass(0, pattern, sound.secretDigest(), bytes));
        }
        for (String bytes : List.of("", "0", "FF", "ff ", "00".repeat(513))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() ->
                            new RecheckExpected.OfPass(1, Pass.Pattern.FIXED, Optional.empty(), Optional.of(bytes)));
        }
    }

    /** Under the true key: what only a broken or a lying station can sign. */
    @Test
    void aResultThatDoesNotFollowIsRefused() throws Exception {
        RecheckFile matches = stations.file();
        RecheckFile differs = stations.file(
                stations.claims(reading(RecheckTest::differ), Recognised.SERIAL_NUMBER), Rechecking.target());
        RecheckFile unproven =
                stations.file(stations.claims(reading(_ -> {}), Recognised.CAPACITY_ONLY), Rechecking.target());
        assertThat(verify(differs).recheck().claims().result()).isEqualTo(Result.DIFFERS);
        forgery(differs, "\"result\":\"differs\"", "\"result\":\"matches\"");
        forgery(differs, "\"result\":\"differs\"", "\"result\":\"unproven\"");
        forgery(differs, "[\"differing-bytes\"]", "[]");
        forgery(unproven, "\"result\":\"unproven\"", "\"result\":\"matches\"");
        forgery(unproven, "[\"capacity-only\"]", "[]");
        forgery(unproven, "[\"capacity-only\"]", "[\"capacity-only\",\"capacity-only\"]");
        forgery(unproven, "[\"capacity-only\"]", "[\"incomplete\"]");
        forgery(matches, "\"result\":\"matches\"", "\"result\":\"differs\"");
        forgery(matches, "\"reasons\":[]", "\"reasons\":[\"left-out\"]");
        forgery(matches, "\"result\":\"matches\"", "\"result\":\"cleared\"");
    }

    @Test
    void numbersThatCanNotBeAreRefused() throws Exception {
        RecheckFile matches = stations.file();
        long planned = verify(matches).recheck().claims().reading().bytesPlanned();
        forgery(matches, "\"bytesPlanned\":" + planned, "\"bytesPlanned\":" + (planned - 4096));
        forgery(matches, "\"bytesRead\":" + planned, "\"bytesRead\":" + (planned + 1));
        forgery(matches, "\"bytesRead\":" + planned, "\"bytesRead\":" + (planned - 1));
        forgery(matches, "\"unitBytes\":4096", "\"unitBytes\":65536");
        forgery(matches, "\"unitBytes\":4096", "\"unitBytes\":511");
        forgery(matches, "\"mode\":\"sample\"", "\"mode\":\"full\"");
        forgery(matches, "\"mode\":\"sample\"", "\"mode\":\"none\"");
        forgery(matches, "\"differing\":[]", "\"differing\":[{\"length\":1,\"offset\":0}]");
        forgery(
                matches,
                "\"leftOut\":[]",
                "\"leftOut\":[{\"length\":512,\"offset\":4096},{\"length\":512,\"offset\":0}]");
        forgery(matches, "\"leftOut\":[]", "\"leftOut\":[{\"length\":512,\"more\":1,\"offset\":0}]");
        forgery(matches, "\"changed\":[]", "\"changed\":[\"b\",\"a\"]");
        forgery(matches, "\"changed\":[]", "\"changed\":[\"written\"]");
        forgery(matches, "\"changed\":[],", "");
        forgery(matches, "\"end\":\"completed\"", "\"end\":\"ended\"");
        forgery(matches, "\"capacityBytes\":1000204886016", "\"capacityBytes\":1000204886528");
        forgery(matches, "\"pattern\":\"stamped\"", "\"pattern\":\"zero\"");
        forgery(matches, "\"tool\":\"wangchuan 0.1\"", "\"tool\":\"\"");
        forgery(matches, "\"prev\":", "\"more\":1,\"prev\":");
        forgery(matches, "\"pass\":1", "\"pass\":0");
        // A sample under another seed has other places, and this one's bytes by chance at the most.
        RecheckFile other = stations.forged(matches, replacing(seed(Rechecking.SEED), seed(Rechecking.SECRET)));
        assertThat(catchThrowableOfType(VerificationException.class, () -> verify(other))
                        .code())
                .isIn(FailureCode.STATEMENT_FORMAT, FailureCode.INCLUSION);
    }

    private static String seed(Bytes32 bytes) {
        return "\"seed\":\"" + new Sample(bytes, 512).seedHex() + "\"";
    }

    @Test
    void whatIsNotInTheVocabularyIsRefused() throws Exception {
        RecheckFile sound = stations.file();
        forgery(sound, "urn:wangchuan:station:", "urn:wangchuan:operator:");
        refused(
                FailureCode.ENCODING,
                () -> verify(
                        stations.forged(sound, text -> text.replaceFirst("\"seed\":\"[0-9a-f]{2}", "\"seed\":\""))));
        refused(
                FailureCode.ENCODING,
                () -> verify(stations.forged(
                        sound, text -> text.replaceFirst("\"secretDigest\":\"[0-9a-f]", "\"secretDigest\":\"F"))));
        refused(
                FailureCode.STATEMENT_TYPE,
                () -> verify(stations.forged(sound, replacing("statement:recheck:v1", "statement:recheck:v2"))));
        refused(
                FailureCode.TEST_STATEMENT,
                () -> verify(stations.forged(sound, replacing("statement:recheck:v1", "statement:test-recheck:v1"))));
        // A drive that is not the one that was read: another size, no number, an image.
        for (Target other : List.of(
                Rechecking.target(Target.Kind.IMAGE, Optional.of("WD-1")),
                Rechecking.target(Target.Kind.BLOCK, Optional.empty()),
                Rechecking.target(Target.Kind.BLOCK, Optional.of(" ")))) {
            assertThatIllegalArgumentException().isThrownBy(() -> stations.file(stations.claims(), other));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stations.file(
                        stations.claims(
                                reading(one -> one.sample = Optional.of(new Sample(Rechecking.SEED, 520))),
                                Recognised.SERIAL_NUMBER),
                        Rechecking.target()));
    }

    /** Somebody else's key, an old key, a key that is not valid there, another log, a time to come, another drive. */
    @Test
    void whoSignedIsJudgedAsOfAReceipt() throws Exception {
        RecheckFile sound = stations.file();
        RecheckFile stolen = stations.forged(
                sound, replacing("\"tool\":\"wangchuan 0.1\"", "\"tool\":\"wangchuan 0.2\""), SigningKey.generate());
        refused(FailureCode.STATEMENT_SIGNATURE, () -> verify(stolen));
        RecheckFile changed =
                stations.forged(sound, replacing("\"tool\":\"wangchuan 0.1\"", "\"tool\":\"wangchuan 0.2\""));
        refused(FailureCode.INCLUSION, () -> verify(changed));
        TrustList.Station ended = stations.looker.station(0, Optional.of(1L));
        refused(FailureCode.KEY_ENDED, () -> RecheckVerifier.verify(sound, stations.trust(ended), EXPECTED));
        TrustList.Station later = stations.looker.station(5, Optional.empty());
        refused(FailureCode.KEY_NOT_VALID, () -> RecheckVerifier.verify(sound, stations.trust(later), EXPECTED));
        refused(
                FailureCode.HINT,
                () -> verify(new RecheckFile(
                        sound.recheck(),
                        new Hint(stations.eraser.key.publicKey(), sound.hint().log()))));
        assertThat(RecheckVerifier.verify(sound, TestStation.nobody(), EXPECTED).operator())
                .as("anybody could have made it")
                .isEmpty();
        refused(
                FailureCode.TIME,
                () -> RecheckVerifier.verify(
                        sound,
                        stations.trust(),
                        new Expectations(Optional.empty(), Rechecking.AT.minusSeconds(200_000))));
        RecheckFile ahead = stations.file(
                stations.claims(
                        reading(one -> one.finishedAt = Rechecking.AT.getEpochSecond() + 100_000),
                        Recognised.SERIAL_NUMBER),
                Rechecking.target());
        refused(FailureCode.TIME, () -> verify(ahead));
        refused(
                FailureCode.SERIAL,
                () -> RecheckVerifier.verify(
                        sound, stations.trust(), new Expectations(Optional.of("WD-1"), Rechecking.AT)));
        Expectations asked = new Expectations(Optional.of(TestStation.SERIAL), Rechecking.AT);
        assertThat(RecheckVerifier.verify(sound, stations.trust(), asked).isSerialCompared())
                .isTrue();
        RecheckFile hidden = new RecheckFile(
                new Logged(
                        sound.recheck().statement().showingOnly(Set.of()),
                        sound.recheck().nonce(),
                        sound.recheck().proof()),
                sound.hint());
        refused(FailureCode.SERIAL, () -> RecheckVerifier.verify(hidden, stations.trust(), asked));
        assertThat(verify(hidden).recheck().disclosed().target())
                .as("the number need not be shown, and is nowhere else")
                .isEmpty();
        assertThat(new String(hidden.toBytes(), UTF_8)).doesNotContain(TestStation.SERIAL, "Model 1");
        assertThat(hidden.recheck().statement().payload().toString()).doesNotContain("WD-42", "Model 1", "sata");
    }

    /** Whatever byte is changed, nobody is told that it holds. */
    @Test
    void eachByteCounts() throws Exception {
        RecheckReading whole = reading(one -> one.sample = Optional.empty()); // no sample is drawn again each time
        byte[] sound = stations.file(stations.claims(whole, Recognised.SERIAL_NUMBER), Rechecking.target())
                .toBytes();
        TrustList trust = stations.trust();
        for (int i = 0; i < sound.length; i++) {
            byte[] changed = sound.clone();
            changed[i] ^= 1;
            int at = i;
            assertThat(catchThrowableOfType(
                            VerificationException.class,
                            () -> RecheckVerifier.verify(RecheckFile.parse(changed), trust, EXPECTED)))
                    .as("byte " + at)
                    .isNotNull();
        }
    }

    /** By type, format, and that neither a verdict nor the state of a clause can stand in it. */
    @Test
    void isNeverTakenForAReceiptNorForAnythingElse() throws Exception {
        RecheckFile file = stations.file();
        refused(FailureCode.RECEIPT_FORMAT, () -> Receipt.parse(file.toBytes()));
        refused(FailureCode.CERTIFICATE_FORMAT, () -> Certificate.parse(file.toBytes()));
        refused(FailureCode.STATEMENT_FORMAT, () -> RecordedFile.parse(file.toBytes()));
        assertThat(RecordedFile.looksLikeOne(file.toBytes())).isFalse();
        assertThat(Certificate.looksLikeOne(file.toBytes())).isFalse();
        assertThat(file.recheck().statement().payload().members())
                .doesNotContainKeys("verdict", "conformity", "evidence", "policy", "start", "status");
        // In the dress of a receipt, truly signed and logged by a station that the list knows.
        Receipt receipt = stations.job.receipt;
        IssuedStatement start = stations.looker.start(FixtureWorld.STARTED, TestStation.SERIAL);
        IssuedStatement issued = stations.issue(stations.claims(), Rechecking.target());
        Logged dressed = stations.logged(issued);
        for (Receipt lie : List.of(
                new Receipt(dressed, stations.logged(start), stations.hint()),
                new Receipt(dressed, dressed, stations.hint()),
                new Receipt(receipt.clearing(), dressed, receipt.hint()))) {
            refused(FailureCode.STATEMENT_TYPE, () -> ReceiptVerifier.verify(lie, stations.trust(), EXPECTED));
            refused(
                    FailureCode.STATEMENT_TYPE,
                    () -> ReceiptVerifier.verify(Receipt.parse(lie.toBytes()), TestStation.nobody(), EXPECTED));
        }
        // On a label, and as a record of an operator's log.
        Label label = Label.of(dressed, Set.of());
        refused(FailureCode.STATEMENT_TYPE, () -> LabelVerifier.verify(label, stations.trust(), EXPECTED));
        for (RecordedFile.Format format : RecordedFile.Format.values()) {
            refused(
                    FailureCode.STATEMENT_TYPE,
                    () -> RecordVerifier.verify(
                            new RecordedFile(
                                    format, dressed.statement(), dressed.nonce(), stations.looker.log.verifierKey()),
                            stations.trust(),
                            EXPECTED));
        }
    }

    @Test
    void nothingElseIsTakenForARecheck() throws Exception {
        Receipt receipt = stations.job.receipt;
        for (Logged other : List.of(receipt.clearing(), receipt.start())) {
            refused(
                    FailureCode.STATEMENT_TYPE,
                    () -> RecheckVerifier.verify(new RecheckFile(other, receipt.hint()), stations.trust(), EXPECTED));
        }
        refused(FailureCode.STATEMENT_FORMAT, () -> RecheckFile.parse(receipt.toBytes()));
        refused(
                FailureCode.STATEMENT_FORMAT,
                () -> RecheckFile.parse(Files.readAllBytes(FIXTURE.resolveSibling("validation.json"))));
        stations.looker.testing();
        RecheckFile test = stations.file();
        refused(FailureCode.TEST_STATEMENT, () -> verify(test));
    }

    /** No signature covers it, and whoever collects rechecks would hold two of one. */
    @Test
    void nothingIsAddedThatNobodyNeeds() throws Exception {
        RecheckFile sound = stations.file();
        TlogProof proof = sound.recheck().proof();
        Checkpoint tree = proof.checkpoint().checkpoint();
        NoteSigner stranger = new NoteSigner("witness.example", SigningKey.generate());
        List<NoteSignature> signatures =
                new ArrayList<>(proof.checkpoint().note().signatures());
        signatures.addAll(stranger.sign(tree.text()).signatures());
        SignedCheckpoint more = new SignedCheckpoint(tree, new Note(tree.text(), signatures));
        RecheckFile added = new RecheckFile(
                new Logged(
                        sound.recheck().statement(),
                        sound.recheck().nonce(),
                        new TlogProof(proof.extra(), proof.index(), proof.hashes(), more)),
                sound.hint());
        refused(FailureCode.STATEMENT_FORMAT, () -> verify(added));
    }

    @Test
    void hasItsPlaceInTheChainOfTheStationThatLooked() throws Exception {
        IssuedStatement before = stations.looker.start(FixtureWorld.STARTED, "WD-8");
        IssuedStatement recheck = stations.issue(stations.claims(), Rechecking.target());
        IssuedStatement after = stations.looker.start(FixtureWorld.STARTED, "WD-9");
        long first = ChainVerifier.verify(
                stations.looker.key.publicKey(), List.of(before.sdJwt(), recheck.sdJwt(), after.sdJwt()));
        assertThat(first).isEqualTo(1);
        refused(
                FailureCode.CHAIN_GAP,
                () -> ChainVerifier.verify(stations.looker.key.publicKey(), List.of(before.sdJwt(), after.sdJwt())));
    }

    @Test
    void isOfThatStatementAndNoOther() throws Exception {
        Statement.Clearing clearing = clearing(stations.job.clearing);
        RecheckVerifier.requireOf(recheck(stations.claims()), stations.job.clearing.sdJwt(), clearing);
        refused(
                FailureCode.RECHECK_LINK,
                () -> RecheckVerifier.requireOf(
                        recheck(stations.claims()),
                        stations.job.earlierClearing.sdJwt(),
                        clearing(stations.job.earlierClearing)));
        RecheckClaims sound = stations.claims();
        Bytes32 digest = sound.clearing().digest();
        String station = sound.clearing().station();
        otherwise(of(sound, new RecheckClaims.Of(UUID.randomUUID(), digest, station)), clearing);
        otherwise(of(sound, new RecheckClaims.Of(sound.clearing().event(), Rechecking.SECRET, station)), clearing);
        otherwise(
                of(
                        sound,
                        new RecheckClaims.Of(
                                sound.clearing().event(),
                                digest,
                                stations.looker.key.publicKey().thumbprint())),
                clearing);
        // Another drive, another pass, another pattern, and the very sample of the erasure.
        otherwise(stations.claims(reading(one -> one.capacity += 512), Recognised.CAPACITY_ONLY), clearing);
        otherwise(
                expecting(
                        sound,
                        new RecheckExpected.OfPass(
                                2, Pass.Pattern.STAMPED, Optional.of(Rechecking.SECRET), Optional.empty())),
                clearing);
        otherwise(
                expecting(
                        sound,
                        new RecheckExpected.OfPass(
                                1, Pass.Pattern.RANDOM, Optional.of(Rechecking.SECRET), Optional.empty())),
                clearing);
        Statement.Recheck otherDrive =
                new Statement.Recheck(recheck(sound).head(), sound, recheckOf(TestStation.target("WD-1")));
        refused(
                FailureCode.RECHECK_LINK,
                () -> RecheckVerifier.requireOf(otherDrive, stations.job.clearing.sdJwt(), clearing));
        // What is not shown can't be contradicted.
        Statement.Clearing hidden = (Statement.Clearing)
                StatementReader.read(stations.job.clearing.sdJwt().showingOnly(Set.of()));
        RecheckVerifier.requireOf(otherDrive, stations.job.clearing.sdJwt(), hidden);
    }

    @Test
    void theSampleOfTheErasureIsNoFreshOne() throws Exception {
        IssuedStatement sampled = stations.eraser.log(stations.eraser.issuer.clearing(
                stations.eraser.chain,
                stations.eraser.uuid(),
                FixtureWorld.STARTED,
                new ClearingClaims(
                        stations.job.start.eventId(),
                        Verdict.CLEARED,
                        new ClearingClaims.Policy("nist-clear", "1", Rechecking.SECRET),
                        List.of(),
                        Evidence.of(TestStation.EVIDENCE),
                        List.of()),
                Disclosed.ofClearing(Rechecking.target(), sampledWork(), Optional.empty())));
        RecheckClaims claims = of(
                stations.claims(),
                new RecheckClaims.Of(
                        sampled.eventId(),
                        sampled.sdJwt().digest(),
                        stations.eraser.key.publicKey().thumbprint()));
        refused(
                FailureCode.RECHECK_LINK,
                () -> RecheckVerifier.requireOf(recheck(claims), sampled.sdJwt(), clearing(sampled)));
        RecheckClaims fresh = new RecheckClaims(
                claims.clearing(),
                claims.recognised(),
                claims.expected(),
                reading(one -> one.sample = Optional.of(new Sample(Rechecking.SECRET, 4096))),
                claims.tool());
        RecheckVerifier.requireOf(recheck(fresh), sampled.sdJwt(), clearing(sampled));
    }

    private static Work sampledWork() {
        Work work = TestStation.work();
        Verification was = work.verification();
        return new Work(
                work.tool(),
                work.startedAt(),
                work.finishedAt(),
                work.passes(),
                new Verification(
                        Verification.Mode.SAMPLE,
                        was.path(),
                        was.bytesRead(),
                        was.mismatches(),
                        was.mismatchedBytes(),
                        Optional.of(new Sample(Rechecking.SEED, 512).seedHex())),
                work.unreachableRanges(),
                work.hiddenAreas(),
                work.interruptions(),
                work.residue());
    }

    private static Disclosed recheckOf(Target target) {
        return Disclosed.ofStart(target, Optional.empty());
    }

    private void otherwise(RecheckClaims claims, Statement.Clearing clearing) throws IOException {
        Statement.Recheck lie =
                new Statement.Recheck(recheck(stations.claims()).head(), claims, recheckOf(Rechecking.target()));
        refused(
                FailureCode.RECHECK_LINK,
                () -> RecheckVerifier.requireOf(lie, stations.job.clearing.sdJwt(), clearing));
    }

    private static RecheckClaims of(RecheckClaims claims, RecheckClaims.Of other) {
        return new RecheckClaims(other, claims.recognised(), claims.expected(), claims.reading(), claims.tool());
    }

    private static RecheckClaims expecting(RecheckClaims claims, RecheckExpected other) {
        return new RecheckClaims(claims.clearing(), claims.recognised(), other, claims.reading(), claims.tool());
    }

    private static Statement.Clearing clearing(IssuedStatement issued) {
        return (Statement.Clearing) issued.statement();
    }

    private Statement.Recheck recheck(RecheckClaims claims) throws IOException {
        return (Statement.Recheck) stations.issue(claims, Rechecking.target()).statement();
    }

    private static UnaryOperator<String> replacing(String old, String other) {
        return text -> text.replace(old, other);
    }

    private void forgery(RecheckFile sound, String old, String other) throws Exception {
        RecheckFile lie = stations.forged(sound, replacing(old, other));
        refused(FailureCode.STATEMENT_FORMAT, () -> verify(lie));
    }
}
