package org.wangchuan.station.certify;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.log.ConsistencyProof;
import org.wangchuan.proof.log.LogSource;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.witness.Contradiction;
import org.wangchuan.station.certify.Certification.Reason;
import org.wangchuan.station.certify.JoinedLog.Judge;
import org.wangchuan.station.issue.StationBooks;
import org.wangchuan.station.operator.MergedStatements;
import org.wangchuan.station.operator.OperatorLog;

/**
 * The checkpoints that an operator publishes, as far as they count: signed by the log, cosigned by those whom every list asks
 * for, and continuing what the station has seen before. Not thread-safe.
 */
final class PublishedNotes {
    private static final Duration LOOK = Duration.ofMillis(200);

    private final StationBooks books;
    private final List<Judge> judges;
    private final OperatorLog log;
    private final LogSource files;
    private final MergedStatements merged;
    private final InstantSource clock;

    /** @param files of the log, as they are read once for all that is proved now */
    PublishedNotes(
            StationBooks books,
            List<Judge> judges,
            OperatorLog log,
            LogSource files,
            MergedStatements merged,
            InstantSource clock) {
        this.books = books;
        this.judges = judges;
        this.log = log;
        this.files = files;
        this.merged = merged;
        this.clock = clock;
    }

    /** The name of the log. */
    String origin() {
        return judges.getFirst().operator().origin();
    }

    /** Keys that every list has; the others might not be the log's. */
    List<VerifierKey> logKeys() {
        return judges.getFirst().operator().logKeys().stream()
                .filter(key -> judges.stream()
                        .allMatch(judge -> judge.operator().logKeys().contains(key)))
                .toList();
    }

    /** A published checkpoint of at least this size that enough witnesses have cosigned, and that continues what was seen before. */
    Round await(long least, long deadlineNanos) throws IOException, InterruptedException {
        String missing = "nothing published yet";
        while (true) {
            try {
                Optional<SignedCheckpoint> seen = log.checkpoint();
                if (seen.isPresent()) {
                    Optional<Round> round = judge(seen.get(), least);
                    if (round.isPresent()) {
                        return round.get();
                    }
                    missing = "a checkpoint of " + seen.get().checkpoint().size() + " entries, of at least " + least;
                }
            } catch (VerificationException e) {
                missing = "expected " + e.expected() + ", found " + e.found();
            } catch (IOException e) {
                missing = String.valueOf(e.getMessage());
            }
            if (log.isStopped() || left(deadlineNanos).compareTo(LOOK) <= 0) {
                return new Round.Missing(Reason.NOT_PUBLISHED, missing, List.of());
            }
            Thread.sleep(LOOK);
        }
    }

    /**
     * Empty for one that is too small: of a moment ago, or out of some cache.
     *
     * @throws VerificationException for one that proves nothing
     */
    private Optional<Round> judge(SignedCheckpoint seen, long least) throws IOException, VerificationException {
        if (!seen.checkpoint().origin().equals(origin())) {
            throw new VerificationException(
                    FailureCode.LOG_UNKNOWN,
                    "checkpoint",
                    origin(),
                    seen.checkpoint().origin());
        }
        List<VerifierKey> _ = seen.verify(logKeys());
        for (Judge judge : judges) {
            List<Cosignature> _ = policyFor(judge, seen)
                    .orElseThrow(() -> new VerificationException(
                            FailureCode.WITNESS_POLICY,
                            "trust list",
                            "witnesses for a log of " + seen.checkpoint().size() + " entries",
                            "none"))
                    .requireQuorum(seen, clock.instant());
        }
        Optional<SignedCheckpoint> held = held();
        if (held.isPresent()) {
            Optional<Round> contradicted = requireContinued(held.get(), seen);
            if (contradicted.isPresent()) {
                return contradicted;
            }
        }
        boolean isOlder = held.isPresent()
                && seen.checkpoint().size() < held.get().checkpoint().size();
        return isOlder || seen.checkpoint().size() < least ? Optional.empty() : Optional.of(new Round.Cosigned(seen));
    }

    /** The largest that the station has seen: by the mark of this log, or, where that is lost, by its last statement. */
    private Optional<SignedCheckpoint> held() throws IOException {
        return Stream.concat(merged.seen(origin()).stream(), books.lastWitnessed().stream())
                .filter(note -> note.checkpoint().origin().equals(origin()))
                .max(Comparator.comparingLong(note -> note.checkpoint().size()));
    }

    /** That one of the two trees begins with the other: what was cosigned once is never taken back. */
    private Optional<Round> requireContinued(SignedCheckpoint held, SignedCheckpoint seen) throws IOException {
        boolean isOlder = seen.checkpoint().size() < held.checkpoint().size();
        SignedCheckpoint small = isOlder ? seen : held;
        SignedCheckpoint large = isOlder ? held : seen;
        ConsistencyProof proof = new ConsistencyProof(
                small.checkpoint().size(), large.checkpoint().size(), List.of());
        try {
            boolean isSame = small.checkpoint().size() == large.checkpoint().size();
            if (!isSame && small.checkpoint().size() > 0) {
                proof = ConsistencyProof.read(
                        files, small.checkpoint().size(), large.checkpoint().size());
            }
            proof.verify(small.checkpoint().root(), large.checkpoint().root());
            return Optional.empty();
        } catch (VerificationException e) {
            boolean isFork = small.checkpoint().size() == large.checkpoint().size();
            merged.keep(new Contradiction(
                    isFork
                            ? Contradiction.Kind.FORK
                            : isOlder ? Contradiction.Kind.SHRUNK : Contradiction.Kind.UNPROVED,
                    held.note(),
                    seen.note(),
                    proof.hashes()));
            return Optional.of(new Round.Contradicted(
                    "SPLIT_VIEW",
                    "a log that goes on from the " + held.checkpoint().size() + " entries seen before",
                    "another log of " + seen.checkpoint().size() + " entries"));
        }
    }

    /** Whether a checkpoint seen before counts by the lists of today. */
    boolean counts(SignedCheckpoint earlier) {
        if (!earlier.checkpoint().origin().equals(origin())) {
            return false;
        }
        try {
            List<VerifierKey> _ = earlier.verify(logKeys());
            for (Judge judge : judges) {
                Optional<WitnessPolicy> policy = policyFor(judge, earlier);
                if (policy.isEmpty()
                        || policy.get().requireQuorum(earlier, clock.instant()).isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (VerificationException _) {
            return false;
        }
    }

    private static Optional<WitnessPolicy> policyFor(Judge judge, SignedCheckpoint note) {
        return judge.list()
                .policyAt(judge.operator(), note.checkpoint().size())
                .filter(WitnessPolicy::isWitnessRequired);
    }

    /** The key that has signed a checkpoint that counts. */
    VerifierKey signer(SignedCheckpoint cosigned) {
        try {
            return cosigned.verify(logKeys()).getFirst();
        } catch (VerificationException e) {
            throw new IllegalStateException("a checkpoint that was not judged", e);
        }
    }

    /** What is left until then; zero if it is over. */
    static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }
}
