package org.wangchuan.engine.evidence;

import java.util.List;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * What a drive was asked of blocks that it has replaced or would, and of its errors: before anything is done to it, and each time that the job comes to its end.
 * It lowers no verdict, and raises none.
 *
 * @param commands at most {@value #COMMANDS_MAX}; empty if no answer came in time
 */
public record CountsTold(Moment moment, List<DeviceCommand> commands, String at) implements Event {
    public static final int COMMANDS_MAX = 4;

    /** When. */
    public enum Moment {
        /** Just after the plan. */
        BEFORE,
        /** The work is over. */
        AT_END
    }

    public CountsTold {
        commands = List.copyOf(commands);
    }
}
