package org.wangchuan.platform.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * A verified statement about the device of an order, with the files that show it to anyone.
 *
 * @param eventId of the clearing statement
 * @param medium its model, or what the station calls it
 * @param serialTail the last characters of the medium's serial number
 * @param receiptJson the receipt, byte for byte as the station sent it
 * @param certificateJson the certificate, once there is one
 * @param verdict as it was signed: {@code purged}, {@code cleared}, {@code partial}, {@code unproven}, {@code failed}
 * @param isConforming whether each clause is satisfied, or left open by the evidence and validated by a named person
 * @param clauses in the order of the rule set, as they were signed
 * @param at when the statement was made, by the station's clock
 */
public record StatementFile(
        UUID eventId,
        UUID order,
        String medium,
        Optional<String> serialTail,
        String receiptJson,
        Optional<String> certificateJson,
        String verdict,
        boolean isConforming,
        List<Clause> clauses,
        Instant at) {
    public StatementFile {
        clauses = List.copyOf(clauses);
    }
}
