package org.wangchuan.station.erase;

import java.io.IOException;
import org.wangchuan.proof.receipt.Receipt;

/**
 * Whoever must not miss a receipt. It is told once the files are written, and before the job counts as finished: killed in between, the
 * job is gone on with, and the listener is told of the same receipt again. Called by the thread of the lane, of several lanes at once.
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
    void written(Candidate.Ready target, Receipt receipt) throws IOException;
}
