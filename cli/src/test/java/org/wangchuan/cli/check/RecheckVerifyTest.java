package org.wangchuan.cli.check;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Range;
import org.wangchuan.proof.statement.RecheckClaims;
import org.wangchuan.proof.statement.RecheckClaims.Recognised;
import org.wangchuan.proof.statement.RecheckExpected;
import org.wangchuan.proof.statement.RecheckReading;
import org.wangchuan.proof.statement.RecheckReading.End;
import org.wangchuan.proof.statement.RecheckReading.Sample;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.trust.TrustList;

/** A stranger has in hand what a second station found on a drive that a first one erased. */
class RecheckVerifyTest {
    private static final Bytes32 SECRET = Bytes32.sha256("secret".getBytes(US_ASCII));
    private static final Bytes32 SEED = Bytes32.sha256("seed".getBytes(US_ASCII));
    private static final NoteSigner LOG = new NoteSigner("second.example/log", SigningKey.generate());

    private final SigningKey second = SigningKey.generate();

    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Path receipt = Path.of("");
    private Path trust = Path.of("");
    private StationChain chain = StationChain.NEW;

    @BeforeEach
    void somethingWasErased() throws IOException {
        station = new CheckFixture(folder);
        receipt = station.erased().files().receipt();
        NoteSigner signer = new NoteSigner("second.example/trust", SigningKey.generate());
        TrustList list = new TrustList(
                1,
                Instant.now().getEpochSecond(),
                signer.verifierKey(),
                List.of(new TrustList.Operator(
                        "Second Look Ltd",
                        List.of(LOG.verifierKey()),
                        List.of(new TrustList.Station(second.publicKey(), 0, Optional.empty())))),
                "");
        trust = Files.write(
                folder.resolve("second.trust"),
                TrustListIssuer.sign(list, signer).toBytes());
    }

    private Statement.Clearing clearing() throws Exception {
        return (Statement.Clearing) StatementReader.read(
                Receipt.parse(Files.readAllBytes(receipt)).clearing().statement());
    }

    /** An image, known by its size alone, so that nothing is proved of it. */
    private RecheckClaims claims(long differing) throws Exception {
        Statement.Clearing clearing = clearing();
        Target target = clearing.disclosed().target().orElseThrow();
        long capacity = target.capacityBytes();
        Pass last = clearing.disclosed().work().orElseThrow().passes().getLast();
        Optional<Sample> sample = Optional.of(new Sample(SEED, 512));
        long planned = RecheckReading.plannedBytes(capacity, sample, List.of());
        boolean hasSecret = last.pattern() == Pass.Pattern.RANDOM || last.pattern() == Pass.Pattern.STAMPED;
        return new RecheckClaims(
                new RecheckClaims.Of(
                        clearing.head().eventId(),
                        Receipt.parse(Files.readAllBytes(receipt))
                                .clearing()
                                .statement()
                                .digest(),
                        clearing.head().station()),
                Recognised.CAPACITY_ONLY,
                new RecheckExpected.OfPass(
                        clearing.disclosed().work().orElseThrow().passes().size(),
                        last.pattern(),
                        hasSecret ? Optional.of(SECRET) : Optional.empty(),
                        Optional.empty()),
                new RecheckReading(
                        capacity,
                        sample,
                        Verification.Path.FILE_SYSTEM,
                        End.COMPLETED,
                        planned,
                        planned,
                        differing,
                        0,
                        differing == 0 ? List.of() : List.of(new Range(4096, differing)),
                        List.of(),
                        List.of(),
                        differing == 0 ? List.of() : List.of("written"),
                        Instant.now().getEpochSecond() - 20,
                        Instant.now().getEpochSecond() - 10),
                "wangchuan\u202e test");
    }

    /** One that could be of a drive in a bay: every condition of a match. */
    private RecheckClaims matching() throws Exception {
        RecheckClaims image = claims(0);
        RecheckReading reading = image.reading();
        return new RecheckClaims(
                image.clearing(),
                Recognised.SERIAL_NUMBER,
                image.expected(),
                new RecheckReading(
                        reading.capacityBytes(),
                        reading.sample(),
                        Verification.Path.DIRECT,
                        reading.end(),
                        reading.bytesPlanned(),
                        reading.bytesRead(),
                        0,
                        0,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        reading.startedAtSeconds(),
                        reading.finishedAtSeconds()),
                "wangchuan test");
    }

