package org.wangchuan.proof.issue;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.Rechecking.Reading;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NativeErase.Said;
import org.wangchuan.proof.statement.NativeErase.Technique;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Reason;
import org.wangchuan.proof.statement.RecheckClaims.Recognised;
import org.wangchuan.proof.statement.RecheckClaims.Result;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckExpected.Contents;
import org.wangchuan.proof.statement.RecheckExpected.OfDrive;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.RecheckReading.End;
import org.wangchuan.proof.statement.RecheckReading.Sample;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.testing.TestStation;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.RecheckVerifier;

/**
 * What a station can say of a drive that erased itself, and what it can't. To write the fixture after a deliberate change:
 * {@code -Dwangchuan.fixtures.write=true}.
 */
class RecheckByDriveTest {
    private static final Path FIXTURE = Path.of("src/test/resources/fixtures/v1/recheck-by-drive.json");
    private static final Bytes32 PLANTED = Bytes32.sha256("planted".getBytes(US_ASCII));
    private static final OfDrive UNIFORM = new OfDrive(Technique.NVME_SANITIZE_BLOCK, Contents.UNIFORM, List.of());
    private static final OfDrive UNKNOWN =
            new OfDrive(Technique.NVME_SANITIZE_CRYPTO, Contents.UNKNOWN, List.of(PLANTED, Rechecking.SECRET));
    private static final List<Range> PLACES = List.of(new Range(0, 65_536), new Range(700_000_256, 512));

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // made before each
    private Rechecking stations;

    @BeforeEach
    void begin() throws IOException {
        stations = new Rechecking(folder);
    }

    @AfterEach
    void end() throws IOException {
        stations.close();
    }

    private static RecheckReading reading(Consumer<Reading> change) {
        Reading reading = Rechecking.sound();
        reading.places = PLACES;
        change.accept(reading);
        return reading.build();
    }

    private static String hex(Bytes32 digest) {
        return Hex.encode(digest.toBytes());
    }

    private static void differ(Reading reading) {
        reading.differing = List.of(new Range(0, 4096));
        reading.differingBytes = 512;
    }

    private RecheckClaims claims(OfDrive left, Recognised recognised, Consumer<Reading> change) {
        return stations.byItself(reading(change), recognised, left);
    }

    private RecheckClaims verified(RecheckClaims claims) throws IOException, VerificationException {
        RecheckFile file = stations.file(claims, Rechecking.target());
        return RecheckVerifier.verify(
                        RecheckFile.parse(file.toBytes()),
                        stations.trust(),
                        new Expectations(Optional.empty(), Rechecking.AT))
                .recheck()
                .claims();
    }

    @Test
    void isWhatWasPublished() throws Exception {
        RecheckFile file = stations.file(claims(UNKNOWN, Recognised.SERIAL_NUMBER, _ -> {}), Rechecking.target());
        if (Boolean.getBoolean("wangchuan.fixtures.write")) {
            Files.write(FIXTURE, file.toBytes());
        }
        assertThat(file.toBytes()).isEqualTo(Files.readAllBytes(FIXTURE));
    }

    @Test
    void uniformContentsMatchWhereTheDriveGivesItsNumber() throws Exception {
        for (RecheckClaims claims : List.of(
                claims(UNIFORM, Recognised.SERIAL_NUMBER, _ -> {}),
                claims(UNIFORM, Recognised.SERIAL_NUMBER, one -> one.places = List.of()),
                claims(UNIFORM, Recognised.SERIAL_NUMBER, one -> {
                    one.sample = Optional.empty();
                    one.places = List.of();
                }))) {
            assertThat(claims.result()).isEqualTo(Result.MATCHES);
            assertThat(claims.reasons()).isEmpty();
            assertThat(verified(claims)).isEqualTo(claims);
        }
        RecheckClaims differs = claims(UNIFORM, Recognised.SERIAL_NUMBER, RecheckByDriveTest::differ);
        assertThat(differs.result()).isEqualTo(Result.DIFFERS);
        assertThat(verified(differs)).isEqualTo(differs);
        RecheckClaims unnamed = claims(UNIFORM, Recognised.CAPACITY_ONLY, _ -> {});
        assertThat(unnamed.result()).isEqualTo(Result.UNPROVEN);
        assertThat(unnamed.reasons()).containsExactly(Reason.CAPACITY_ONLY);
    }

