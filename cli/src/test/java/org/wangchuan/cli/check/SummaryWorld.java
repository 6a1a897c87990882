package org.wangchuan.cli.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.issue.StatusBook;
import org.wangchuan.proof.issue.TrustListIssuer;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.record.RecordedFile;
import org.wangchuan.proof.statement.Asset;
import org.wangchuan.proof.statement.ClearingClaims;
import org.wangchuan.proof.statement.ClearingClaims.Clause.State;
import org.wangchuan.proof.statement.CountsClaims;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Evidence;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.ObservationClaims.Device;
import org.wangchuan.proof.statement.Pass;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.statement.SummaryClaims;
import org.wangchuan.proof.statement.SummaryRow;
import org.wangchuan.proof.statement.SummaryRow.Conformity;
import org.wangchuan.proof.statement.SummaryRow.Proof;
import org.wangchuan.proof.statement.SummaryRow.Where;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.statement.Verification;
import org.wangchuan.proof.statement.Work;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.trust.TrustList;

/** A shop whose log holds some erasures of an institution's laptops, each with a certificate; real keys, a real log, a real witness. */
final class SummaryWorld {
    private static final String LOG = "log.example";
    private static final Instant STARTED = Instant.parse("2026-03-01T08:00:00Z");

    private final Path folder;
    private final SigningKey station = SigningKey.generate();
    private final NoteSigner log;
    private final Cosigner witness = new Cosigner("witness.example", SigningKey.generate());
    private final StatusBook book = StatusBook.of(StatusList.allValid(UUID.randomUUID(), StatusList.ENTRIES_MIN));

    /** The certificates, by the number of their device. */
    final List<Path> certificates = new ArrayList<>();

    /** The receipts that they are of. */
    final List<Receipt> receipts = new ArrayList<>();

    /** What an honest summary says of each. */
    final List<SummaryRow> rows = new ArrayList<>();

    /** Erases so many laptops; those of these numbers fail, or are revoked afterwards. */
    SummaryWorld(Path folder, int count, Set<Integer> failed, Set<Integer> revoked) throws IOException {
        this(folder, count, failed, revoked, LOG);
    }

    /** One whose log has another name. */
    SummaryWorld(Path folder, int count, Set<Integer> failed, Set<Integer> revoked, String origin) throws IOException {
        log = new NoteSigner(origin, SigningKey.generate());
        this.folder = Files.createDirectories(folder);
        try (TileLog tiles = TileLog.open(folder.resolve("log"), log, Optional.empty())) {
            SignedCheckpoint early = cosigned(tiles, STARTED.minusSeconds(3_600));
            StationChain chain = StationChain.NEW.witnessing(early);
            for (int number = 0; number < count; number++) {
                boolean isBad = failed.contains(number);
                StatusReference place = book.take().orElseThrow();
                IssuedStatement start = issuer().start(
                                chain,
                                UUID.randomUUID(),
                                STARTED,
                                Disclosed.ofStart(target(number), Optional.of(new Asset(label(number)))));
                tiles.append(List.of(start.entry()));
                IssuedStatement clearing = issuer().clearing(
                                chain.after(start),
                                UUID.randomUUID(),
                                STARTED.plusSeconds(60),
                                claims(start.eventId(), isBad),
                                Disclosed.ofClearing(target(number), work(), Optional.of(new Asset(label(number)))),
                                place);
                tiles.append(List.of(clearing.entry()));
                chain = chain.after(start).after(clearing);
                if (revoked.contains(number)) {
                    book.set(place, StatusList.State.REVOKED);
                }
                receipts.add(ReceiptIssuer.receipt(tiles, station.publicKey(), start, clearing));
                rows.add(row(number, Where.KEPT, proof(number, clearing, isBad)));
            }
            IssuedStatement listing =
                    issuer().statusList(chain, UUID.randomUUID(), STARTED.plusSeconds(300), book.list());
            tiles.append(List.of(listing.entry()));
            SignedCheckpoint late = cosigned(tiles, STARTED.plusSeconds(600));
            NotBefore notBefore = new NotBefore(early, tiles.proveConsistency(0).hashes());
            StatusFile status = CertificateIssuer.statusFile(
                    tiles, station.publicKey(), listing, book.list(), late, Optional.of(notBefore));
            for (int number = 0; number < count; number++) {
                long size = late.checkpoint().size();
                var places = tiles.proveInclusion(List.of(2L * number + 1, 2L * number), size);
                Certificate bare =
                        CertificateIssuer.certificate(receipts.get(number), late, places.get(0), places.get(1));
                certificates.add(write(
                        label(number) + ".certificate.json",
                        new Certificate(bare.receipt(), Optional.of(notBefore), Optional.of(status), List.of())
                                .toBytes()));
            }
        }
    }

