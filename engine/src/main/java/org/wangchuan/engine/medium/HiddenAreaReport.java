package org.wangchuan.engine.medium;

import java.util.List;

/**
 * A finding about hidden areas, with the commands that it rests on.
 *
 * @param commands in the order in which they were sent; empty if none was
 */
public record HiddenAreaReport(HiddenAreas finding, List<DeviceCommand> commands) {
    public HiddenAreaReport {
        commands = List.copyOf(commands);
    }
}
