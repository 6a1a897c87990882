package org.wangchuan.engine.job;

import org.wangchuan.engine.evidence.Event;
import org.wangchuan.engine.evidence.Evidence;

/** How a run of a job ended. */
public sealed interface JobEnd {

    /** The record is complete, whatever it says. */
    record Finished(Evidence evidence) implements JobEnd {}

    /**
     * The work stopped and can be resumed.
     *
     * @param code why, for programs
     * @param journalFailure why, for people; empty if somebody asked for the stop
     */
    record Interrupted(int pass, Event.Phase phase, StopCode code, String journalFailure) implements JobEnd {
        /** Somebody asked for it. */
        public Interrupted(int pass, Event.Phase phase) {
            this(pass, phase, StopCode.STOPPED, "");
        }
    }

    /**
     * The drive lets more of itself be addressed now than the kernel knew when it was opened: its size is to be read anew, the medium examined and
     * opened again, and the job resumed.
     */
    record SizeChanged() implements JobEnd {}

    /**
     * Resuming was refused: the medium does not hold what the journal says was written. Nothing was touched.
     *
     * @param expected what must be there
     * @param found what is there
     * @param why what that comes down to
     */
    record NotRecognised(String expected, String found, Why why) implements JobEnd {
        /** Something else, or nothing that can be read. */
        NotRecognised(String expected, String found, boolean unreadable) {
            this(expected, found, unreadable ? Why.UNREADABLE : Why.OTHER_CONTENTS);
        }

        /** Whether what must be there could not be read at all: it may be there all the same. */
        public boolean unreadable() {
            return why == Why.UNREADABLE;
        }
    }

    /** Why a medium is not recognised. */
    enum Why {
        /** It holds something else. */
        OTHER_CONTENTS,
        /** It could not be read at all. */
        UNREADABLE,
        /** Another one may look the same. */
        INDISTINCT,
        /** The same, and nothing is known to have been done to it yet: whoever gives the job up loses nothing by it. */
        INDISTINCT_AND_UNTOUCHED
    }
}
