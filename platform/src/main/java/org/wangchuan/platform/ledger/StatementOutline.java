package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a verified statement about a medium says, without the file that shows it.
 *
 * @param eventId of the clearing statement
 * @param medium its model, or what the station calls it
 * @param serialTail the last characters of the medium's serial number
 * @param verdict as it was signed
 * @param isConforming whether each clause is satisfied, or left open by the evidence and validated by a named person
 * @param unmet the clauses that are neither
 * @param isValidated whether a named person answers for a clause that the evidence left open
 * @param notProved what it says itself that it does not prove: codes, words under {@code ledger.not-proved.CODE}
 * @param hasCertificate whether its receipt has become a certificate
 * @param at when the statement was made, by the station's clock
 */
public record StatementOutline(
        UUID eventId,
        UUID order,
        String medium,
        Optional<String> serialTail,
        String verdict,
        boolean isConforming,
        List<String> unmet,
        boolean isValidated,
        List<String> notProved,
        boolean hasCertificate,
        Instant at) {
    public StatementOutline {
        unmet = List.copyOf(unmet);
        notProved = List.copyOf(notProved);
    }

    /** Whether both answers are good. */
    public boolean isGood() {
        return isConforming && (verdict.equals("purged") || verdict.equals("cleared"));
    }
}
