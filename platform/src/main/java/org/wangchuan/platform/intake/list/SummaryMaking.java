package org.wangchuan.platform.intake.list;

import java.time.ZoneId;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;
import org.wangchuan.platform.intake.Actor;
import org.wangchuan.platform.intake.list.SummaryException.Code;

/**
 * Lets one summary be made at a time in this process: of a thousand devices each file is verified anew, which takes seconds of a connection and
 * of the list's locks, and whoever has a link may ask for it. Others are told to come back, and hold nothing meanwhile. Thread-safe.
 */
@Component
public class SummaryMaking {
    private final ListSummaries summaries;
    private final Semaphore place = new Semaphore(1);

    SummaryMaking(ListSummaries summaries) {
        this.summaries = summaries;
    }

    /**
     * As {@link ListSummaries#make}.
     *
     * @throws SummaryException also with code SUMMARY_BUSY
     */
    public ListSummary make(Batch batch, ZoneId zone, Actor by) throws SummaryException {
        if (!place.tryAcquire()) {
            throw new SummaryException(Code.SUMMARY_BUSY, "another is being made");
        }
        try {
            return summaries.make(batch, zone, by);
        } finally {
            place.release();
        }
    }
}
