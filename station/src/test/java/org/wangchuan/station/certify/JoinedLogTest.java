package org.wangchuan.station.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosigner;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.key.SigningKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.note.Note;
import org.wangchuan.proof.note.NoteSigner;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.proof.witness.Contradiction;
import org.wangchuan.station.certify.Certification.Reason;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Purpose;
import org.wangchuan.station.operator.MergedStatements;
import org.wangchuan.station.operator.OperatorLog;
import org.wangchuan.station.receipt.ClaimsOfEvidence;
import org.wangchuan.station.testing.Records;

/** A station and the log of its operator, which may lie in whatever it says. */
class JoinedLogTest {
    private static final InstantSource CLOCK = InstantSource.system();
    private static final Evidence EVIDENCE = Records.good();
    private static final NoteSigner SIGNER = new NoteSigner("log.example/1", SigningKey.generate());
    private static final Cosigner WITNESS = new Cosigner("witness.example", SigningKey.generate());
    private static final NoteSigner LIST_SIGNER = new NoteSigner("trust.example", SigningKey.generate());

    @TempDir
    Path folder;

    private final Operator operator = new Operator();

    @SuppressWarnings("NullAway.Init") // made before each
    private TrustList trust;

    @BeforeEach
    void start() throws IOException {
        operator.open("log");
        trust = trust(Optional.empty());
    }

    @AfterEach
    void stop() throws IOException {
        operator.log.close();
    }

    private StationHome home() {
        return new StationHome(folder.resolve("home"));
    }

    private StationBooks books() throws IOException {
        return StationBooks.open(home(), CLOCK);
    }

    private TrustList trust(Optional<Long> end) throws IOException {
        TrustList.Station station = new TrustList.Station(books().stationKey(), 0, end);
        return new TrustList(
                1,
                0,
                LIST_SIGNER.verifierKey(),
                List.of(new TrustList.Operator("Example", List.of(SIGNER.verifierKey()), List.of(station))),
                "witness w " + WITNESS.key() + " http://w.example\nquorum w\n");
    }

    /** The log as a server gives it, in whose hands everything but the witness's key is. */
    private final class Operator implements OperatorLog {
        @SuppressWarnings("NullAway.Init") // opened before each
        private TileLog log;

        private LogSource files = path -> Optional.empty();
        private final List<SignedCheckpoint> witnessed = new ArrayList<>();
        private final Random random = new Random(1);
        private final List<Integer> batches = new ArrayList<>();

        private Optional<String> away = Optional.empty();
        private boolean isUnwitnessed;
        private long indexLie;
        private Optional<SignedCheckpoint> shown = Optional.empty();
        private Map<String, byte[]> tileLies = new HashMap<>();

        void open(String name) throws IOException {
            Path place = folder.resolve(name);
            log = TileLog.open(place, SIGNER, Optional.empty(), TileLog.Publication.WHEN_COSIGNED);
            files = path -> {
                byte[] lie = tileLies.get(path);
                if (lie != null) {
                    return lie.length == 0 ? Optional.empty() : Optional.of(lie);
                }
                Path file = place.resolve(path);
                return Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
            };
        }

        @Override
        public Answer append(List<NewEntry> entries, Duration limit) {
            if (away.isPresent()) {
                return new Answer.Again(away.get());
            }
            batches.add(entries.size());
            List<NewEntry> shuffled = new ArrayList<>(entries);
            Collections.shuffle(shuffled, random);
            try {
                List<Long> at = log.append(shuffled);
                return new Answer.Done(entries.stream()
                        .map(entry -> at.get(shuffled.indexOf(entry)) + indexLie)
                        .toList());
            } catch (IOException e) {
                return new Answer.Again(e.toString());
            }
        }

        @Override
        public Optional<SignedCheckpoint> checkpoint() {
            return shown.isPresent() ? shown : Optional.of(now());
        }

        SignedCheckpoint now() {
            SignedCheckpoint signed = log.checkpoint();
            if (isUnwitnessed) {
                return signed;
            }
            long time = Instant.now().getEpochSecond();
            SignedCheckpoint cosigned = CertificateIssuer.cosigned(
                    signed, List.of(WITNESS.cosign(signed.note().text(), time)));
            witnessed.add(cosigned);
            return cosigned;
        }

        @Override
        public boolean isStopped() {
            return false;
        }

        @Override
        public LogSource files() {
            return path -> files.read(path);
        }
    }

