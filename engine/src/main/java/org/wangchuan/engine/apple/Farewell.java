package org.wangchuan.engine.apple;

import java.util.Optional;

/**
 * What was left behind when a pairing ended.
 *
 * @param unpaired whether the device was told to forget this host, or doesn't know it (any more)
 * @param stillToDo what could not be done, for a later try; the private keys are gone in any case
 * @param otherRecord whether usbmuxd holds a pairing record of this device that isn't of this job, such as the one that it makes itself unless it was
 *     started with {@code --no-preflight}; empty if it could not be asked
 */
public record Farewell(boolean unpaired, Optional<PairingDebt> stillToDo, Optional<Boolean> otherRecord) {
    /** Whether nothing of this job's pairing is left. */
    public boolean complete() {
        return stillToDo.isEmpty();
    }
}
