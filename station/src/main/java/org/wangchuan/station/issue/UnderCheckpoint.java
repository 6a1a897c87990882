package org.wangchuan.station.issue;

import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.issue.CertificateIssuer;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.ReceiptIssuer;
import org.wangchuan.proof.issue.WitnessRotation;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.InclusionProof;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.log.TileLog;
import org.wangchuan.proof.policy.WitnessPolicy;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.recheck.RecheckFile;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.status.StatusList;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.verify.Expectations;
import org.wangchuan.proof.verify.ReceiptVerifier;
import org.wangchuan.proof.verify.VerifiedReceipt;
import org.wangchuan.station.home.StationHome;

/**
 * Puts what was signed under a checkpoint that witnesses have cosigned: proofs from the log as it is, and the earlier note that says "not
 * before". Nothing is verified, nothing written. Lives as long as the log is open.
 */
final class UnderCheckpoint {
    private final TileLog log;
    private final PublicKey station;
    private final StoredStatements statements;
    private final StatusBooks statusBooks;
    private final WitnessedNotes notes;
    private final OwnTrustList trustList;
    private final InstantSource clock;

    UnderCheckpoint(StationHome home, InstantSource clock, StationKeys keys, TileLog log) {
        this.log = log;
        this.station = keys.station().publicKey();
        this.statements = new StoredStatements(home);
        this.statusBooks = new StatusBooks(home.statusLists());
        this.notes = new WitnessedNotes(home.witnessed());
        this.trustList = new OwnTrustList(home, clock, keys);
        this.clock = clock;
    }

    StatusFile statusFile(IssuedStatement statement, SignedCheckpoint cosigned) throws IOException {
        StatusList list = statusBooks.unchanged(statement);
        return CertificateIssuer.statusFile(
                log,
                station,
                statement,
                list,
                cosigned,
                notBefore(statement.statement().head(), cosigned));
    }

    /**
     * The receipt for two statements that are in the log, as a stranger would find it.
     *
     * @throws BooksRefusedException if nobody could verify it: files of the log that opening it does not look at are damaged
     */
    Receipt receipt(IssuedStatement start, IssuedStatement clearing) throws IOException {
        Receipt made = ReceiptIssuer.receipt(log, station, start, clearing);
        if (clearing.statement().head().type().isTest()) {
            return made; // it verifies nowhere
        }
        try {
            VerifiedReceipt _ = ReceiptVerifier.verify(
                    Receipt.parse(made.toBytes()),
                    trustList.read().list(),
                    new Expectations(Optional.empty(), clock.instant()));
            return made;
        } catch (VerificationException e) {
            // By a clock that was set back since it was signed a receipt is of a time to come: nothing of the log is
            // damaged.
            throw new BooksRefusedException(
                    e.code() == FailureCode.TIME
                            ? BooksRefusedException.Code.CLOCK
                            : BooksRefusedException.Code.LOG_DAMAGED,
                    "a receipt that verifies: " + e.expected(),
                    e.found());
        }
    }

    /** The file of a recheck that is in the log. */
    RecheckFile recheck(IssuedStatement recheck) throws IOException {
        return ReceiptIssuer.recheck(log, station, recheck);
    }

    Certificate certificate(Receipt receipt, SignedCheckpoint cosigned, Optional<StatusFile> status)
            throws IOException {
        List<InclusionProof> places = log.proveInclusion(
                List.of(
                        receipt.clearing().proof().index(),
                        receipt.start().proof().index()),
                cosigned.checkpoint().size());
        Certificate bare = CertificateIssuer.certificate(receipt, cosigned, places.getFirst(), places.getLast());
        StatementHead head = statements.own(receipt.clearing().statement()).head();
        return new Certificate(bare.receipt(), notBefore(head, cosigned), status, List.of());
    }

    /**
     * Whether the witnesses on a note are enough by the policy for its size. Without the note a certificate proves
     * less; with one that does not count it would prove nothing.
     */
    private boolean counts(SignedCheckpoint earlier) throws IOException {
        if (!earlier.checkpoint().origin().equals(log.verifierKey().name())) {
            return false; // of the operator's log that the station had joined then
        }
        TrustList list = trustList.read().list();
        Optional<WitnessPolicy> policy = list.policyAt(
                WitnessRotation.own(list, earlier), earlier.checkpoint().size());
        try {
            return policy.isPresent()
                    && !policy.get().requireQuorum(earlier, clock.instant()).isEmpty();
        } catch (VerificationException e) {
            return false;
        }
    }

    private Optional<NotBefore> notBefore(StatementHead head, SignedCheckpoint cosigned) throws IOException {
        Optional<SignedCheckpoint> earlier =
                head.witnessed().isPresent() ? notes.read(head.witnessed().get().note()) : Optional.empty();
        if (earlier.isEmpty() || !counts(earlier.get())) {
            return Optional.empty();
        }
        long size = earlier.get().checkpoint().size();
        return Optional.of(new NotBefore(
                earlier.get(),
                log.proveConsistency(size, cosigned.checkpoint().size()).hashes()));
    }
}
