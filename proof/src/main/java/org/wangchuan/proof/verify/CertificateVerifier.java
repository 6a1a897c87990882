package org.wangchuan.proof.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.certificate.Certificate;
import org.wangchuan.proof.certificate.CounterSignature;
import org.wangchuan.proof.cosign.Cosignature;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.log.SignedCheckpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.NotBefore;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.status.StatusFile;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/**
 * Verifies certificates, offline. The statements in them are verified as those of a receipt are, by
 * {@link ReceiptVerifier}; here is what witnesses, status lists and counter-signatures add.
 */
public final class CertificateVerifier {
    private final Certificate certificate;
    private final TrustList trust;
    private final Expectations expectations;

    private CertificateVerifier(Certificate certificate, TrustList trust, Expectations expectations) {
        this.certificate = certificate;
        this.trust = trust;
        this.expectations = expectations;
    }

    /**
     * Returns what is known if everything that is present holds. A known signer's certificate that does not satisfy
     * the trust list's witness policy fails. A signer who is not in the list is no failure, and nothing of it counts:
     * see {@link VerifiedCertificate#isWitnessed}.
     *
     * @param fresh status lists that the verifier has got elsewhere
     * @throws VerificationException for the first thing that does not hold
     */
    public static VerifiedCertificate verify(
            Certificate certificate, TrustList trust, Expectations expectations, List<StatusFile> fresh)
            throws VerificationException {
        return new CertificateVerifier(certificate, trust, expectations).verify(fresh);
    }

    private VerifiedCertificate verify(List<StatusFile> fresh) throws VerificationException {
        VerifiedReceipt receipt = ReceiptVerifier.verifyOfCertificate(certificate.receipt(), trust, expectations);
        SignedCheckpoint signed = certificate.receipt().clearing().proof().checkpoint();
        if (!signed.equals(certificate.receipt().start().proof().checkpoint())) {
            throw new VerificationException(
                    FailureCode.ORDER, "checkpoints", "one with its cosignatures for both proofs", "two");
        }
        verifyPresence(receipt);
        Optional<Operator> operator = SignerChecks.operatorOfCertificate(
                trust, receipt.clearing().head().station(), signed.checkpoint().origin());
        List<VerifierKey> logKeys = SignerChecks.logKeys(
                trust,
                operator,
                signed.checkpoint().origin(),
                certificate.receipt().hint());
        if (certificate.notBefore().isPresent()) {
            NotBeforeCheck.requireConsistent(
                    certificate.notBefore().get(), receipt.clearing().head(), signed.checkpoint(), logKeys);
        }
        if (operator.isEmpty()) {
            return ofStranger(receipt, signed);
        }
        WitnessChecks witnesses = new WitnessChecks(trust, operator.get(), expectations.now());
        QuorumTimes times = witnesses.require(signed);
        requireRecent(times);
        TimeInterval interval = interval(times, witnesses);
        requirePossible(interval, receipt);
        StatusChecks statusChecks = new StatusChecks(trust, operator.get(), witnesses, expectations);
        Optional<StatusAnswer> status =
                statusChecks.answer(receipt.clearing().head().status(), receipt.index(), certificate.status(), fresh);
        requireOneView(signed, statusChecks.trees());
        return answer(receipt, times, interval, status);
    }

    private void verifyPresence(VerifiedReceipt receipt) throws VerificationException {
        for (CounterSignature one : certificate.presence()) {
            one.verify(
                    certificate.receipt().hint().station(),
                    certificate.receipt().clearing().statement().digest());
            long latest = expectations.now().plus(SignerChecks.CLOCK_SKEW_MAX).getEpochSecond();
            long earliest = receipt.clearing().head().issuedAtSeconds() - SignerChecks.CLOCK_SKEW_MAX.toSeconds();
            if (one.atSeconds() > latest || one.atSeconds() < earliest) {
                throw new VerificationException(
                        FailureCode.TIME, "presence.iat", earliest + " to " + latest, one.atSeconds() + "");
            }
        }
    }

