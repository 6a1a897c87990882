package org.wangchuan.proof.verify;

import java.time.Duration;
import java.util.ArrayList;
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
import org.wangchuan.proof.statement.StatementHead;
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
    public static final Duration CLOCK_SKEW_MAX = Duration.ofDays(1);

    private final Receipt receipt;
    private final TrustList trustList;
    private final Expectations expectations;
    private final Set<Check> checked = EnumSet.noneOf(Check.class);

    private ReceiptVerifier(Receipt receipt, TrustList trustList, Expectations expectations) {
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
        return new ReceiptVerifier(receipt, trustList, expectations).verify();
    }

    private VerifiedReceipt verify() throws VerificationException {
        Statement.Start start = start();
        Statement.Clearing clearing = clearing();
        PairChecks.verify(start, clearing, receipt);
        checked.add(Check.START_BEFORE_CLEARING);
        checked.add(Check.CHAIN);
        checked.add(Check.DISCLOSURES); // by the parser, which lets no other SD-JWT pass
        requireNotInFuture(start.head());
        requireNotInFuture(clearing.head());

        Checkpoint tree = receipt.clearing().proof().checkpoint().checkpoint();
        Optional<Operator> operator = trustList.operatorOf(clearing.head().station());
        PublicKey stationKey = stationKey(clearing.head().station());
        receipt.clearing().statement().verify(stationKey);
        receipt.start().statement().verify(stationKey);
        checked.add(Check.SIGNATURE);

        List<VerifierKey> logKeys = logKeys(operator, tree.origin());
        LoggedChecks.verify(
                receipt.clearing(), clearing.head(), logKeys, receipt.hint().log());
        LoggedChecks.verify(
                receipt.start(), start.head(), logKeys, receipt.hint().log());
        checked.addAll(List.of(Check.OPENING, Check.INCLUSION, Check.CHECKPOINT));

        if (operator.isPresent()) {
            requireValid(operator.get(), receipt.start().proof().index());
            requireValid(operator.get(), receipt.clearing().proof().index());
            checked.add(Check.SIGNER_IN_TRUST_LIST);
            checked.add(Check.KEY_VALID_BY_INDEX);
        }
        requireSerial(clearing.disclosed());
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
        requireReal(statement);
        return switch (statement) {
            case Statement.Start start -> start;
            case Statement.Clearing clearing ->
                throw new VerificationException(
                        FailureCode.STATEMENT_TYPE,
                        "start",
                        "a start statement",
                        clearing.head().type().vct());
        };
    }

    private Statement.Clearing clearing() throws VerificationException {
        Statement statement = StatementReader.read(receipt.clearing().statement());
        requireReal(statement);
        return switch (statement) {
            case Statement.Clearing clearing -> clearing;
            case Statement.Start start ->
                throw new VerificationException(
                        FailureCode.STATEMENT_TYPE,
                        "statement",
                        "a clearing statement",
                        start.head().type().vct());
        };
    }

    private static void requireReal(Statement statement) throws VerificationException {
        if (statement.head().type().isTest()) {
            throw new VerificationException(
                    FailureCode.TEST_STATEMENT,
                    "statement",
                    "a real one",
                    statement.head().type().vct());
        }
    }

    private void requireNotInFuture(StatementHead head) throws VerificationException {
        long latest = expectations.now().plus(CLOCK_SKEW_MAX).getEpochSecond();
        if (head.issuedAtSeconds() > latest) {
            throw new VerificationException(
                    FailureCode.TIME, "iat", "a time before " + latest, head.issuedAtSeconds() + "");
        }
    }

    /** From the trust list if it has the station; the hint's otherwise, and only if its thumbprint is the one signed for. */
    private PublicKey stationKey(String thumbprint) throws VerificationException {
        PublicKey hinted = receipt.hint().station();
        if (!hinted.thumbprint().equals(thumbprint)) {
            throw new VerificationException(FailureCode.HINT, "hint.station", "key " + thumbprint, hinted.thumbprint());
        }
        return hinted; // the thumbprint is a digest of the key: the trust list's key is the same
    }

    private List<VerifierKey> logKeys(Optional<Operator> stationsOperator, String origin) throws VerificationException {
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
        return trustList
                .operatorOfLog(origin)
                .map(Operator::logKeys)
                .orElse(List.of(receipt.hint().log()));
    }

    private void requireValid(Operator operator, long index) throws VerificationException {
        List<String> ranges = new ArrayList<>();
        boolean isEnded = true;
        for (TrustList.Station station : operator.stations()) {
            if (station.key().equals(receipt.hint().station())) {
                if (station.covers(index)) {
                    return;
                }
                isEnded &= station.endIndex().isPresent()
                        && index >= station.endIndex().get();
                ranges.add("[" + station.firstIndex() + ", "
                        + station.endIndex().map(String::valueOf).orElse("∞") + ")");
            }
        }
        throw new VerificationException(
                isEnded ? FailureCode.KEY_ENDED : FailureCode.KEY_NOT_VALID,
                "log index",
                "one within " + String.join(" or ", ranges),
                index + "");
    }

    private void requireSerial(Disclosed shown) throws VerificationException {
        if (expectations.serial().isEmpty()) {
            return;
        }
        String expected = expectations.serial().get();
        Optional<String> found = shown.target().flatMap(Target::serial);
        if (!found.equals(Optional.of(expected))) {
            throw new VerificationException(
                    FailureCode.SERIAL, "target.serial", expected, found.orElse("no serial number shown"));
        }
        checked.add(Check.SERIAL);
    }

    private List<Gap> gaps(boolean isSignerKnown, Disclosed shown) {
        Set<Gap> gaps = EnumSet.of(Gap.NOT_WITNESSED, Gap.TIME_NOT_PROVED, Gap.EVIDENCE_NOT_READ, Gap.REVOCATION);
        if (!isSignerKnown) {
            gaps.add(Gap.SIGNER_UNKNOWN);
        }
        if (shown.target().isEmpty()) {
            gaps.add(Gap.TARGET_NOT_SHOWN);
        }
        if (shown.work().isEmpty()) {
            gaps.add(Gap.WORK_NOT_SHOWN);
        }
        if (expectations.serial().isEmpty()) {
            gaps.add(Gap.SERIAL_NOT_COMPARED);
        }
        return List.copyOf(gaps);
    }
}
