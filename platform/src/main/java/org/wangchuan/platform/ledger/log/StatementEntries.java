package org.wangchuan.platform.ledger.log;

import java.nio.charset.StandardCharsets;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;
import org.wangchuan.proof.verify.VerifiedReceipt;

/**
 * What a receipt that was accepted has to have in the log. The bytes are those that the station would send itself: they follow
 * from the statement and its nonce.
 */
record StatementEntries(NewEntry start, NewEntry clearing) {
    static StatementEntries of(String receiptJson) {
        try {
            Receipt receipt = Receipt.parse(receiptJson.getBytes(StandardCharsets.UTF_8));
            return new StatementEntries(entry(receipt.start()), entry(receipt.clearing()));
        } catch (VerificationException e) {
            throw new IllegalStateException("a receipt that was accepted can be read", e);
        }
    }

    /** The same, of one that was read and verified before. */
    static StatementEntries of(Receipt receipt, VerifiedReceipt verified) {
        return new StatementEntries(
                entry(receipt.start(), verified.start().head()),
                entry(receipt.clearing(), verified.clearing().head()));
    }

    private static NewEntry entry(Logged logged) throws VerificationException {
        return entry(logged, StatementReader.read(logged.statement()).head());
    }

    private static NewEntry entry(Logged logged, StatementHead head) {
        return new NewEntry(head.eventId(), LogEntry.of(logged.nonce(), head, logged.statement()));
    }
}
