package org.wangchuan.station.erase;

import java.io.IOException;
import org.wangchuan.proof.receipt.Receipt;

/**
 * Whoever must not miss a receipt. It is told as soon as the result is signed, before any file of the person who erases, whose folder may
 * take none, and before the job counts as finished: killed in between, the job is gone on with, and the listener is told of the same receipt
 * again. Called by the thread of the lane, of several lanes at once.
 */
@FunctionalInterface
public interface ReceiptListener {
    /** Hears nothing. */
    ReceiptListener NOBODY = (_, _) -> {};

    /**
     * A medium has its receipt.
     *
     * @throws IOException if it can't be kept; the job stays open then, and brings it again when it is resumed
     */
    void signed(Candidate.Ready target, Receipt receipt) throws IOException;

    /**
     * An earlier job on this medium was signed and never came to its end, and now another one begins: nobody will go on with that one.
     *
     * @throws IOException if it can't be kept; then nothing begins
     */
    default void leftBehind(Candidate.Ready target, Receipt receipt) throws IOException {
        signed(target, receipt);
    }
}