    @Test
    void ofUnknownContentsNothingMatches() throws Exception {
        RecheckClaims claims = claims(UNKNOWN, Recognised.SERIAL_NUMBER, _ -> {});
        assertThat(claims.result()).isEqualTo(Result.UNPROVEN);
        assertThat(claims.reasons()).containsExactly(Reason.CONTENTS_UNKNOWN);
        assertThat(verified(claims)).isEqualTo(claims);
        RecheckClaims found = claims(UNKNOWN, Recognised.SERIAL_NUMBER, RecheckByDriveTest::differ);
        assertThat(found.result()).isEqualTo(Result.DIFFERS);
        assertThat(found.reasons()).containsExactly(Reason.DIFFERING_BYTES, Reason.CONTENTS_UNKNOWN);
        assertThat(claims(UNKNOWN, Recognised.CAPACITY_ONLY, one -> one.end = End.COMPLETED)
                        .reasons())
                .containsExactly(Reason.CAPACITY_ONLY, Reason.CONTENTS_UNKNOWN);
    }

    /** Whatever it is known by, zeros are not its own; nor is a file one of a drive's, and it left nothing out. */
    @Test
    void whatCanNotBeIsNotSaid() {
        for (OfDrive left : List.of(UNIFORM, UNKNOWN)) {
            refused(() -> claims(left, Recognised.CONTENTS, _ -> {}));
            refused(() -> claims(left, Recognised.SERIAL_NUMBER, one -> one.path = Verification.Path.FILE_SYSTEM));
            refused(() -> claims(left, Recognised.SERIAL_NUMBER, one -> {
                one.places = List.of();
                one.leftOut = List.of(new Range(0, 512));
            }));
        }
        refused(() -> claims(UNKNOWN, Recognised.SERIAL_NUMBER, one -> one.places = List.of()));
        RecheckReading planted = reading(_ -> {});
        refused(() -> stations.claims(planted, Recognised.SERIAL_NUMBER));
        refused(() -> new OfDrive(Technique.NVME_SANITIZE_BLOCK, Contents.UNIFORM, List.of(PLANTED)));
        refused(() -> new OfDrive(Technique.NVME_SANITIZE_BLOCK, Contents.UNKNOWN, List.of()));
        refused(() -> new OfDrive(Technique.NVME_SANITIZE_BLOCK, Contents.UNKNOWN, List.of(PLANTED, PLANTED)));
        List<Bytes32> many = new ArrayList<>();
        for (int i = 0; i <= OfDrive.PLANTED_MAX; i++) {
            many.add(Bytes32.sha256(new byte[] {(byte) i}));
        }
        refused(() -> new OfDrive(Technique.NVME_SANITIZE_BLOCK, Contents.UNKNOWN, many));
    }

    /** Worked out by hand: what is both in the sample and at such a place is read once. */
    @Test
    void howMuchWasToBeReadFollowsFromSampleAndPlaces() {
        Optional<Sample> sample = Optional.of(new Sample(Rechecking.SEED, 4096));
        long alone = RecheckReading.plannedBytes(Rechecking.CAPACITY, sample, List.of());
        // The first unit is in every sample.
        List<Range> first = List.of(new Range(0, 4096));
        assertThat(RecheckReading.plannedBytes(Rechecking.CAPACITY, sample, first, List.of()))
                .isEqualTo(alone);
        long both = reading(_ -> {}).bytesPlanned();
        assertThat(both).isGreaterThan(alone).isLessThanOrEqualTo(alone + 65_536 + 512 - 4096);
        for (Consumer<Reading> lie : List.<Consumer<Reading>>of(
                one -> one.planned = Optional.of(alone),
                one -> one.planned = Optional.of(alone + 65_536 + 512),
                one -> one.sample = Optional.empty(),
                one -> one.leftOut = List.of(new Range(0, 512)),
                one -> one.places = List.of(PLACES.getLast(), PLACES.getFirst()),
                one -> one.places = List.of(new Range(Rechecking.CAPACITY - 512, 1024)))) {
            refused(() -> reading(lie));
        }
    }

