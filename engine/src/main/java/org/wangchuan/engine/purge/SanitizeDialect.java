package org.wangchuan.engine.purge;

import java.util.Optional;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.medium.DeviceCommand;

/** How a family of drives is told to begin, and how it says how far it is. */
interface SanitizeDialect {

    /** Begins; answered at once. */
    Message start();

    /** Asks for the state. */
    Message state();

    /** Whether that question is among the technique's own commands, not among those that change nothing. */
    boolean asksWithin();

    /** What the answer says, {@code NotTold} if nothing. */
    SanitizeState meaning(DeviceCommand answer);

    /** Leaves the failed state, with the data unsanitized; empty where there is no such state. */
    Optional<Message> leaveFailure();
}
