package org.wangchuan.station.erase;

import java.util.List;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.receipt.ReceiptFiles;

/** How a lane ended. */
public sealed interface LaneEnd {

    /** The record is complete and the receipt is written, whatever it says. */
    record Finished(
            Evidence evidence, Verdict verdict, List<ClauseState> conformity, Receipt receipt, ReceiptFiles files)
            implements LaneEnd {
        public Finished {
            conformity = List.copyOf(conformity);
        }
    }

    /**
     * It can be resumed.
     *
     * @param cause why, for people; empty if somebody asked for the stop
     * @param receiptOnly whether the erasure is done and signed, and only the folder for receipts does not take them
     */
    record Interrupted(int pass, Event.Phase phase, String cause, boolean receiptOnly) implements LaneEnd {}

    /** Nothing was written to the medium. */
    record Refused(Refusal refusal) implements LaneEnd {}

    /** Something in this program is wrong; the job can be resumed or looked into. */
    record Broken(Throwable cause) implements LaneEnd {}
}