    private StatementIssuer issuer() {
        return StatementIssuer.real(station);
    }

    static String label(int number) {
        return "LABEL" + number;
    }

    private SignedCheckpoint cosigned(TileLog tiles, Instant at) {
        return CertificateIssuer.cosigned(
                tiles.checkpoint(),
                List.of(witness.cosign(tiles.checkpoint().note().text(), at.getEpochSecond())));
    }

    private static Target target(int number) {
        return new Target(
                Target.Kind.BLOCK,
                "sdb",
                Optional.of("Model 1"),
                Optional.of("WD-%04d".formatted(number)),
                Optional.empty(),
                Optional.empty(),
                1_000_000,
                512,
                "sata",
                Target.MediumClass.MAGNETIC,
                Target.MediumClassSource.DEVICE);
    }

    private static Work work() {
        return new Work(
                "wangchuan test",
                STARTED,
                STARTED.plusSeconds(60),
                List.of(Pass.Pattern.ZERO, Pass.Pattern.ONE, Pass.Pattern.RANDOM).stream()
                        .map(pattern -> new Pass(pattern, 1_000_000, 60_000, List.of()))
                        .toList(),
                new Verification(
                        Verification.Mode.FULL, Verification.Path.DIRECT, 1_000_000, List.of(), 0, Optional.empty()),
                List.of(),
                new HiddenAreas(HiddenAreas.State.NONE, Optional.empty()),
                0,
                Work.Residue.NOT_RUN);
    }

    private static ClearingClaims claims(UUID start, boolean isBad) {
        var policy = PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow();
        return new ClearingClaims(
                start,
                isBad ? Verdict.FAILED : Verdict.CLEARED,
                new ClearingClaims.Policy(
                        policy.id(),
                        String.valueOf(policy.version()),
                        Bytes32.of(HexFormat.of().parseHex(policy.digest()))),
                policy.clauses().stream()
                        .map(clause -> new ClearingClaims.Clause(
                                clause.id(), isBad ? State.NOT_SATISFIED : State.SATISFIED, clause.source()))
                        .toList(),
                Evidence.of(new byte[] {1}),
                List.of(NotProved.FIRMWARE_COPY, NotProved.TIME_NOT_WITNESSED));
    }

    private static Proof proof(int number, IssuedStatement clearing, boolean isBad) {
        var policy = PolicyCatalogue.find(PolicyCatalogue.DEFAULT_ID).orElseThrow();
        return new Proof(
                clearing.eventId(),
                clearing.sdJwt().digest(),
                true,
                Optional.of("%04d".formatted(number)),
                isBad ? Verdict.FAILED : Verdict.CLEARED,
                isBad ? Conformity.NOT_MET : Conformity.MET,
                policy.id(),
                String.valueOf(policy.version()),
                STARTED.plusSeconds(60).getEpochSecond());
    }

    static SummaryRow row(int number, Where where, Proof... proofs) {
        return new SummaryRow(
                "ORDER" + number,
                new Device(label(number), "laptop", "Lenovo", "T480", Optional.of("S%03d".formatted(number))),
                Optional.of("IT-" + number),
                where,
                Optional.of(1L),
                List.of(proofs),
                List.of(),
                0,
                Optional.empty(),
                Optional.empty());
    }

