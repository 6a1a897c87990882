package org.wangchuan.proof.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Hint;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.trust.Delegated;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/** Who signed a statement, and whether that key counted at that place in the log. */
final class SignerChecks {
    /** How far a station's clock may be ahead of the verifier's. */
    static final Duration CLOCK_SKEW_MAX = Duration.ofDays(1);

    private SignerChecks() {}

    static void requireReal(Statement statement) throws VerificationException {
        if (statement.head().type().isTest()) {
            throw new VerificationException(
                    FailureCode.TEST_STATEMENT,
                    "statement",
                    "a real one",
                    statement.head().type().vct());
        }
    }

    static void requireNotInFuture(StatementHead head, Instant now) throws VerificationException {
        long latest = now.plus(CLOCK_SKEW_MAX).getEpochSecond();
        if (head.issuedAtSeconds() > latest) {
            throw new VerificationException(
                    FailureCode.TIME, "iat", "a time before " + latest, head.issuedAtSeconds() + "");
        }
    }

    /** The hint's key, if its thumbprint is the one signed for; that is a digest of the key: the trust list's is the same. */
    static PublicKey stationKey(Hint hint, String thumbprint) throws VerificationException {
        if (!hint.station().thumbprint().equals(thumbprint)) {
            throw new VerificationException(
                    FailureCode.HINT,
                    "hint.station",
                    "key " + thumbprint,
                    hint.station().thumbprint());
        }
        return hint.station();
    }

    /**
     * Who answers for a station in a log; absent for a signer who is unknown to the list. So is a station that the list knows in
     * another log and not in this one: a station has a log of its own beside its operator's, from which its receipts are, and a list
     * that says nothing of a log is no evidence against what stands there. It is where the list has withdrawn the key, which may
     * be in a thief's hands, or knows this log and does not have the station in it.
     */
    static Optional<Operator> operator(TrustList trust, String thumbprint, String origin) throws VerificationException {
        Optional<Operator> here = trust.operatorOf(thumbprint, origin);
        Optional<Operator> known = trust.operatorOf(thumbprint);
        if (here.isPresent() || known.isEmpty()) {
            return here;
        }
        if (trust.operatorOfLog(origin).isPresent() || trust.isEnded(thumbprint)) {
            throw new VerificationException(
                    FailureCode.LOG_UNKNOWN, "origin", known.get().origin(), origin);
        }
        return Optional.empty();
    }

    /** The same for a certificate: under a log for receipts alone nobody answers for one. */
    static Optional<Operator> operatorOfCertificate(TrustList trust, String thumbprint, String origin)
            throws VerificationException {
        return operator(trust, thumbprint, origin).filter(one -> !one.isForReceiptsAlone());
    }

    static List<VerifierKey> logKeys(TrustList trust, Optional<Operator> stationsOperator, String origin, Hint hint)
            throws VerificationException {
        if (stationsOperator.isPresent()) {
            if (!stationsOperator.get().origin().equals(origin)) {
                throw new VerificationException(
                        FailureCode.LOG_UNKNOWN,
                        "origin",
                        stationsOperator.get().origin(),
                        origin);
            }
            return stationsOperator.get().logKeys();
        }
        // A stranger's station in a known log: that log's own keys decide, not the hint.
        return trust.operatorOfLog(origin).map(Operator::logKeys).orElse(List.of(hint.log()));
    }

    /** For a statement that is of no drive, or of whichever: keys that were given out of hand count for no such thing. */
    static void requireValid(Operator operator, PublicKey key, long index) throws VerificationException {
        if (operator.delegated().isPresent()) {
            throw new VerificationException(
                    FailureCode.KEY_NOT_VALID,
                    "operator",
                    "one whose keys sign this",
                    "keys for receipts of some drives");
        }
        requireInRange(operator, key, index);
    }

    /** For a statement of a clearing, or of its start: one of a drive that its keys were given out of hand for, by the end of that. */
    static void requireValid(Operator operator, PublicKey key, long index, StatementHead head, Disclosed shown)
            throws VerificationException {
        requireInRange(operator, key, index);
        if (operator.delegated().isPresent()) {
            Delegated delegated = operator.delegated().get();
            Optional<String> serial = shown.serial();
            if (serial.isEmpty() || !delegated.covers(operator.origin(), serial.get())) {
                throw new VerificationException(
                        FailureCode.KEY_NOT_VALID,
                        "target.serial",
                        "one of the drives that the key was delegated for",
                        serial.orElse("no serial number shown"));
            }
            if (head.issuedAtSeconds() > delegated.endSeconds()) {
                throw new VerificationException(
                        FailureCode.KEY_ENDED, "iat", "at most " + delegated.endSeconds(), head.issuedAtSeconds() + "");
            }
        }
    }

    private static void requireInRange(Operator operator, PublicKey key, long index) throws VerificationException {
        List<String> ranges = new ArrayList<>();
        boolean isEnded = true;
        for (TrustList.Station station : operator.stations()) {
            if (station.key().equals(key)) {
                if (station.covers(index)) {
                    return;
                }
                isEnded &= station.endIndex().isPresent()
                        && index >= station.endIndex().get();
                ranges.add(station.range());
            }
        }
        throw new VerificationException(
                isEnded ? FailureCode.KEY_ENDED : FailureCode.KEY_NOT_VALID,
                "log index",
                "one within " + String.join(" or ", ranges),
                index + "");
    }
}
