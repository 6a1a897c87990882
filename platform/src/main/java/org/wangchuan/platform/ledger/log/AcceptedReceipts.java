package org.wangchuan.platform.ledger.log;

import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.proof.verify.VerifiedReceipt;

/**
 * What receipts that were verified a moment ago have to have in the log, so that they need not be read once more. It is only a
 * saving: what is not here is read from the database, and what is here counts only for the very same text. Holds the newest ones, of
 * {@value #CHARS_MAX} characters together. Thread-safe.
 */
@Component
public final class AcceptedReceipts {
    /** Some rounds of the log's work, at about 5,000 each. */
    private static final int CHARS_MAX = 8_000_000;

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<UUID, Accepted> newest = new LinkedHashMap<>();

    private int chars;

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
            forget(newest.remove(event));
            newest.put(event, new Accepted(text, entries));
            chars += text.length();
            while (chars > CHARS_MAX) {
                forget(newest.pollFirstEntry().getValue());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Its entries, if it was this text; they are asked for once. */
    Optional<StatementEntries> take(UUID event, String text) {
        lock.lock();
        try {
            Accepted found = newest.remove(event);
            forget(found);
            return Optional.ofNullable(found)
                    .filter(accepted -> accepted.text().equals(text))
                    .map(Accepted::entries);
        } finally {
            lock.unlock();
        }
    }

    private void forget(@Nullable Accepted one) {
        if (one != null) {
            chars -= one.text().length();
        }
    }
}
