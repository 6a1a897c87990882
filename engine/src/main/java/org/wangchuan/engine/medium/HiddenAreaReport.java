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

    /**
     * One command to a device, as it was sent and answered.
     *
     * @param command its name and code
     * @param request the command block in hexadecimal
     * @param answer status, sense data and data in hexadecimal, or why there is none
     */
    public record DeviceCommand(String command, String request, String answer, long durationMillis) {}
}
