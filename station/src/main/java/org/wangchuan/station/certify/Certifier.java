package org.wangchuan.station.certify;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.paper.PaperException;
import org.wangchuan.print.CertificatePaper;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.log.LogRefusedException;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.CertificateVerifier;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.VerifiedCertificate;
import org.wangchuan.station.certify.Certification.Reason;
import org.wangchuan.station.home.FileForPeople;
import org.wangchuan.station.home.StationHome;
import org.wangchuan.station.issue.StatementRefusedException;
import org.wangchuan.station.issue.StationBooks;

/**
 * Turns receipts into certificates. Thread-safe.
 *
 * <p>First the log as it is gets cosigned, so that the status list that is signed next can't be older than that; then
 * the log with the status list in it. Each cosigned checkpoint is kept before anything names it. A crash anywhere
 * leaves at worst a status list that nobody uses: doing it again is always right. Nothing is written that does not
 * verify under the trust list that decides about the log.
 */
public final class Certifier {
    /** One lane asks at a time: the checkpoint that one gets cosigned contains what the others have logged. */
    private static final ReentrantLock TURN = new ReentrantLock();

    private final StationBooks books;
    private final PendingReceipts pending;
    private final CertifyingLog log;
    private final InstantSource clock;

    /**
     * For the station in this folder.
     *
     * @param log of these books, or of the operator that the station belongs to
     */
    public Certifier(StationHome home, StationBooks books, CertifyingLog log, InstantSource clock) {
        this.books = books;
        this.pending = new PendingReceipts(home);
        this.log = log;
        this.clock = clock;
    }

    /** A checkpoint with the status lists in it, or why there is none. */
    private record Witnessing(Round round, Map<UUID, StatusFile> lists) {}

    /** A receipt that is to have a certificate. */
    private record Wanted(PendingReceipt place, Receipt receipt) {
        Optional<StatusReference> status() {
            return head(receipt.clearing()).status();
        }

        List<UUID> events() {
            return List.of(
                    head(receipt.clearing()).eventId(), head(receipt.start()).eventId());
        }

        private static StatementHead head(Logged logged) {
            try {
                return StatementReader.read(logged.statement()).head();
            } catch (VerificationException e) {
                throw new IllegalStateException("what the station has signed is always readable", e);
            }
        }
    }

