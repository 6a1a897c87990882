package org.wangchuan.proof.verify;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.log.Checkpoint;
import org.wangchuan.proof.note.VerifierKey;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/**
 * Verifies receipts, offline and without anything that could sign. Every piece of evidence that is present is
 * checked: what is there and wrong fails, whether or not the answer would have needed it.
 */
public final class ReceiptVerifier {
    /** How far a station's clock may be ahead of the verifier's. */
    public static final Duration CLOCK_SKEW_MAX = SignerChecks.CLOCK_SKEW_MAX;

    private final Receipt receipt;
    private final TrustList trustList;
    private final Expectations expectations;
    private final boolean isOfCertificate;
    private final Set<Check> checked = EnumSet.noneOf(Check.class);

    private ReceiptVerifier(Receipt receipt, TrustList trustList, Expectations expectations, boolean isOfCertificate) {
        this.isOfCertificate = isOfCertificate;
        this.receipt = receipt;
        this.trustList = trustList;
        this.expectations = expectations;
    }

    /**
     * Returns what is known if everything that is present holds. A signer who is not in the trust list is no
     * failure: see {@link VerifiedReceipt#isSignerKnown}, and never show that as success.
     *
     * @throws VerificationException for the first thing that does not hold
     */
    public static VerifiedReceipt verify(Receipt receipt, TrustList trustList, Expectations expectations)
            throws VerificationException {
        return new ReceiptVerifier(receipt, trustList, expectations, false).verify();
    }

    /** The same for the statements of a certificate, for which not all logs of a list answer. */
    static VerifiedReceipt verifyOfCertificate(Receipt receipt, TrustList trustList, Expectations expectations)
            throws VerificationException {
        return new ReceiptVerifier(receipt, trustList, expectations, true).verify();
    }

    private VerifiedReceipt verify() throws VerificationException {
        Statement.Start start = start();
        Statement.Clearing clearing = clearing();
        PairChecks.verify(start, clearing, receipt);
        checked.add(Check.START_BEFORE_CLEARING);
        checked.add(Check.CHAIN);
        checked.add(Check.DISCLOSURES); // by the parser, which lets no other SD-JWT pass
        SignerChecks.requireNotInFuture(start.head(), expectations.now());
        SignerChecks.requireNotInFuture(clearing.head(), expectations.now());

        Checkpoint tree = receipt.clearing().proof().checkpoint().checkpoint();
        PublicKey stationKey =
                SignerChecks.stationKey(receipt.hint(), clearing.head().station());
        receipt.clearing().statement().verify(stationKey);
        receipt.start().statement().verify(stationKey);
        checked.add(Check.SIGNATURE);

        String station = clearing.head().station();
        Optional<Operator> operator = isOfCertificate
                ? SignerChecks.operatorOfCertificate(trustList, station, tree.origin())
                : SignerChecks.operator(trustList, station, tree.origin());
        List<VerifierKey> logKeys = SignerChecks.logKeys(trustList, operator, tree.origin(), receipt.hint());
        LoggedChecks.verify(
                receipt.clearing(), clearing.head(), logKeys, receipt.hint().log());
        LoggedChecks.verify(
                receipt.start(), start.head(), logKeys, receipt.hint().log());
        checked.addAll(List.of(Check.OPENING, Check.INCLUSION, Check.CHECKPOINT));

        if (operator.isPresent()) {
            // That the start is of the drive that the clearing shows is known by now.
            Disclosed shown = clearing.disclosed();
            long startIndex = receipt.start().proof().index();
            long index = receipt.clearing().proof().index();
            SignerChecks.requireValid(operator.get(), stationKey, startIndex, start.head(), shown);
            SignerChecks.requireValid(operator.get(), stationKey, index, clearing.head(), shown);
            checked.add(Check.SIGNER_IN_TRUST_LIST);
            checked.add(Check.KEY_VALID_BY_INDEX);
        }
        requireSerial(clearing.disclosed());
        requireTarget(clearing.disclosed());
        ProducerChecks.requireSound(clearing.disclosed());
        return new VerifiedReceipt(
                clearing,
                start,
                operator.map(Operator::name),
                receipt.clearing().proof().index(),
                receipt.start().proof().index(),
                tree,
                List.copyOf(checked),
                gaps(operator.isPresent(), clearing.disclosed()));
    }

    private Statement.Start start() throws VerificationException {
        Statement statement = StatementReader.read(receipt.start().statement());
        SignerChecks.requireReal(statement);
        if (statement instanceof Statement.Start start) {
            return start;
        }
        throw wrongType("start", "a start statement", statement);
    }

    private Statement.Clearing clearing() throws VerificationException {
        Statement statement = StatementReader.read(receipt.clearing().statement());
        SignerChecks.requireReal(statement);
        if (statement instanceof Statement.Clearing clearing) {
            return clearing;
        }
        throw wrongType("statement", "a clearing statement", statement);
    }

    private static VerificationException wrongType(String where, String expected, Statement found) {
        return new VerificationException(
                FailureCode.STATEMENT_TYPE, where, expected, found.head().type().vct());
    }

    private void requireSerial(Disclosed shown) throws VerificationException {
        if (expectations.serial().isEmpty()) {
            return;
        }
        String expected = expectations.serial().get();
        Optional<String> found = shown.serial();
        if (!found.equals(Optional.of(expected))) {
            throw new VerificationException(
                    FailureCode.SERIAL,
                    shown.phone().isPresent() ? "phone.serial" : "target.serial",
                    expected,
                    found.orElse("no serial number shown"));
        }
        checked.add(Check.SERIAL);
    }

    private static void requireTarget(Disclosed shown) throws VerificationException {
        if (!shown.isOfSomething()) {
            throw new VerificationException(
                    FailureCode.DISCLOSURE, Target.CLAIM, "which device it is about", "nothing: it would fit any");
        }
    }

    private List<Gap> gaps(boolean isSignerKnown, Disclosed shown) {
        Set<Gap> gaps = EnumSet.of(Gap.NOT_WITNESSED, Gap.TIME_NOT_PROVED, Gap.EVIDENCE_NOT_READ, Gap.REVOCATION);
        if (!isSignerKnown) {
            gaps.add(Gap.SIGNER_UNKNOWN);
        }
        if (!shown.showsWork()) {
            gaps.add(Gap.WORK_NOT_SHOWN);
        }
        if (expectations.serial().isEmpty()) {
            gaps.add(Gap.SERIAL_NOT_COMPARED);
        }
        return List.copyOf(gaps);
    }
}
