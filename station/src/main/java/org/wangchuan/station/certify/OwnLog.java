package org.wangchuan.station.certify;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.station.issue.StationBooks;

/**
 * The station's own log. The station asks the witnesses of its own trust list itself; the books are not held while they
 * think. Thread-safe.
 */
public final class OwnLog implements CertifyingLog {
    /** How often a witness may be ahead because the log has grown while it was asked. */
    private static final int TRIES_MAX = 3;

    private final StationBooks books;
    private final Witnesses witnesses;
    private final InstantSource clock;

    /** The log of these books. */
    public OwnLog(StationBooks books, Witnesses witnesses, InstantSource clock) {
        this.books = books;
        this.witnesses = witnesses;
        this.clock = clock;
    }

    @Override
    public String origin() throws IOException {
        return books.logKey().name();
    }

    @Override
    public List<TrustList> trust() throws IOException {
        return List.of(books.trustList().list());
    }

    @Override
    public Optional<Certification.Reason> hindrance() throws IOException {
        return policy().isPresent() ? Optional.empty() : Optional.of(Certification.Reason.NO_POLICY);
    }

    private Optional<WitnessPolicy> policy() throws IOException {
        return trust().getFirst().policy().filter(WitnessPolicy::isWitnessRequired);
    }

    /** Until the log has grown to where today's witnesses count, it is theirs of before who have cosigned it. */
    @Override
    public boolean isUnderPolicy() throws IOException {
        return books.checkpoint().checkpoint().size() >= books.policyFromSize();
    }

    @Override
    public Round cosign(Set<UUID> events, long deadlineNanos) throws IOException, InterruptedException {
        Optional<WitnessPolicy> policy = policy();
        if (policy.isEmpty()) {
            return new Round.Missing(Certification.Reason.NO_POLICY, "", List.of());
        }
        if (!isUnderPolicy()) {
            return new Round.Missing(
                    Certification.Reason.QUORUM,
                    "expected a log of at least " + books.policyFromSize() + " entries, found "
                            + books.checkpoint().checkpoint().size(),
                    List.of());
        }
        for (int tries = 1; ; tries++) {
            SignedCheckpoint checkpoint = books.checkpoint();
            List<WitnessAnswer> answers = witnesses.ask(question(checkpoint, policy.get()), left(deadlineNanos));
            SignedCheckpoint cosigned = CertificateIssuer.cosigned(checkpoint, lines(answers));
            try {
                List<Cosignature> _ = policy.get().requireQuorum(cosigned, clock.instant());
                books.keepWitnessed(cosigned);
                return new Round.Cosigned(cosigned);
            } catch (VerificationException e) {
                boolean canHelp = answers.stream().anyMatch(WitnessAnswer.Ahead.class::isInstance)
                        && books.checkpoint().checkpoint().size()
                                > checkpoint.checkpoint().size();
                if (!canHelp || tries == TRIES_MAX || left(deadlineNanos).isZero()) {
                    return new Round.Missing(
                            Certification.Reason.QUORUM, "expected " + e.expected() + ", found " + e.found(), answers);
                }
            }
        }
    }

    @Override
    public Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status)
            throws IOException {
        return books.certificate(receipt, cosigned, status);
    }

    @Override
    public StatusFile statusFile(IssuedStatement listing, SignedCheckpoint cosigned) throws IOException {
        return books.statusFile(listing, cosigned);
    }

    private static Duration left(long deadlineNanos) {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    private Witnesses.Question question(SignedCheckpoint checkpoint, WitnessPolicy policy) throws IOException {
        long size = checkpoint.checkpoint().size();
        Map<CosignerKey, String> addresses = policy.addresses();
        Optional<SignedCheckpoint> last = books.lastWitnessed()
                .filter(note -> note.checkpoint()
                        .origin()
                        .equals(checkpoint.checkpoint().origin()));
        List<Witnesses.Asked> asked = new ArrayList<>();
        for (CosignerKey key : policy.witnesses()) {
            String address = addresses.get(key);
            if (address != null) {
                asked.add(new Witnesses.Asked(key, address, Math.min(size, believed(last, key))));
            }
        }
        return new Witnesses.Question(checkpoint, policy, asked, oldSize -> books.consistency(oldSize, size));
    }

    /** Only a guess that saves a request: a witness that knows better says so. */
    private static long believed(Optional<SignedCheckpoint> last, CosignerKey key) {
        return last.filter(note -> note.note().signatures().stream().anyMatch(key::claims))
                .map(note -> note.checkpoint().size())
                .orElse(0L);
    }

    private static List<NoteSignature> lines(List<WitnessAnswer> answers) {
        List<NoteSignature> lines = new ArrayList<>();
        for (WitnessAnswer answer : answers) {
            switch (answer) {
                case WitnessAnswer.Cosigned cosigned ->
                    lines.add(cosigned.cosignature().line());
                case WitnessAnswer.Ahead _, WitnessAnswer.None _ -> {}
            }
        }
        return lines;
    }
}
