package org.wangchuan.station.certify;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.cosign.CosignerKey;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.NoteSignature;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.station.issue.StationBooks;

/** Gets the log's current checkpoint cosigned, as the policy asks. The books are not held while witnesses think. */
final class Rounds {
    /** How often a witness may be ahead because the log has grown while it was asked. */
    private static final int TRIES_MAX = 3;

    private final StationBooks books;
    private final Witnesses witnesses;
    private final WitnessPolicy policy;
    private final InstantSource clock;
    private final long deadlineNanos;

    Rounds(StationBooks books, Witnesses witnesses, WitnessPolicy policy, InstantSource clock, long deadlineNanos) {
        this.books = books;
        this.witnesses = witnesses;
        this.policy = policy;
        this.clock = clock;
        this.deadlineNanos = deadlineNanos;
    }

    /**
     * How it went.
     *
     * @param cosigned present exactly if the policy is satisfied; it is then kept, and named in later statements
     * @param missing what the policy asks for, and what there was
     */
    record Round(Optional<SignedCheckpoint> cosigned, List<WitnessAnswer> answers, String missing) {}

    Round run() throws IOException, InterruptedException {
        for (int tries = 1; ; tries++) {
            SignedCheckpoint checkpoint = books.checkpoint();
            List<WitnessAnswer> answers = witnesses.ask(question(checkpoint), left());
            SignedCheckpoint cosigned = CertificateIssuer.cosigned(checkpoint, lines(answers));
            try {
                List<Cosignature> _ = policy.requireQuorum(cosigned, clock.instant());
                books.keepWitnessed(cosigned);
                return new Round(Optional.of(cosigned), answers, "");
            } catch (VerificationException e) {
                boolean canHelp = answers.stream().anyMatch(WitnessAnswer.Ahead.class::isInstance)
                        && books.checkpoint().checkpoint().size()
                                > checkpoint.checkpoint().size();
                if (!canHelp || tries == TRIES_MAX || left().isZero()) {
                    String missing = "expected " + e.expected() + ", found " + e.found();
                    return new Round(Optional.empty(), answers, missing);
                }
            }
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime()));
    }

    private Witnesses.Question question(SignedCheckpoint checkpoint) throws IOException {
        long size = checkpoint.checkpoint().size();
        Map<CosignerKey, String> addresses = policy.addresses();
        Optional<SignedCheckpoint> last = books.lastWitnessed();
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
