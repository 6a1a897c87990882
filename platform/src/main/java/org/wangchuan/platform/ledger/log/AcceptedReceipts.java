package org.wangchuan.platform.ledger.log;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.verify.VerifiedReceipt;

/**
 * What receipts that were verified a moment ago have to have in the log, so that they need not be read once more. It is only a
 * saving: what is not here is read from the database, and what is here counts only for the very same text. Holds the newest
 * {@value #MOST}. Thread-safe.
 */
@Component
public final class AcceptedReceipts {
    /** Of about 5 KB each; two rounds of the log's work. */
    private static final int MOST = 2 * LogOutbox.AT_ONCE;

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<UUID, Accepted> newest = new LinkedHashMap<>();

    private record Accepted(String text, StatementEntries entries) {}

    /**
     * Remembers one that was verified; it may still not be stored.
     *
     * @param text what was verified
     */
    public void remember(String text, Receipt receipt, VerifiedReceipt verified) {
        StatementEntries entries = StatementEntries.of(receipt, verified);
        UUID event = verified.clearing().head().eventId();
        lock.lock();
        try {
            newest.remove(event);
            newest.put(event, new Accepted(text, entries));
            if (newest.size() > MOST) {
                newest.pollFirstEntry();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its entries, if it was this text; they are asked for once. */
    Optional<StatementEntries> take(UUID event, String text) {
        lock.lock();
        try {
            return Optional.ofNullable(newest.remove(event))
                    .filter(accepted -> accepted.text().equals(text))
                    .map(Accepted::entries);
        } finally {
            lock.unlock();
        }
    }
}
