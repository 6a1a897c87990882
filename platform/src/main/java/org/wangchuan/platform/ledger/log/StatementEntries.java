package org.wangchuan.platform.ledger.log;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.proof.log.NewEntry;
import org.wangchuan.proof.receipt.Logged;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.statement.LogEntry;
import org.wangchuan.proof.statement.StatementHead;
import org.wangchuan.proof.statement.StatementReader;

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

    private static NewEntry entry(Logged logged) throws VerificationException {
        StatementHead head = StatementReader.read(logged.statement()).head();
        UUID event = head.eventId();
        return new NewEntry(event, LogEntry.of(logged.nonce(), head, logged.statement()));
    }
}
