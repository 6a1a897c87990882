package org.wangchuan.engine.purge;

import java.util.List;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * What the record holds of an attempt that is gone on with.
 *
 * @param before the state, asked before its first command
 * @param commanded what was sent, with the answers
 * @param told what the drive said since
 * @param goneOn whether it was begun by who is not here any more: a command may have been sent that is not on record
 */
public record Attempt(
        List<DeviceCommand> before, List<DeviceCommand> commanded, List<DeviceCommand> told, boolean goneOn) {
    public Attempt {
        before = List.copyOf(before);
        commanded = List.copyOf(commanded);
        told = List.copyOf(told);
    }

    /** One that begins. */
    public static Attempt begun(List<DeviceCommand> before) {
        return new Attempt(before, List.of(), List.of(), false);
    }
}