    /**
     * Certifies receipts, all under one checkpoint.
     *
     * @param limit for all waiting on witnesses together
     * @return for each what came of it, in their order
     * @throws IOException if the station's state can't be read or written
     */
    public List<Certification> certify(List<PendingReceipt> places, Duration limit)
            throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        Map<Integer, Certification> ends = new HashMap<>();
        Map<Integer, Wanted> wanted = new HashMap<>();
        for (int i = 0; i < places.size(); i++) {
            look(i, places.get(i), ends, wanted);
        }
        if (!wanted.isEmpty()) {
            Optional<Reason> hindrance = log.hindrance();
            Optional<Witnessing> seen = Optional.empty();
            if (hindrance.isEmpty()) {
                Set<UUID> lists = new HashSet<>();
                Set<UUID> events = new HashSet<>();
                for (Wanted one : wanted.values()) {
                    one.status().ifPresent(place -> lists.add(place.list()));
                    events.addAll(one.events());
                }
                seen = inTurn(lists, events, deadlineNanos);
                hindrance = seen.isEmpty() ? Optional.of(Reason.BUSY) : Optional.empty();
            }
            for (Map.Entry<Integer, Wanted> one : wanted.entrySet()) {
                Path file = one.getValue().place().certificate();
                ends.put(
                        one.getKey(),
                        hindrance.isPresent()
                                ? new Certification.Pending(file, hindrance.get(), "", List.of())
                                : end(one.getValue(), seen.orElseThrow()));
            }
        }
        List<Certification> out = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            out.add(java.util.Objects.requireNonNull(ends.get(i)));
        }
        return out;
    }

    /**
     * Fresh files of the station's status lists, under a checkpoint that satisfies the policy.
     *
     * @param lists names of lists of this station
     * @return by name; empty if the witnesses were not enough
     */
    public Optional<Map<UUID, StatusFile>> statusFiles(Set<UUID> lists, Duration limit)
            throws IOException, InterruptedException {
        if (log.hindrance().isPresent()) {
            return Optional.empty();
        }
        return inTurn(lists, Set.of(), System.nanoTime() + limit.toNanos())
                .filter(seen -> seen.round().cosigned().isPresent())
                .map(Witnessing::lists);
    }

    private void look(int i, PendingReceipt place, Map<Integer, Certification> ends, Map<Integer, Wanted> wanted)
            throws IOException {
        Path file = place.certificate();
        Receipt receipt;
        try {
            receipt = books.receiptOf(place.clearing());
        } catch (StatementRefusedException e) {
            if (e.code() == StatementRefusedException.Code.FORGOTTEN) {
                pending.remove(place.clearing());
            }
            ends.put(i, new Certification.Refused(file, e.code().name(), e.expected(), e.found()));
            return;
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            ends.put(i, existing(file, place, receipt));
        } else {
            wanted.put(i, new Wanted(place, receipt));
        }
    }

    private Certification existing(Path file, PendingReceipt place, Receipt receipt) throws IOException {
        Optional<Certificate> there = read(file)
                .filter(certificate -> certificate
                        .receipt()
                        .clearing()
                        .statement()
                        .digest()
                        .equals(receipt.clearing().statement().digest()));
        if (there.isEmpty()) {
            return taken(file);
        }
        try {
            // Whatever lies there, and however it got there: called a certificate is what verifies as one.
            if (!verify(there.get()).isWitnessed()) {
                return unknown(file);
            }
        } catch (VerificationException e) {
            return new Certification.Refused(file, e.code().name(), e.expected(), e.found());
        }
        return withPaper(place, there.get(), new Certification.AlreadyThere(file));
    }

    private static Optional<Certificate> read(Path file) throws IOException {
        try {
            return Files.isRegularFile(file) && Files.size(file) <= Certificate.BYTES_MAX
                    ? Optional.of(Certificate.parse(Files.readAllBytes(file)))
                    : Optional.empty();
        } catch (VerificationException e) {
            return Optional.empty();
        }
    }

    private static Certification taken(Path file) {
        return new Certification.Refused(file, "FILE_EXISTS", "no file, or this receipt's certificate", "another");
    }

    /**
     * The certificate is there; its paper follows from it, so one that a crash has kept back is written now. Until then
     * the receipt waits. A paper that is there is left as it is: it may have been sealed.
     */
    private Certification withPaper(PendingReceipt place, Certificate certificate, Certification done)
            throws IOException {
        Path paper = place.paper();
        if (!Files.exists(paper, LinkOption.NOFOLLOW_LINKS)) {
            try {
                FileForPeople.create(
                        paper, CertificatePaper.render(certificate, evidence(certificate, place.evidence())));
            } catch (FileAlreadyExistsException e) {
                return taken(paper);
            } catch (PaperException e) {
                return new Certification.Refused(
                        paper, "PAPER", "a certificate that can be printed", String.valueOf(e.getMessage()));
            } catch (IOException e) {
                return new Certification.Pending(paper, Reason.PAPER, e.toString(), List.of());
            }
        }
        pending.remove(place.clearing());
        return done;
    }

    private Optional<Witnessing> inTurn(Set<UUID> lists, Set<UUID> events, long deadlineNanos)
            throws IOException, InterruptedException {
        if (!TURN.tryLock(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(witness(lists, events, deadlineNanos));
        } finally {
            TURN.unlock();
        }
    }

    /** The evidence for the paper, if this file is the one that the certificate names. */
    private static Optional<byte[]> evidence(Certificate certificate, Path file) throws PaperException {
        try {
            if (!(StatementReader.read(certificate.receipt().clearing().statement())
                            instanceof Statement.Clearing clearing)
                    || !Files.isRegularFile(file)
                    || Files.size(file) > Evidence.BYTES_MAX) {
                return Optional.empty();
            }
            byte[] bytes = Files.readAllBytes(file);
            return Bytes32.sha256(bytes).equals(clearing.claims().evidence().digest())
                    ? Optional.of(bytes)
                    : Optional.empty();
        } catch (VerificationException e) {
            throw new PaperException(e.where(), e.expected(), e.found());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Witnessing witness(Set<UUID> lists, Set<UUID> events, long deadlineNanos)
            throws IOException, InterruptedException {
        boolean isUnderPolicy = log.isUnderPolicy();
        Round round = log.cosign(events, deadlineNanos);
        List<IssuedStatement> listings = new ArrayList<>();
        if ((!isUnderPolicy || round.cosigned().isPresent()) && !lists.isEmpty()) {
            do {
                listings.clear();
                for (UUID list : lists) {
                    listings.add(books.statusList(list));
                }
            } while (!log.isUnderPolicy()); // each statement makes it grow
            Set<UUID> all = new HashSet<>(events);
            listings.forEach(listing -> all.add(listing.eventId()));
            round = log.cosign(all, deadlineNanos);
        }
        Map<UUID, StatusFile> files = new HashMap<>();
        if (round.cosigned().isPresent()) {
            try {
                for (IssuedStatement listing : listings) {
                    StatusFile file = log.statusFile(listing, round.cosigned().get());
                    files.put(file.list().id(), file);
                }
            } catch (TilesSeen.UnreadableException e) {
                return new Witnessing(
                        new Round.Missing(Reason.NOT_PUBLISHED, String.valueOf(e.getMessage()), List.of()), Map.of());
            }
        }
        return new Witnessing(round, files);
    }

    private Certification end(Wanted wanted, Witnessing seen) throws IOException {
        Path file = wanted.place().certificate();
        SignedCheckpoint cosigned;
        switch (seen.round()) {
            case Round.Missing(Reason reason, String text, List<WitnessAnswer> answers) -> {
                return new Certification.Pending(file, reason, text, answers);
            }
            case Round.Contradicted(String code, String expected, String found) -> {
                return new Certification.Refused(file, code, expected, found);
            }
            case Round.Cosigned(SignedCheckpoint note) -> cosigned = note;
        }
        Optional<StatusFile> status = wanted.status().map(place -> seen.lists().get(place.list()));
        Certificate certificate;
        try {
            certificate = log.certificate(wanted.receipt(), cosigned, status);
        } catch (TilesSeen.UnreadableException | LogRefusedException e) {
            return new Certification.Pending(file, Reason.NOT_PUBLISHED, String.valueOf(e.getMessage()), List.of());
        }
        VerifiedCertificate verified;
        try {
            // By the bytes that would be written: what nobody could verify is never given out.
            verified = verify(Certificate.parse(certificate.toBytes()));
        } catch (VerificationException e) {
            if (isWithdrawn(e.code())) {
                pending.remove(wanted.place().clearing());
            }
            return new Certification.Refused(file, e.code().name(), e.expected(), e.found());
        }
        return verified.isWitnessed() ? write(wanted.place(), file, certificate, verified) : unknown(file);
    }

    /** As a stranger would who has the trust lists as they are now: other witnesses may have been set meanwhile. */
    private VerifiedCertificate verify(Certificate certificate) throws IOException, VerificationException {
        String origin = certificate
                .receipt()
                .clearing()
                .proof()
                .checkpoint()
                .checkpoint()
                .origin();
        // A station that has joined an operator's log may have certificates under its own from before.
        boolean isOwn = books.logKey().name().equals(origin);
        List<VerifiedCertificate> answers = new ArrayList<>();
        for (TrustList list : isOwn ? List.of(books.trustList().list()) : log.trust()) {
            answers.add(CertificateVerifier.verify(
                    certificate, list, new Expectations(Optional.empty(), now()), List.of()));
        }
        return answers.stream()
                .filter(answer -> !answer.isWitnessed())
                .findFirst()
                .orElse(answers.getFirst());
    }

    private static Certification unknown(Path file) {
        return new Certification.Refused(
                file, "SIGNER_UNKNOWN", "a trust list that knows this station", "one that does not");
    }

    private Certification write(PendingReceipt place, Path file, Certificate certificate, VerifiedCertificate verified)
            throws IOException {
        if (Files.exists(place.paper(), LinkOption.NOFOLLOW_LINKS)) {
            // Of another certificate, or of nobody's: ours is written after its own.
            return taken(place.paper());
        }
        try {
            FileForPeople.create(file, certificate.toBytes());
        } catch (FileAlreadyExistsException e) {
            return existing(file, place, certificate.receipt());
        } catch (IOException e) {
            return new Certification.Pending(file, Reason.FOLDER, e.toString(), List.of());
        }
        return withPaper(
                place,
                certificate,
                new Certification.Certified(
                        file,
                        verified.cosignatures().stream()
                                .map(one -> one.key().name())
                                .toList()));
    }

    private static boolean isWithdrawn(FailureCode code) {
        return Set.of(FailureCode.REVOKED, FailureCode.SUPERSEDED, FailureCode.CORRECTED)
                .contains(code);
    }

    private Instant now() {
        return clock.instant();
    }

    /** Names the clearing of a receipt file, so that it can be certified. */
    public static PendingReceipt of(Path file, Receipt receipt) throws VerificationException {
        Statement clearing = StatementReader.read(receipt.clearing().statement());
        return new PendingReceipt(clearing.head().eventId(), file);
    }
}
