package org.wangchuan.proof.verify;

import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.wangchuan.proof.FailureCode;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.encoding.Hex;
import org.wangchuan.proof.label.Label;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.statement.Target;
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
        return verify(label, trustList::operatorOf, expectations);
    }

    /**
     * The same without any list: the format, and what must hold whoever has signed.
     *
     * @throws VerificationException for the first thing that does not hold
     */
    public static VerifiedLabel verifyUnknown(Label label, Expectations expectations) throws VerificationException {
        return verify(label, station -> Optional.empty(), expectations);
    }

    private static VerifiedLabel verify(
            Label label, Function<String, Optional<Operator>> operators, Expectations expectations)
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
        Optional<Operator> operator = operators.apply(clearing.head().station());
        if (operator.isPresent()) {
            checkSigner(label, clearing, operator.get());
            checked.addAll(List.of(Check.SIGNATURE, Check.SIGNER_IN_TRUST_LIST));
        } else {
            gaps.addAll(List.of(Gap.SIGNER_UNKNOWN, Gap.SIGNATURE_NOT_CHECKED));
        }
        Optional<Target> target = clearing.disclosed().target();
        if (target.isEmpty()) {
            gaps.add(Gap.TARGET_NOT_SHOWN);
        }
        if (expectations.serial().isEmpty()) {
            gaps.add(Gap.SERIAL_NOT_COMPARED);
        } else if (!target.flatMap(Target::serial).equals(expectations.serial())) {
            throw new VerificationException(
                    FailureCode.SERIAL,
                    "target.serial",
                    expectations.serial().get(),
                    target.flatMap(Target::serial).orElse("no serial number shown"));
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

    /** The index is the label's word; a key that no index of that range makes valid is refused all the same. */
    private static void checkSigner(Label label, Statement.Clearing clearing, Operator operator)
            throws VerificationException {
        for (TrustList.Station station : operator.stations()) {
            if (station.key().thumbprint().equals(clearing.head().station())) {
                label.statement().verify(station.key());
                SignerChecks.requireValid(operator, station.key(), label.index());
                return;
            }
        }
        throw new IllegalStateException("the trust list said that it has this station");
    }
}
