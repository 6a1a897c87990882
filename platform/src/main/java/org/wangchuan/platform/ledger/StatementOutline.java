package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.encoding.Bytes32;
import org.wangchuan.proof.statement.Verdict;

/**
 * What a verified statement about a medium says, without the file that shows it.
 *
 * @param eventId of the clearing statement
 * @param digest of the signed statement, by which anybody knows it
 * @param medium its model, or what the station calls it
 * @param serialTail the last characters of the medium's serial number
 * @param verdict as it was signed
 * @param isConforming whether each clause is satisfied, or left open by the evidence and validated by a named person, or met by a maker's word
 * @param unmet the clauses that are none of these
 * @param answerable those of them that the evidence leaves open, and for which a person may still answer
 * @param isValidated whether a named person answers for a clause that the evidence left open
 * @param isByProducer whether a clause is met by a maker's word alone
 * @param notProved what it says itself that it does not prove: codes, words under {@code ledger.not-proved.CODE}
 * @param hasCertificate whether its receipt has become a certificate
 * @param at when the statement was made, by the station's clock
 * @param phone what it says beside its verdict, if it is about a phone
 * @param doubt why its good verdict is not what is true of the medium now: see {@link Statements.Shown}
 */
public record StatementOutline(
        UUID eventId,
        Bytes32 digest,
        UUID order,
        String medium,
        Optional<String> serialTail,
        String verdict,
        boolean isConforming,
        List<String> unmet,
        List<String> answerable,
        boolean isValidated,
        boolean isByProducer,
        List<String> notProved,
        boolean hasCertificate,
        Instant at,
        Optional<PhoneResult> phone,
        Optional<String> doubt) {
    public StatementOutline {
        unmet = List.copyOf(unmet);
        answerable = List.copyOf(answerable);
        notProved = List.copyOf(notProved);
    }

    /** What may be said of the medium now: never a better word than its statement's. */
    public String said() {
        return doubt.isEmpty() ? verdict : Verdict.UNPROVEN.id();
    }

    /** Whether it may be said now that the rule is met. */
    public boolean isMet() {
        return doubt.isEmpty() && isConforming;
    }

    /** Whether its verdict is good, and clauses keep it from being met: where the evidence leaves them open, a person may answer for them. */
    public boolean isOpen() {
        return doubt.isEmpty() && !isConforming && Verdict.isGood(verdict);
    }

    /** Whether nothing keeps it from being met but clauses for which a person may still answer. */
    public boolean isMetOnceAnswered() {
        return isOpen() && !unmet.isEmpty() && answerable.containsAll(unmet);
    }

    /** Whether a person may still answer for a clause of it. */
    public boolean isAnswerable() {
        return isOpen() && !answerable.isEmpty();
    }

    /** Whether it was purged in a way that may rest on no more than a destroyed key: whether that withstands a laboratory no evidence shows. */
    public boolean restsOnKey() {
        return Statements.restsOnKey(verdict, notProved);
    }

    /** Whether it does, and neither a person nor a maker answers for anything of it: its rule set may have no clause about it. */
    public boolean restsOnKeyAlone() {
        return restsOnKey() && !isValidated && !isByProducer;
    }

    /** Whether both answers are good, and are so now. */
    public boolean isGood() {
        return isMet() && Verdict.isGood(verdict);
    }
}
