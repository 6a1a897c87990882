package org.wangchuan.engine.medium.ata;

import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Difference;

/**
 * Plays a record of commands back: each request is answered as it once was. Whoever asks for something else than what is recorded next
 * gets no answer, and the record is not one of what was asked. Not thread-safe.
 */
public final class RecordedPort implements ScsiPort {
    private static final String REQUEST = "request";
    private static final String NO_FURTHER = "no further command";
    private static final int NO_ANSWER = 5; // EIO; what is made of it counts for nothing, see difference()

    private final List<DeviceCommand> commands;
    private int next;
    private Optional<Difference> difference = Optional.empty();

    public RecordedPort(List<DeviceCommand> commands) {
        this.commands = List.copyOf(commands);
    }

    @Override
    public DeviceCommand.Answer execute(byte[] command, int readBytes) {
        String request = HexFormat.of().formatHex(command);
        if (next == commands.size()) {
            return refuse(REQUEST, request, NO_FURTHER);
        }
        DeviceCommand recorded = commands.get(next++);
        if (!recorded.request().equals(request)) {
            return refuse(REQUEST, request, recorded.request());
        }
        int read = data(recorded.answer()).length() / 2;
        if (read > readBytes) {
            return refuse("data", "at most " + readBytes + " bytes", read + " bytes");
        }
        return recorded.answer();
    }

    private static String data(DeviceCommand.Answer answer) {
        return switch (answer) {
            case DeviceCommand.NotSent _ -> "";
            case DeviceCommand.Completed completed -> completed.data();
            case DeviceCommand.Told(int _, long _, String data) -> data;
        };
    }

    /** How the record is not one of the commands that were asked for, the first such place; empty if it is, and nothing is left of it. */
    public Optional<Difference> difference() {
        return difference.isPresent() || next == commands.size()
                ? difference
                : Optional.of(
                        new Difference(REQUEST, NO_FURTHER, commands.get(next).request()));
    }

    /** Whether all that is recorded was asked for, in order, and more. */
    public boolean ranOut() {
        return difference.filter(one -> one.found().equals(NO_FURTHER)).isPresent();
    }

    private DeviceCommand.Answer refuse(String what, String expected, String found) {
        if (difference.isEmpty()) {
            difference = Optional.of(new Difference(what, expected, found));
        }
        return new DeviceCommand.NotSent(NO_ANSWER);
    }
}
