package org.wangchuan.engine.purge;

import java.io.IOException;
import java.util.List;
import org.wangchuan.engine.medium.DeviceCommand;

/** One technique on one drive. */
interface Procedure {

    /** What is asked just before it begins, for the record: the state from before is never its result. */
    List<Message> before();

    /** Whether nothing more has to be asked once this was answered. */
    default boolean suffices(DeviceCommand answer) {
        return false;
    }

    /**
     * Whether these questions are of those that change nothing; otherwise they are among the technique's own.
     */
    default boolean asksWithin() {
        return false;
    }

    /**
     * Carries it out, or goes on with it from where the record left off. Any number of times, in one thread.
     *
     * @throws IOException if it can't be written down; what was sent then can be found out by asking the drive
     */
    AttemptEnd run(DriveLine line, PurgeRecord record, Attempt soFar) throws IOException;

    /** Whether nothing of another erasure is at work, so that it can begin; waits until then. Empty-handed it says why not. */
    AttemptEnd settle(DriveLine line) throws IOException;
}