    private PendingReceipt receipt(String name) throws Exception {
        UUID start = UUID.randomUUID();
        IssuedStatement first = books().start(
                        start,
                        Disclosed.ofStart(ClaimsOfEvidence.target(Records.disk()), Optional.empty()),
                        Purpose.REAL);
        IssuedStatement second = books().clearing(
                        UUID.randomUUID(),
                        ClaimsOfEvidence.claims(EVIDENCE, start),
                        ClaimsOfEvidence.disclosed(EVIDENCE, Optional.empty()),
                        Purpose.REAL);
        Receipt receipt = books().receipt(first, second);
        Path file = Files.write(folder.resolve(name + ".receipt.json"), receipt.toBytes());
        PendingReceipt place = Certifier.of(file, receipt);
        new PendingReceipts(home()).add(place);
        return place;
    }

    private List<Certification> certify(Duration limit, PendingReceipt... places) throws Exception {
        StationBooks books = books();
        List<JoinedLog.Judge> judges =
                List.of(new JoinedLog.Judge(trust, trust.operators().getFirst()));
        JoinedLog joined = new JoinedLog(books, judges, operator, new MergedStatements(home()), CLOCK);
        return new Certifier(home(), books, joined, CLOCK).certify(List.of(places), limit);
    }

    private Certification certify(PendingReceipt place) throws Exception {
        return certify(Duration.ofSeconds(20), place).getFirst();
    }

    private void requireVerifies(PendingReceipt place) throws Exception {
        VerifiedCertificate verified = CertificateVerifier.verify(
                Certificate.parse(Files.readAllBytes(place.certificate())),
                trust,
                new Expectations(Optional.of("SERIAL-1"), Instant.now()),
                List.of());
        assertThat(verified.isWitnessed()).isTrue();
        assertThat(verified.status()).isPresent();
    }

    @Test
    void manyReceiptsThatWereMadeOfflineAreCertifiedAtOnceAndEachClearingStandsAfterItsStart() throws Exception {
        PendingReceipt[] places = new PendingReceipt[12];
        for (int i = 0; i < places.length; i++) {
            places[i] = receipt("r" + i);
        }
        assertThat(certify(Duration.ofMinutes(1), places))
                .hasSize(12)
                .allSatisfy(end -> assertThat(end).isInstanceOf(Certification.Certified.class));
        for (PendingReceipt place : places) {
            requireVerifies(place);
        }
        assertThat(operator.batches).containsExactly(12, 12, 1);
        assertThat(operator.log.checkpoint().checkpoint().size())
                .isEqualTo(books().checkpoint().checkpoint().size());
    }

    /** Without the mark all is sent once more, and nothing is there twice. */
    @Test
    void aLostMarkCostsNothingButTime() throws Exception {
        PendingReceipt first = receipt("a");
        assertThat(certify(first)).isInstanceOf(Certification.Certified.class);
        for (String damage : List.of(
                "{", "{\"format\":\"wangchuan-merged/v1\",\"next\":9007199254740991,\"origin\":\"log.example/1\"}")) {
            try (Stream<Path> marks = Files.list(home().operators())) {
                Files.writeString(marks.findFirst().orElseThrow(), damage);
            }
            PendingReceipt next = receipt("r" + damage.length());
            assertThat(certify(next)).isInstanceOf(Certification.Certified.class);
        }
        PendingReceipt second = receipt("b");
        assertThat(certify(second)).isInstanceOf(Certification.Certified.class);
        requireVerifies(second);
        assertThat(operator.log.checkpoint().checkpoint().size())
                .isEqualTo(books().checkpoint().checkpoint().size());
    }

    @Test
    void whatTheLogDoesNotTakeOrDoesNotShowWaits() throws Exception {
        PendingReceipt place = receipt("a");
        operator.away = Optional.of("busy");
        assertThat(certify(place)).isInstanceOfSatisfying(Certification.Pending.class, wait -> {
            assertThat(wait.reason()).isEqualTo(Reason.OPERATOR);
            assertThat(wait.text()).isEqualTo("busy");
        });
        operator.away = Optional.empty();
        operator.isUnwitnessed = true;
        assertThat(certify(Duration.ofSeconds(1), place).getFirst())
                .isInstanceOfSatisfying(
                        Certification.Pending.class,
                        wait -> assertThat(wait.reason()).isEqualTo(Reason.NOT_PUBLISHED));
        assertThat(Files.exists(place.certificate())).isFalse();
        operator.isUnwitnessed = false;
        assertThat(certify(place)).isInstanceOf(Certification.Certified.class);
        requireVerifies(place);
    }

