package org.wangchuan.station.phone;

import java.util.Optional;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.contact.PhoneContact;
import org.wangchuan.engine.phone.evidence.PhoneHistory;
import org.wangchuan.engine.phone.evidence.PhoneIdentity.Sameness;
import org.wangchuan.engine.phone.job.PhoneJob;
import org.wangchuan.engine.phone.read.Reading;

/**
 * Whether the phone of a job, once it was set off, is there at its end: what it is then counts, whoever ends it. Nobody is asked anything, and the phone only what it shows
 * anybody. Not thread-safe.
 */
final class LastLook {
    private final PhoneJob job;
    private final CableWatch watch;
    private final PhoneTalk talk;

    LastLook(PhoneJob job, CableWatch watch, PhoneTalk talk) {
        this.job = job;
        this.watch = watch;
        this.talk = talk;
    }

    /** Whether it is known to be there. What is seen only now is recorded; what hangs there and is another, or nobody knows which, is not. */
    boolean findsIt() throws JournalException, PeopleAwayException {
        if (watch.isGone()) {
            return false;
        }
        if (job.isLookedAt()) {
            return !isLost();
        }
        // After an interruption the record says what hung there then, and nobody knows what does now.
        Optional<Reading> now = watch.seen().there().flatMap(this::unasked).filter(this::isOfThisJob);
        if (now.isPresent() && !job.isFull()) {
            job.seen(now.get());
        }
        return now.isPresent();
    }

    /** Whether it was known once it was back, and of what hangs there now nobody knows whether it is it. */
    private boolean isLost() {
        PhoneHistory history = job.history();
        return !history.isNumberShared()
                && job.sameness() == Sameness.UNKNOWN
                && history.everSince().stream()
                        .anyMatch(seen -> seen.identity().compared(history.identity()) == Sameness.SAME);
    }

    private boolean isOfThisJob(Reading reading) {
        return reading.identity().compared(job.history().identity()) == Sameness.SAME;
    }

    /** Whatever is wrong with looking at it: what was set off has to come to its end, and what is not seen is not there. */
    private Optional<Reading> unasked(PhoneContact contact) {
        try {
            return talk.unasked(contact).got();
        } catch (RuntimeException _) {
            return Optional.empty();
        }
    }
}
