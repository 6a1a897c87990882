package org.wangchuan.engine.evidence;

import java.util.List;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * Whether what a pass had written was left without anybody watching, and was not read whole since. Somebody may have written to the medium in between, anywhere on it; what
 * goes on with the pass writes no block a second time, and a sample passes over most of them.
 */
public final class Unwatched {
    private Unwatched() {}

    /** After these events, of the pass that began last; false if none has. Also of a record that is still open. */
    public static boolean after(List<Event> events) {
        boolean unwatched = false;
        VerifyMode mode = VerifyMode.SAMPLE;
        for (Event event : events) {
            switch (event) {
                case Event.PassStarted _ -> unwatched = false;
                case Event.Resumed e -> unwatched |= leaves(e);
                case Event.VerificationStarted e -> mode = e.mode();
                case Event.VerificationFinished e ->
                    unwatched &= !(mode == VerifyMode.FULL && e.end() == Event.VerificationEnd.COMPLETED);
                default -> {}
            }
        }
        return unwatched;
    }

    /** Before a pass goes on what it has written is read again, of much of it the last part alone; before it is read back nothing is. */
    private static boolean leaves(Event.Resumed resumed) {
        return switch (resumed.phase()) {
            case WRITE -> resumed.checkedBytes() < resumed.fromBytes();
            case VERIFY -> true;
            case BETWEEN, NATIVE -> false;
        };
    }
}