    private void requireRecent(QuorumTimes times) throws VerificationException {
        if (expectations.checkpointAgeMax().isPresent()) {
            Duration most = expectations.checkpointAgeMax().get();
            if (times.cosignedAfter().isBefore(expectations.now().minus(most))) {
                throw new VerificationException(
                        FailureCode.STALE,
                        "cosignatures",
                        "at most " + most + " old",
                        times.cosignedAfter().toString());
            }
        }
    }

    private TimeInterval interval(QuorumTimes times, WitnessChecks witnesses) throws VerificationException {
        Optional<Instant> notEarlier = Optional.empty();
        if (certificate.notBefore().isPresent()) {
            NotBefore earlier = certificate.notBefore().get();
            notEarlier = Optional.of(NotBeforeCheck.time(earlier, witnesses));
        }
        return new TimeInterval(notEarlier, times.existedBy());
    }

    /** What a statement says about its own time must fit what witnesses prove, within the skew of a poor clock. */
    private static void requirePossible(TimeInterval interval, VerifiedReceipt receipt) throws VerificationException {
        long latest = interval.notLater().plus(SignerChecks.CLOCK_SKEW_MAX).getEpochSecond();
        for (StatementHead head :
                List.of(receipt.clearing().head(), receipt.start().head())) {
            if (head.issuedAtSeconds() > latest) {
                throw new VerificationException(
                        FailureCode.TIME, "iat", "at most " + latest, head.issuedAtSeconds() + "");
            }
        }
        if (interval.notEarlier().isPresent()) {
            long earliest = interval.notEarlier()
                    .get()
                    .minus(SignerChecks.CLOCK_SKEW_MAX)
                    .getEpochSecond();
            for (StatementHead head :
                    List.of(receipt.clearing().head(), receipt.start().head())) {
                // A start that names an earlier note may be as old as that one.
                boolean isSameNote =
                        head.witnessed().equals(receipt.clearing().head().witnessed());
                if (isSameNote && head.issuedAtSeconds() < earliest) {
                    throw new VerificationException(
                            FailureCode.BACKDATED, "iat", "at least " + earliest, head.issuedAtSeconds() + "");
                }
            }
        }
    }

    /** Two trees of one size can't both be the log. */
    private static void requireOneView(SignedCheckpoint signed, List<SignedCheckpoint> others)
            throws VerificationException {
        Checkpoint tree = signed.checkpoint();
        for (SignedCheckpoint other : others) {
            Checkpoint that = other.checkpoint();
            if (that.size() == tree.size() && !that.root().equals(tree.root())) {
                throw new VerificationException(
                        FailureCode.SPLIT_VIEW,
                        "checkpoints of size " + tree.size(),
                        tree.root().base64(),
                        that.root().base64());
            }
        }
    }

    /** Consistent, and no more; a known witness's cosignature that is wrong is still found. */
    private VerifiedCertificate ofStranger(VerifiedReceipt receipt, SignedCheckpoint signed)
            throws VerificationException {
        if (trust.policy().isPresent()) {
            Cosignature.verify(signed.note(), trust.policy().get().witnesses(), expectations.now());
        }
        return new VerifiedCertificate(receipt, Optional.empty(), List.of(), Optional.empty(), certificate.presence());
    }

    private VerifiedCertificate answer(
            VerifiedReceipt receipt, QuorumTimes times, TimeInterval interval, Optional<StatusAnswer> status) {
        Set<Check> checked = EnumSet.copyOf(receipt.checked());
        Set<Gap> gaps = EnumSet.copyOf(receipt.notChecked());
        checked.add(Check.WITNESSED);
        gaps.remove(Gap.NOT_WITNESSED);
        if (interval.isWithin(Duration.ofSeconds(trust.offlineSecondsMax()))) {
            checked.add(Check.TIME_INTERVAL);
            gaps.remove(Gap.TIME_NOT_PROVED);
        }
        if (status.isPresent()) {
            checked.add(Check.STATUS);
            gaps.remove(Gap.REVOCATION);
            if (status.get().notEarlier().isEmpty()) {
                gaps.add(Gap.STATUS_AGE);
            }
        }
        if (!certificate.presence().isEmpty()) {
            checked.add(Check.PRESENCE);
        }
        return new VerifiedCertificate(
                receipt.with(List.copyOf(checked), List.copyOf(gaps)),
                Optional.of(interval),
                times.cosignatures(),
                status,
                certificate.presence());
    }
}
