package org.wangchuan.station.erase;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.job.StopCode;
import org.wangchuan.engine.verdict.ClauseState;
import org.wangchuan.engine.verdict.Verdict;
import org.wangchuan.proof.receipt.Receipt;
import org.wangchuan.station.certify.Certification;
import org.wangchuan.station.receipt.ReceiptFiles;

/** How a lane ended. */
public sealed interface LaneEnd {

    /**
     * The record is complete and the receipt is written, whatever it says.
     *
     * @param certification absent if nobody wanted a certificate at once
     */
    record Finished(
            Evidence evidence,
            Verdict verdict,
            List<ClauseState> conformity,
            Receipt receipt,
            ReceiptFiles files,
            Optional<Certification> certification)
            implements LaneEnd {
        public Finished {
            conformity = List.copyOf(conformity);
        }

        Finished with(Certification end) {
            return new Finished(evidence, verdict, conformity, receipt, files, Optional.of(end));
        }
    }

    /**
     * It can be resumed.
     *
     * @param code why, for programs
     * @param cause why, for people; empty if somebody asked for the stop
     * @param receiptOnly whether the erasure is done and signed, and only the folder for receipts does not take them
     */
    record Interrupted(int pass, Event.Phase phase, StopCode code, String cause, boolean receiptOnly)
            implements LaneEnd {}

    /**
     * It was cut short, and the station's state holds no record of the job that could be gone on with.
     *
     * @param begun whether there was one: it may come back with the state folder; else nothing was written to the medium
     * @param folder where the record would be
     * @param cause why it was cut short, for people; empty if somebody asked for the stop
     */
    record Unrecorded(boolean begun, Path folder, String cause) implements LaneEnd {}

    /** Nothing was written to the medium by this run; an interrupted job before it may have written. */
    record Refused(Refusal refusal) implements LaneEnd {}

    /** Something in this program is wrong; the job can be resumed or looked into. */
    record Broken(Throwable cause) implements LaneEnd {}
}