    @Test
    void aPlaceThatIsNotTheEntrysIsNeverBelieved() throws Exception {
        PendingReceipt[] places = {receipt("a"), receipt("b")};
        operator.indexLie = -1;
        operator.log.append(UUID.randomUUID(), new byte[NewEntry.LENGTH]); // so that each lie is a place that is there
        assertThat(certify(Duration.ofSeconds(20), places))
                .allSatisfy(end -> assertThat(end)
                        .isInstanceOfSatisfying(
                                Certification.Refused.class,
                                no -> assertThat(no.code()).isEqualTo("INCLUSION")));
        operator.indexLie = 0;
        assertThat(certify(Duration.ofSeconds(20), places))
                .allSatisfy(end -> assertThat(end).isInstanceOf(Certification.Certified.class));
    }

    @Test
    void tilesThatAreWrongOrMissingGiveNoCertificate() throws Exception {
        PendingReceipt place = receipt("a");
        assertThat(certify(receipt("before"))).isInstanceOf(Certification.Certified.class);
        for (byte[] lie : List.of(new byte[0], new byte[5], new byte[64])) {
            for (long width = 1; width < 12; width++) {
                operator.tileLies.put("tile/0/000.p/" + width, lie);
            }
            Certification end = certify(Duration.ofSeconds(2), place).getFirst();
            assertThat(end).isInstanceOfAny(Certification.Pending.class, Certification.Refused.class);
            assertThat(Files.exists(place.certificate())).isFalse();
        }
        operator.tileLies.clear();
        assertThat(certify(place)).isInstanceOf(Certification.Certified.class);
        requireVerifies(place);
    }

    /** Witnessed both times: the witness was fooled, or helps. The station has seen the other tree. */
    @Test
    void aLogThatTakesBackWhatTheStationSawGivesNoCertificateAndIsKept() throws Exception {
        assertThat(certify(receipt("a"))).isInstanceOf(Certification.Certified.class);
        // Its statements name a checkpoint of another log meanwhile: what this one showed is remembered all the same.
        books().keepWitnessed(new SignedCheckpoint(
                new Checkpoint("elsewhere.example", 7, Bytes32.sha256(new byte[1])), elsewhere()));
        operator.log.close();
        operator.open("fork");
        for (int i = 0; i < 3; i++) {
            assertThat(operator.log.append(new UUID(9, i), new byte[NewEntry.LENGTH]))
                    .isEqualTo(i);
        }
        PendingReceipt place = receipt("b");
        assertThat(certify(place))
                .isInstanceOfSatisfying(
                        Certification.Refused.class, no -> assertThat(no.code()).isEqualTo("SPLIT_VIEW"));
        assertThat(Files.exists(place.certificate())).isFalse();
        try (Stream<Path> kept = Files.list(home().contradictions())) {
            Contradiction one =
                    Contradiction.parse(Files.readAllBytes(kept.findFirst().orElseThrow()));
            one.verify(List.of(SIGNER.verifierKey()));
            assertThat(one.origin()).isEqualTo("log.example/1");
        }
    }

    private static Note elsewhere() {
        NoteSigner other = new NoteSigner("elsewhere.example", SigningKey.generate());
        return other.sign(new Checkpoint("elsewhere.example", 7, Bytes32.sha256(new byte[1])).text());
    }

    @Test
    void anOlderCheckpointIsNoAnswerAndStrangersAreNone() throws Exception {
        PendingReceipt first = receipt("a");
        assertThat(certify(first)).isInstanceOf(Certification.Certified.class);
        SignedCheckpoint old = operator.witnessed.getFirst();
        PendingReceipt place = receipt("b");
        operator.shown = Optional.of(old);
        assertThat(certify(Duration.ofSeconds(1), place).getFirst())
                .isInstanceOfSatisfying(
                        Certification.Pending.class,
                        wait -> assertThat(wait.reason()).isEqualTo(Reason.NOT_PUBLISHED));
        NoteSigner stranger = new NoteSigner("log.example/1", SigningKey.generate());
        SignedCheckpoint real = operator.now();
        operator.shown = Optional.of(CertificateIssuer.cosigned(
                new SignedCheckpoint(
                        real.checkpoint(), stranger.sign(real.checkpoint().text())),
                List.of(real.note().signatures().getLast())));
        assertThat(certify(Duration.ofSeconds(1), place).getFirst())
                .isInstanceOfSatisfying(
                        Certification.Pending.class,
                        wait -> assertThat(wait.reason()).isEqualTo(Reason.NOT_PUBLISHED));
        operator.shown = Optional.empty();
        assertThat(certify(place)).isInstanceOf(Certification.Certified.class);
        requireVerifies(place);
    }

    @Test
    void aStationWhoseKeyTheListHasEndedGetsNoCertificate() throws Exception {
        trust = trust(Optional.of(1L));
        assertThat(certify(receipt("a")))
                .isInstanceOfSatisfying(
                        Certification.Refused.class, no -> assertThat(no.code()).isEqualTo("KEY_ENDED"));
    }
}