    /** A summary of these rows, signed by the key of the shop's log. */
    RecordedFile summary(List<SummaryRow> said) {
        IssuedStatement issued = StatementIssuer.real(log.signingKey())
                .summary(
                        StationChain.NEW,
                        UUID.randomUUID(),
                        STARTED.plusSeconds(900),
                        new SummaryClaims("LIST7", 1, Optional.empty(), 480, said));
        return RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), log.verifierKey());
    }

    /** Counts of a site, signed by the key of the shop's log. */
    RecordedFile counts(List<CountsClaims.Group> groups) {
        CountsClaims said = claims(UUID.randomUUID(), Optional.empty(), 100, groups);
        return counts(said);
    }

    /** What an honest shop says of a site; each counts ten minutes more than the one before. */
    static CountsClaims claims(UUID site, Optional<RecordedFile> before, long size, List<CountsClaims.Group> groups) {
        Optional<CountsClaims> last = before.map(SummaryWorld::read);
        long since = last.map(CountsClaims::untilSeconds).orElse(STARTED.getEpochSecond());
        return new CountsClaims(
                site,
                last.map(one -> one.number() + 1).orElse(1L),
                before.map(one -> one.statement().digest()),
                LOG,
                size,
                since,
                since + 600,
                groups,
                1,
                new CountsClaims.Looks(0, 0, 0, 0, 0, 0),
                new CountsClaims.Complaints(0, 0, 0, 0));
    }

    private static CountsClaims read(RecordedFile file) {
        try {
            return ((Statement.Counts) StatementReader.read(file.statement())).claims();
        } catch (VerificationException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** The same, of the shop's own log. */
    RecordedFile counts(CountsClaims said) {
        return sign(new CountsClaims(
                said.site(),
                said.number(),
                said.previous(),
                log.verifierKey().name(),
                said.size(),
                said.sinceSeconds(),
                said.untilSeconds(),
                said.groups(),
                said.certificates(),
                said.looks(),
                said.complaints()));
    }

    /** Whatever it says, signed by the key of the shop's log. */
    RecordedFile sign(CountsClaims claims) {
        IssuedStatement issued = StatementIssuer.real(log.signingKey())
                .counts(StationChain.NEW, UUID.randomUUID(), STARTED.plusSeconds(900), claims);
        return RecordedFile.of(issued.statement().head().type(), issued.sdJwt(), issued.nonce(), log.verifierKey());
    }

    Path write(String name, byte[] content) throws IOException {
        return Files.write(folder.resolve(name), content);
    }

    Path trust() throws IOException {
        return trust(List.of(operator("Old Laptops Ltd")));
    }

    /** A list that knows another shop, too. */
    Path trustWith(SummaryWorld other) throws IOException {
        return trust(List.of(operator("Old Laptops Ltd"), other.operator("New Laptops Ltd")));
    }

    /** A list in which this shop's log is the own one of a station of another operator's, for receipts alone. */
    Path trustAsOwnLogOf(SummaryWorld operator) throws IOException {
        List<TrustList.Station> stations = List.of(new TrustList.Station(station.publicKey(), 0, Optional.empty()));
        return trust(List.of(
                new TrustList.Operator("Big Shop", List.of(operator.log.verifierKey()), stations),
                new TrustList.Operator(
                        "Big Shop · own log",
                        List.of(log.verifierKey()),
                        stations,
                        List.of(TrustList.RECEIPTS_ALONE))));
    }

    private TrustList.Operator operator(String name) {
        return new TrustList.Operator(
                name,
                List.of(log.verifierKey()),
                List.of(new TrustList.Station(station.publicKey(), 0, Optional.empty())));
    }

    private Path trust(List<TrustList.Operator> operators) throws IOException {
        NoteSigner signer = new NoteSigner("trust.example", SigningKey.generate());
        TrustList list = new TrustList(
                1,
                1,
                signer.verifierKey(),
                operators,
                new String(("witness w " + witness.key() + "\nquorum w\n").getBytes(UTF_8), UTF_8));
        return write("list.trust", TrustListIssuer.sign(list, signer).toBytes());
    }
}
