package org.wangchuan.station.certify;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TlogProof;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;
import org.wangchuan.station.certify.Certification.Reason;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.issue.StationBooks.Logging;
import org.wangchuan.station.operator.MergedStatements;
import org.wangchuan.station.operator.OperatorLog;

/**
 * The log of the operator that the station belongs to. All that the station has signed is merged into it, in order; the
 * operator gets it cosigned and publishes it. Nothing that the operator says is believed: entries are proved by the
 * published tiles, witnesses and log keys are those of the trust lists, and what was seen once is held against what is seen
 * later. Not thread-safe: one for each certifying.
 */
public final class JoinedLog implements CertifyingLog {
    private final StationBooks books;
    private final List<Judge> judges;
    private final OperatorLog log;
    private final MergedStatements merged;
    private final LogSource files;
    private final PublishedNotes notes;

    /** Where the station's statements are, by event, as far as was asked in this certifying; proved. */
    private final Map<UUID, Long> places = new HashMap<>();

    /**
     * Who decides.
     *
     * @param operator of that list, with this station
     */
    public record Judge(TrustList list, Operator operator) {}

    /**
     * The log of an operator.
     *
     * @param judges the lists that name this station in this log: at least one
     * @param merged what of this station's is in the log
     */
    public JoinedLog(
            StationBooks books, List<Judge> judges, OperatorLog log, MergedStatements merged, InstantSource clock) {
        this.books = books;
        this.judges = List.copyOf(judges);
        this.log = log;
        this.merged = merged;
        this.files = new TilesSeen(log.files());
        this.notes = new PublishedNotes(books, this.judges, log, files, merged, clock);
    }

    @Override
    public String origin() {
        return notes.origin();
    }

    @Override
    public List<TrustList> trust() {
        return judges.stream().map(Judge::list).toList();
    }

    @Override
    public Optional<Reason> hindrance() {
        return judges.stream()
                        .allMatch(judge -> judge.list()
                                .policy()
                                .filter(WitnessPolicy::isWitnessRequired)
                                .isPresent())
                ? Optional.empty()
                : Optional.of(Reason.NO_POLICY);
    }

    /** Who decides about which size is looked at for each checkpoint that is published. */
    @Override
    public boolean isUnderPolicy() {
        return true;
    }

    /** Some at a time: what is proved is not sent again, whenever time runs out. */
    @Override
    public Round cosign(Set<UUID> events, long deadlineNanos) throws IOException, InterruptedException {
        long next = merged.next(origin());
        if (next > books.checkpoint().checkpoint().size()) {
            next = 0; // nobody has signed so many: the mark is another station's, or damaged
        }
        for (List<Logging> batch = books.entriesFrom(next, OperatorLog.ENTRIES_MAX);
                !batch.isEmpty();
                batch = books.entriesFrom(next, OperatorLog.ENTRIES_MAX)) {
            Round round = merge(batch, deadlineNanos);
            if (round.cosigned().isEmpty()) {
                return round;
            }
            next += batch.size();
            merged.advance(origin(), next);
        }
        Set<UUID> asked = new HashSet<>(events);
        asked.removeAll(places.keySet());
        List<Logging> known = books.entriesOf(asked);
        for (int i = 0; i < known.size(); i += OperatorLog.ENTRIES_MAX) {
            Round round = merge(known.subList(i, Math.min(known.size(), i + OperatorLog.ENTRIES_MAX)), deadlineNanos);
            if (round.cosigned().isEmpty()) {
                return round;
            }
        }
        long least =
                places.values().stream().mapToLong(index -> index + 1).max().orElse(0);
        Round round = notes.await(least, deadlineNanos);
        if (round.cosigned().isPresent()) {
            merged.saw(round.cosigned().get());
            books.keepWitnessed(round.cosigned().get());
        }
        return round;
    }

    /** Cosigned if all of it is in the log, and that is proved under what was published. */
    private Round merge(List<Logging> batch, long deadlineNanos) throws IOException, InterruptedException {
        Map<NewEntry, Long> said = new HashMap<>();
        // The log puts what it takes in together into any order, and a clearing has to stand after its start.
        for (boolean isClearing : new boolean[] {false, true}) {
            List<NewEntry> part = batch.stream()
                    .filter(one -> one.isClearing() == isClearing)
                    .map(Logging::entry)
                    .toList();
            Optional<Round> stop = part.isEmpty() ? Optional.empty() : send(part, said, deadlineNanos);
            if (stop.isPresent()) {
                return stop.get();
            }
        }
        long least = said.values().stream().mapToLong(index -> index + 1).max().orElse(0);
        Round round = notes.await(least, deadlineNanos);
        return round instanceof Round.Cosigned(SignedCheckpoint note)
                ? prove(said, note, deadlineNanos).orElse(round)
                : round;
    }