    /** Of such a drive that erased itself. */
    private RecheckClaims byItself(RecheckExpected.OfDrive left) throws Exception {
        RecheckClaims match = matching();
        RecheckReading was = match.reading();
        List<Range> places = List.of(new Range(0, 512));
        long planned = RecheckReading.plannedBytes(was.capacityBytes(), was.sample(), places, List.of());
        RecheckReading reading = new RecheckReading(
                was.capacityBytes(),
                was.sample(),
                places,
                was.path(),
                was.end(),
                planned,
                planned,
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                was.startedAtSeconds(),
                was.finishedAtSeconds());
        return new RecheckClaims(match.clearing(), Recognised.SERIAL_NUMBER, left, reading, match.tool());
    }

    private Path recheck(RecheckClaims claims, Target target) throws IOException {
        Path logFolder = Files.createTempDirectory(folder, "log");
        try (TileLog log = TileLog.open(logFolder, LOG, Optional.empty())) {
            IssuedStatement issued =
                    StatementIssuer.real(second).recheck(chain, UUID.randomUUID(), Instant.now(), claims, target);
            log.append(List.of(issued.entry()));
            return Files.write(
                    folder.resolve("image.recheck.json"),
                    ReceiptIssuer.recheck(log, second.publicKey(), issued).toBytes());
        }
    }

    private Target image() throws Exception {
        return clearing().disclosed().target().orElseThrow();
    }

    /** The same size in a bay, with a number. */
    private Target drive() throws Exception {
        Target image = image();
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("Model 1"),
                Optional.of("WD-1"),
                Optional.empty(),
                Optional.empty(),
                image.capacityBytes(),
                512,
                "sata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
    }

    private ExitCode verify(Path file, Optional<Path> list, Optional<Path> of, boolean isJson) throws UserError {
        return new FileVerify()
                .verify(
                        new VerifyService.Request(
                                List.of(file),
                                list,
                                Optional.empty(),
                                List.of(),
                                Optional.empty(),
                                of,
                                Optional.empty(),
                                isJson),
                        station.context);
    }

