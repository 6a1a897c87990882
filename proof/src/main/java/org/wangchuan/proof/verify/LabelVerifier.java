package org.wangchuan.proof.verify;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.key.PublicKey;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.trust.TrustList;
import org.wangchuan.proof.trust.TrustList.Operator;

/** Checks labels: signature and opening, but not the log. */
public final class LabelVerifier {
    private LabelVerifier() {}

    /**
     * Returns what is known if everything that can be checked holds. A label brings no key: if the trust list has
     * none, not even the signature is checked, and the answer says so.
     *
     * @throws VerificationException for the first thing that does not hold
     */
    public static VerifiedLabel verify(Label label, TrustList trustList, Expectations expectations)
            throws VerificationException {
        return verify(label, station -> operatorsOf(trustList, station), expectations);
    }

    /**
     * The same without any list: the format, and what must hold whoever has signed.
     *
     * @throws VerificationException for the first thing that does not hold
     */
    public static VerifiedLabel verifyUnknown(Label label, Expectations expectations) throws VerificationException {
        return verify(label, station -> List.of(), expectations);
    }

    private static VerifiedLabel verify(
            Label label, Function<String, List<Operator>> operators, Expectations expectations)
            throws VerificationException {
        Statement statement = StatementReader.read(label.statement());
        SignerChecks.requireReal(statement);
        if (!(statement instanceof Statement.Clearing clearing)) {
            throw new VerificationException(
                    FailureCode.STATEMENT_TYPE,
                    "label",
                    "a clearing statement",
                    statement.head().type().vct());
        }
        SignerChecks.requireNotInFuture(clearing.head(), expectations.now());
        Set<Check> checked = EnumSet.of(Check.DISCLOSURES); // by the parser
        Set<Gap> gaps = EnumSet.of(
                Gap.LOG_NOT_CHECKED,
                Gap.NOT_WITNESSED,
                Gap.TIME_NOT_PROVED,
                Gap.EVIDENCE_NOT_READ,
                Gap.REVOCATION,
                Gap.WORK_NOT_SHOWN);
        List<Operator> known = operators.apply(clearing.head().station());
        Optional<Operator> operator = known.stream().findFirst();
        if (operator.isPresent()) {
            operator = Optional.of(checkSigner(label, clearing, known));
            checked.addAll(List.of(Check.SIGNATURE, Check.SIGNER_IN_TRUST_LIST));
        } else {
            gaps.addAll(List.of(Gap.SIGNER_UNKNOWN, Gap.SIGNATURE_NOT_CHECKED));
        }
        Disclosed shown = clearing.disclosed();
        if (!shown.isOfSomething()) {
            gaps.add(Gap.TARGET_NOT_SHOWN);
        }
        if (expectations.serial().isEmpty()) {
            gaps.add(Gap.SERIAL_NOT_COMPARED);
        } else if (!shown.serial().equals(expectations.serial())) {
            throw new VerificationException(
                    FailureCode.SERIAL,
                    shown.phone().isPresent() ? "phone.serial" : "target.serial",
                    expectations.serial().get(),
                    shown.serial().orElse("no serial number shown"));
        } else {
            checked.add(Check.SERIAL);
        }
        return new VerifiedLabel(
                clearing,
                operator.map(Operator::name),
                label.index(),
                Hex.encode(LogEntry.of(label.nonce(), clearing.head(), label.statement())),
                List.copyOf(checked),
                List.copyOf(gaps));
    }

    /** A label does not say which log its place is in: the operator's comes first, the station's own after it. */
    private static List<Operator> operatorsOf(TrustList trustList, String station) {
        return trustList.operators().stream()
                .filter(operator ->
                        trustList.operatorOf(station, operator.origin()).isPresent())
                .sorted(Comparator.comparing(Operator::isForReceiptsAlone))
                .toList();
    }

    /** The index is the label's word; a key that no index of any range makes valid is refused all the same. */
    private static Operator checkSigner(Label label, Statement.Clearing clearing, List<Operator> known)
            throws VerificationException {
        PublicKey key = known.getFirst().stations().stream()
                .map(TrustList.Station::key)
                .filter(one -> one.thumbprint().equals(clearing.head().station()))
                .findFirst()
                .orElseThrow();
        label.statement().verify(key);
        for (Operator operator : known) {
            boolean covers = operator.stations().stream()
                    .anyMatch(station -> station.key().equals(key) && station.covers(label.index()));
            if (covers) {
                SignerChecks.requireValid(operator, key, label.index(), clearing.head(), clearing.disclosed());
                return operator;
            }
        }
        SignerChecks.requireValid(known.getFirst(), key, label.index(), clearing.head(), clearing.disclosed());
        throw new IllegalStateException("a place that no range covers was found valid");
    }
}