    @Test
    void whatIsSpelledOtherwiseIsNotRead() throws Exception {
        RecheckFile uniform = stations.file(claims(UNIFORM, Recognised.SERIAL_NUMBER, _ -> {}), Rechecking.target());
        RecheckFile unknown = stations.file(claims(UNKNOWN, Recognised.SERIAL_NUMBER, _ -> {}), Rechecking.target());
        String digest = "\"planted\":[\"" + hex(PLANTED);
        assertThat(CanonicalJson.writeText(unknown.recheck().statement().payload()))
                .contains(digest);
        for (String[] lie : new String[][] {
            {"\"contents\":\"uniform\"", "\"contents\":\"unknown\""},
            {"\"contents\":\"uniform\"", "\"contents\":\"uniform\",\"pass\":1"},
            {"\"contents\":\"uniform\"", "\"contents\":\"uniform\",\"planted\":[]"},
            {"\"contents\":\"uniform\",", ""},
            {"nvme-sanitize-block", "nvme-sanitize-else"},
            {"\"result\":\"matches\"", "\"result\":\"unproven\""},
            {"\"places\":[{\"length\":65536,\"offset\":0},", "\"places\":["},
        }) {
            forgery(uniform, lie[0], lie[1]);
        }
        for (String[] lie : new String[][] {
            {"\"contents\":\"unknown\"", "\"contents\":\"uniform\""},
            {"\"reasons\":[\"contents-unknown\"]", "\"reasons\":[]"},
            {"\"result\":\"unproven\"", "\"result\":\"matches\""},
            {digest, digest.replace("[\"", "[\"" + hex(PLANTED) + "\",\"")},
        }) {
            forgery(unknown, lie[0], lie[1]);
        }
    }