    @Test
    void itHoldsAndProvesNoErasure() throws Exception {
        Path file = recheck(matching(), drive());
        assertThat(verify(file, Optional.of(trust), Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "the signature holds: a station of Second Look Ltd",
                        "PROVES NO ERASURE",
                        "neither receipt nor certificate",
                        "it says: MATCHES",
                        clearing().head().eventId().toString(),
                        "--of RECEIPT compares both",
                        "another station than the one that erased",
                        "serial WD-1",
                        "known by the serial number",
                        "in 512 bytes",
                        "Not proved:",
                        "nobody compared the serial number")
                .doesNotContain("verifies;", "VERY STATION", "policy satisfied");
        assertThat(verify(file, Optional.of(trust), Optional.empty(), true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "\"provesErasure\":false",
                        "\"state\":\"recheck-signed\"",
                        "\"result\":\"matches\"",
                        "\"exitCode\":2",
                        "\"sameStation\":false");
    }

    @Test
    void whatDiffersAndWhatIsUnprovenIsCalledThat() throws Exception {
        assertThat(verify(recheck(claims(7), image()), Optional.of(trust), Optional.empty(), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("it says: DIFFERS", "differs at byte 4096: 7 bytes", "\\u{202e}")
                .doesNotContain("\u202e", "MATCHES", "UNPROVEN");
        assertThat(verify(recheck(claims(0), image()), Optional.of(trust), Optional.empty(), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("it says: UNPROVEN", "nothing but its size", "otherwise at the end: written")
                .doesNotContain("MATCHES");
    }

    @Test
    void ofADriveThatErasedItselfItSaysWhatItLeft() throws Exception {
        Path uniform = recheck(
                byItself(new RecheckExpected.OfDrive(
                        NativeErase.Technique.NVME_FORMAT_USER_DATA, RecheckExpected.Contents.UNIFORM, List.of())),
                drive());
        assertThat(verify(uniform, Optional.of(trust), Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "it says: MATCHES",
                        "00h or FFh alone in each block",
                        "nvme-format-user-data",
                        "where something had been planted before it erased itself: 1 ranges",
                        "what the drive holds and does not show")
                .doesNotContain("pass 1", "the same bytes stand everywhere");
        // The receipt is one of passes.
        assertThat(verify(uniform, Optional.of(trust), Optional.of(receipt), false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("RECHECK_LINK");
        Path noise = recheck(
                byItself(new RecheckExpected.OfDrive(
                        NativeErase.Technique.NVME_SANITIZE_CRYPTO, RecheckExpected.Contents.UNKNOWN, List.of(SECRET))),
                drive());
        assertThat(verify(noise, Optional.of(trust), Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(
                        "it says: UNPROVEN",
                        "left contents that nobody can know",
                        "nobody knows",
                        "a key of what had been planted: " + Hex.encode(SECRET.toBytes()));
        assertThat(verify(noise, Optional.of(trust), Optional.empty(), true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("\"reasons\":[\"contents-unknown\"]");
    }

    /** Whoever nobody knows says it of themselves: the exit code must not be milder for that. */
    @Test
    void withoutTrustNobodyIsBelieved() throws Exception {
        Path file = recheck(matching(), drive());
        assertThat(verify(file, Optional.empty(), Optional.empty(), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains("the signer is not in the trust list", "· ")
                .doesNotContain("the signature holds", "✓");
        assertThat(verify(file, Optional.empty(), Optional.empty(), true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("\"state\":\"recheck-signer-unknown\"");
    }

    @Test
    void isComparedWithTheReceiptThatItIsOf() throws Exception {
        Path file = recheck(claims(0), image());
        assertThat(verify(file, Optional.of(trust), Optional.of(receipt), false))
                .isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(receipt + " is that statement, and agrees", "nobody known stands for it")
                .doesNotContain("--of RECEIPT compares both");
        // Under the station's own lists the receipt is known, and the recheck is not.
        assertThat(verify(file, Optional.empty(), Optional.of(receipt), true)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out()).contains("\"of\":{", "\"state\":\"verified\"", "recheck-signer-unknown");
        assertThat(verify(file, Optional.empty(), Optional.of(receipt), false)).isEqualTo(ExitCode.NOT_SATISFIED);
        assertThat(station.out())
                .contains(receipt + " is that statement, holds, and agrees", "a trust list calls one of");
    }

    @Test
    void isRefusedBesideAnyOther() throws Exception {
        Path file = recheck(claims(0), image());
        Path other = Files.createDirectory(folder.resolve("other"));
        Path another = new CheckFixture(other).erased().files().receipt();
        assertThat(verify(file, Optional.of(trust), Optional.of(another), false))
                .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("RECHECK_LINK", "the recheck is of another statement");
        // Of that receipt, by its digest, and yet of another drive.
        RecheckClaims honest = matching();
        Path bay = recheck(honest, drive());
        assertThat(verify(bay, Optional.of(trust), Optional.of(receipt), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("target.serial");
        // What does not verify itself can't be what anything is of.
        Path broken = Files.writeString(
                folder.resolve("broken.receipt.json"), Files.readString(receipt).replace("index 1\\n", "index 0\\n"));
        assertThat(verify(file, Optional.of(trust), Optional.of(broken), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(verify(file, Optional.of(trust), Optional.of(file), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("OTHER_FILE", "what a station found that read an erased drive again");
    }

    @Test
    void ofIsAskedOfNothingElse() throws Exception {
        assertThat(verify(receipt, Optional.empty(), Optional.of(receipt), false))
                .isEqualTo(ExitCode.USAGE);
        assertThat(station.err()).contains("OF_WITHOUT_RECHECK");
    }

    @Test
    void aChangedByteIsFound() throws Exception {
        Path file = recheck(matching(), drive());
        byte[] sound = Files.readAllBytes(file);
        for (int i = 40; i < sound.length; i += 101) {
            byte[] changed = sound.clone();
            changed[i] ^= 1;
            Path lie = Files.write(folder.resolve("lie.recheck.json"), changed);
            assertThat(verify(lie, Optional.of(trust), Optional.empty(), true))
                    .as("byte " + i)
                    .isEqualTo(ExitCode.DOES_NOT_VERIFY);
        }
    }

    /** In the name and the format of a receipt it is refused, and other commands say what it is. */
    @Test
    void isTakenForNoReceipt() throws Exception {
        Path file = recheck(matching(), drive());
        Path dressed = Files.writeString(
                folder.resolve("dressed.receipt.json"),
                Files.readString(file).replace("wangchuan-recheck/v1", "wangchuan-receipt/v1"));
        assertThat(verify(dressed, Optional.of(trust), Optional.empty(), false)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(station.err()).contains("RECEIPT_FORMAT");
    }
}
