package org.wangchuan.engine.purge;

import java.util.Optional;
import org.wangchuan.engine.command.SanitizeState;
import org.wangchuan.engine.medium.DeviceCommand;

/** How a family of drives is told to begin, and how it says how far it is. */
interface SanitizeDialect {

    /** Begins; answered at once. */
    Message start();

    /**
     * Begins as well, and asks the drive to purge or to fail, where it has said that it can be asked so: sent first. To a drive that refuses it
     * {@link #start} is sent.
     */
    default Optional<Message> startPurging() {
        return Optional.empty();
    }

    /**
     * Begins as well, of a drive that is in restricted failure, and takes nothing else: no way out of a failure but another one that succeeds.
     * Empty where there is no such state. Never sent to a drive that has not said that it is in it.
     */
    Optional<Message> startRestricted();

    /**
     * Whether the refusal of {@link #start} is that of a drive in restricted failure. It counts only where the drive told before that its last one
     * failed.
     */
    boolean isRestricted(DeviceCommand refused);

    /** Asks for the state. */
    Message state();

    /** Whether that question is among the technique's own commands, not among those that change nothing. */
    boolean asksWithin();

    /** What the answer says, {@code NotTold} if nothing. */
    SanitizeState meaning(DeviceCommand answer);

    /** Asks how large the drive is, once it has ended; empty of NVMe devices, which are asked what they have at the end of the whole job. */
    Optional<Message> size();

    /** Leaves the failed state, with the data unsanitized; empty where there is no such state. */
    Optional<Message> leaveFailure();
}
