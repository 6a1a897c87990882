package org.wangchuan.platform.ledger;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.HiddenAreas;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatementReader;

/**
 * A verified statement about the device of an order, with the files that show it to anyone.
 *
 * @param eventId of the clearing statement
 * @param medium its model, or what the station calls it
 * @param serialTail the last characters of the medium's serial number
 * @param receiptJson the receipt, byte for byte as the station sent it
 * @param certificateJson the certificate, once there is one
 * @param verdict as it was signed: {@code purged}, {@code cleared}, {@code partial}, {@code unproven}, {@code failed}
 * @param isConforming whether each clause is satisfied, or left open by the evidence and validated by a named person, or met by a maker's word
 * @param clauses in the order of the rule set, as they were signed
 * @param standing how it stands in the operator's log
 * @param trustPath where the list is that its files are checked with
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
        Standing standing,
        String trustPath,
        Instant at) {
    /** The clause, in all rule sets, that asks to look for areas that an ATA drive hides from its host. */
    static final String HIDDEN_AREAS = "hidden-areas";

    /** How a statement stands in the operator's log. The names are those of words: {@code ledger.standing.NAME}. */
    public enum Standing {
        /** There is a certificate, and it was verified. */
        CERTIFIED,
        /** It is in the log; witnesses have to cosign first. */
        ENTERED,
        /** It is in the log, and nobody outside the operator is asked to witness that: there will be no certificate. */
        UNWITNESSED,
        /** It is on its way into the log. */
        WAITING,
        /** A live order's: a key that its station had delegated has signed it, and the operator's log does not take it in. */
        DELEGATED,
        /** What is kept of it can't be read any more: somebody must look. */
        UNREADABLE,
        /** The log has something else for it, or its certificate does not verify: somebody must look. */
        REFUSED;

        /** Its part of a word's key. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public StatementFile {
        clauses = List.copyOf(clauses);
    }

    /**
     * Whether a clause asks for what this kind of medium does not have. Its rule set counts it as met then; but nothing was looked for, and
     * no page may say that it was. Where the receipt can't be read, nothing is said of it either way.
     */
    public boolean isInapplicable(Clause clause) {
        return clause.id().equals(HIDDEN_AREAS)
                && clause.isSatisfied()
                && hiddenAreas()
                        .filter(HiddenAreas.State.NOT_APPLICABLE::equals)
                        .isPresent();
    }

    /** What it says beside its verdict, if it is about a phone. Where the receipt can't be read, nothing is said. */
    public Optional<PhoneResult> phone() {
        return PhoneResult.of(receiptJson);
    }

    private Optional<HiddenAreas.State> hiddenAreas() {
        try {
            Receipt receipt = Receipt.parse(receiptJson.getBytes(StandardCharsets.UTF_8));
            return StatementReader.read(receipt.clearing().statement()) instanceof Statement.Clearing clearing
                    ? clearing.disclosed().work().map(work -> work.hiddenAreas().state())
                    : Optional.empty();
        } catch (VerificationException _) {
            return Optional.empty();
        }
    }
}