    private void forgery(RecheckFile sound, String old, String other) throws Exception {
        RecheckFile lie = stations.forged(sound, text -> text.replace(old, other));
        Expectations expectations = new Expectations(Optional.empty(), Rechecking.AT);
        assertThatThrownBy(() -> RecheckVerifier.verify(lie, stations.trust(), expectations))
                .as(other)
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.STATEMENT_FORMAT));
    }

    private static void refused(ThrowingCallable lie) {
        assertThatIllegalArgumentException().isThrownBy(lie);
    }

    private static NativeErase erase(Technique technique, Said said, long canaryBytes, long found) {
        return new NativeErase(technique, 1, said, 2_000, canaryBytes, found);
    }

    private IssuedStatement clearing(List<Pass> passes, Optional<NativeErase> byItself) throws IOException {
        Work was = TestStation.work();
        Work work = new Work(
                was.tool(),
                was.startedAt(),
                was.finishedAt(),
                passes,
                new Verification(
                        Verification.Mode.SAMPLE,
                        was.verification().path(),
                        was.verification().bytesRead(),
                        List.of(),
                        0,
                        Optional.of(new Sample(PLANTED, 512).seedHex())),
                List.of(),
                was.hiddenAreas(),
                was.interruptions(),
                was.residue(),
                byItself);
        return stations.eraser.log(stations.eraser.issuer.clearing(
                stations.eraser.chain,
                stations.eraser.uuid(),
                FixtureWorld.STARTED,
                new ClearingClaims(
                        stations.job.start.eventId(),
                        Verdict.UNPROVEN,
                        new ClearingClaims.Policy("nist-purge", "1", Rechecking.SECRET),
                        List.of(),
                        Evidence.of(TestStation.EVIDENCE),
                        List.of()),
                Disclosed.ofClearing(Rechecking.target(), work, Optional.empty())));
    }

    private void link(IssuedStatement clearing, RecheckExpected expected) throws IOException, VerificationException {
        link(clearing, expected, _ -> {});
    }

    private void link(IssuedStatement clearing, RecheckExpected expected, Consumer<Reading> change)
            throws IOException, VerificationException {
        boolean isPass = expected instanceof RecheckExpected.OfPass;
        RecheckClaims claims = new RecheckClaims(
                new RecheckClaims.Of(
                        clearing.eventId(),
                        clearing.sdJwt().digest(),
                        stations.eraser.key.publicKey().thumbprint()),
                Recognised.SERIAL_NUMBER,
                expected,
                isPass ? Rechecking.sound().build() : reading(change),
                "wangchuan 0.1");
        RecheckVerifier.requireOf(
                new Statement.Recheck(
                        clearing.statement().head(), claims, Disclosed.ofStart(Rechecking.target(), Optional.empty())),
                clearing.sdJwt(),
                (Statement.Clearing) clearing.statement());
    }

    private void otherwise(IssuedStatement clearing, RecheckExpected expected) {
        assertThatThrownBy(() -> link(clearing, expected))
                .isInstanceOfSatisfying(
                        VerificationException.class, e -> assertThat(e.code()).isEqualTo(FailureCode.RECHECK_LINK));
    }

    /** A drive that lied is seen through where something was planted: who signs a match must not leave that out. */
    @Test
    void allPlacesAreReadAtWhichTheErasureHasLooked() throws Exception {
        long places = Range.bytes(PLACES);
        IssuedStatement exact =
                clearing(List.of(), Optional.of(erase(Technique.NVME_SANITIZE_BLOCK, Said.SUCCEEDED, places, 0)));
        link(exact, UNIFORM);
        link(exact, UNIFORM, one -> {
            one.sample = Optional.empty();
            one.places = List.of();
        });
        for (List<Range> fewer : List.of(List.<Range>of(), PLACES.subList(1, PLACES.size()))) {
            assertThatThrownBy(() -> link(exact, UNIFORM, one -> one.places = fewer))
                    .isInstanceOfSatisfying(VerificationException.class, e -> {
                        assertThat(e.code()).isEqualTo(FailureCode.RECHECK_LINK);
                        assertThat(e.where()).isEqualTo("reading.places");
                    });
        }
    }

    @Test
    void isOfAnErasureByThatTechniqueAlone() throws Exception {
        NativeErase block = erase(Technique.NVME_SANITIZE_BLOCK, Said.SUCCEEDED, 4096, 0);
        IssuedStatement byItself = clearing(List.of(), Optional.of(block));
        link(byItself, UNIFORM);
        otherwise(byItself, UNKNOWN); // of another technique
        otherwise(
                byItself,
                new RecheckExpected.OfPass(1, Pass.Pattern.STAMPED, Optional.of(Rechecking.SECRET), Optional.empty()));
        // Passes came after it, or nothing but passes.
        List<Pass> passes = TestStation.work().passes();
        otherwise(clearing(passes, Optional.of(block)), UNIFORM);
        otherwise(clearing(passes, Optional.empty()), UNIFORM);
        link(clearing(List.of(), Optional.of(erase(Technique.NVME_SANITIZE_CRYPTO, Said.ENDED, 4096, 0))), UNKNOWN);
        // The seed of the erasure.
        OfDrive left = UNIFORM;
        RecheckClaims stale =
                claims(left, Recognised.SERIAL_NUMBER, one -> one.sample = Optional.of(new Sample(PLANTED, 4096)));
        assertThatThrownBy(() -> RecheckVerifier.requireOf(
                        new Statement.Recheck(
                                byItself.statement().head(),
                                new RecheckClaims(
                                        new RecheckClaims.Of(
                                                byItself.eventId(),
                                                byItself.sdJwt().digest(),
                                                stations.eraser.key.publicKey().thumbprint()),
                                        Recognised.SERIAL_NUMBER,
                                        left,
                                        stale.reading(),
                                        "wangchuan 0.1"),
                                Disclosed.ofStart(Rechecking.target(), Optional.empty())),
                        byItself.sdJwt(),
                        (Statement.Clearing) byItself.statement()))
                .hasMessageContaining("reading.seed");
    }

    @ParameterizedTest
    @EnumSource(Said.class)
    void anErasureWithoutAGoodEndLeftNothingToCompareWith(Said said) throws Exception {
        Technique technique = UNIFORM.technique();
        IssuedStatement nothingFound = clearing(List.of(), Optional.of(erase(technique, said, 4096, 0)));
        if (Set.of(Said.FAILED, Said.REFUSED).contains(said)) {
            otherwise(nothingFound, UNIFORM);
        } else {
            link(nothingFound, UNIFORM);
        }
        otherwise(clearing(List.of(), Optional.of(erase(technique, said, 4096, 512))), UNIFORM);
        // Uniform is what was read, whether or not something was planted; of the unknown only that can be looked for.
        otherwise(clearing(List.of(), Optional.of(erase(Technique.NVME_SANITIZE_CRYPTO, said, 0, 0))), UNKNOWN);
    }
}