    /** Empty if each entry is where the log has said. */
    private Optional<Round> prove(Map<NewEntry, Long> said, SignedCheckpoint cosigned, long deadlineNanos) {
        try {
            for (Map.Entry<NewEntry, Long> one : said.entrySet()) {
                if (log.isStopped() || PublishedNotes.left(deadlineNanos).isZero()) {
                    return Optional.of(
                            new Round.Missing(Reason.NOT_PUBLISHED, "no time was left to prove it", List.of()));
                }
                List<VerifierKey> _ = TlogProof.read(files, one.getValue(), cosigned)
                        .verify(one.getKey().entry(), notes.logKeys());
                places.put(one.getKey().eventId(), one.getValue());
            }
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(new Round.Contradicted(e.code().name(), e.expected(), e.found()));
        } catch (IOException e) {
            return Optional.of(new Round.Missing(Reason.NOT_PUBLISHED, String.valueOf(e.getMessage()), List.of()));
        }
    }

    /** Empty if all of it is in the log, by what the log says. */
    private Optional<Round> send(List<NewEntry> batch, Map<NewEntry, Long> said, long deadlineNanos)
            throws InterruptedException {
        Duration left = PublishedNotes.left(deadlineNanos);
        OperatorLog.Answer answer = left.toMillis() == 0 || log.isStopped()
                ? new OperatorLog.Answer.Again("no time was left to ask it")
                : log.append(batch, left);
        return switch (answer) {
            case OperatorLog.Answer.Done(List<Long> indexes) -> {
                for (int i = 0; i < batch.size(); i++) {
                    said.put(batch.get(i), indexes.get(i));
                }
                yield Optional.empty();
            }
            case OperatorLog.Answer.Again(String text) ->
                Optional.of(new Round.Missing(Reason.OPERATOR, text, List.of()));
            case OperatorLog.Answer.Refused(String text) ->
                Optional.of(new Round.Missing(Reason.OPERATOR, text, List.of()));
            case OperatorLog.Answer.Conflict() ->
                Optional.of(
                        new Round.Contradicted(
                                "EVENT_CONFLICT",
                                "the operator's log to have what this station has signed",
                                "another entry for the same event: a state folder that was copied, or put back from an older copy"));
        };
    }

    @Override
    public Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status)
            throws IOException {
        StatementHead clearing = head(receipt.clearing());
        Certificate bare = CertificateIssuer.certificate(
                receipt,
                cosigned,
                place(clearing.eventId(), cosigned),
                place(head(receipt.start()).eventId(), cosigned),
                notes.signer(cosigned));
        return new Certificate(bare.receipt(), notBefore(clearing, cosigned), status, List.of());
    }

    @Override
    public StatusFile statusFile(IssuedStatement listing, SignedCheckpoint cosigned) throws IOException {
        return CertificateIssuer.statusFile(
                books.stationKey(),
                notes.signer(cosigned),
                listing,
                books.unchanged(listing),
                cosigned,
                place(listing.eventId(), cosigned),
                notBefore(listing.statement().head(), cosigned));
    }

    private InclusionProof place(UUID event, SignedCheckpoint cosigned) throws IOException {
        Long index = places.get(event);
        if (index == null) {
            throw new IllegalStateException("a statement that was not asked for");
        }
        return new InclusionProof(
                index,
                cosigned.checkpoint().size(),
                TlogProof.read(files, index, cosigned).hashes());
    }

    /** Without the note a certificate proves less; with one that does not count it would prove nothing. */
    private Optional<NotBefore> notBefore(StatementHead head, SignedCheckpoint cosigned) throws IOException {
        Optional<SignedCheckpoint> earlier = head.witnessed().isPresent()
                ? books.witnessedNote(head.witnessed().get().note())
                : Optional.empty();
        if (earlier.filter(notes::counts).isEmpty()) {
            return Optional.empty();
        }
        long size = earlier.get().checkpoint().size();
        long newSize = cosigned.checkpoint().size();
        List<Bytes32> hashes = size == 0 || size == newSize
                ? List.of()
                : ConsistencyProof.read(files, size, newSize).hashes();
        return Optional.of(new NotBefore(earlier.get(), hashes));
    }

    private static StatementHead head(Logged logged) {
        try {
            return StatementReader.read(logged.statement()).head();
        } catch (VerificationException e) {
            throw new IllegalStateException("what the station has signed is always readable", e);
        }
    }
}
