package org.wangchuan.station.phone;

import java.io.IOException;
import java.util.Optional;
import java.util.UUID;

/**
 * The task of a platform that a phone is erased for. Its job bears the same name, so that whoever comes back finds it.
 *
 * @param id of the task, and of the job
 * @param order the work order's code, for people
 */
public record PhoneTask(UUID id, String order, Claim claim) {
    /** Takes the task: after that there is no way back for the owner. */
    @FunctionalInterface
    public interface Claim {
        /**
         * Asks whether what shows this number is the phone of the order, as far as there is anything to compare: called before its owner is asked to let it be read, and
         * nothing is claimed by it. As {@link #isGranted} does, it asks until there is an answer.
         *
         * @param serial the number that the statement would name it by, of what it shows to anybody; empty if it shows none
         * @return false if it is another, or the task is over: then it is not read
         */
        default boolean isItsPhone(Optional<String> serial) throws PeopleAwayException {
            return true;
        }

        /**
         * Asks, as often and as long as no answer comes; called right before the start is signed and anything is set off, in the thread of the lane. Asked
         * again in each run, when it was off the cable since, and when it shows another number.
         *
         * @param serial the number that the statement will name the phone by; empty if it shows none of one phone
         * @return false if it was refused for good: then nothing may be set off
         * @throws PeopleAwayException if somebody wishes to stop
         * @throws IOException if what was granted can't be kept
         */
        boolean isGranted(Optional<String> serial) throws PeopleAwayException, IOException;

        /**
         * Asks whether what was granted in an earlier run still is, under the number that it was granted for: it may have been given up since. As
         * {@link #isGranted} does, it asks until there is an answer.
         *
         * @param serial what it shows now, for a task of which no number is kept
         * @return false if it was refused for good: then no phone may be told anything more
         */
        default boolean isStillGranted(Optional<String> serial) throws PeopleAwayException, IOException {
            return isGranted(serial);
        }
    }
}
