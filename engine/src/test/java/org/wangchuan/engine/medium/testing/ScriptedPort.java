package org.wangchuan.engine.medium.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.ata.ScsiPort;

/** A device that expects exact commands in an exact order, answers each as told, and fails on anything else and on what was not asked. */
public final class ScriptedPort implements ScsiPort, AutoCloseable {
    private final Deque<Step> steps = new ArrayDeque<>();

    private record Step(String command, int readBytes, DeviceCommand.Answer answer) {}

    /** The next command, its bytes in hexadecimal with or without blanks, and what is answered. */
    public ScriptedPort expect(String command, int readBytes, DeviceCommand.Answer answer) {
        steps.add(new Step(command.replace(" ", ""), readBytes, answer));
        return this;
    }

    public static DeviceCommand.Answer data(byte[] bytes) {
        return new DeviceCommand.Completed(0, 0, 0, "", HexFormat.of().formatHex(bytes));
    }

    public static DeviceCommand.Answer sense(byte[] sense) {
        return new DeviceCommand.Completed(2, 0, 8, HexFormat.of().formatHex(sense), "");
    }

    @Override
    public DeviceCommand.Answer execute(byte[] command, int readBytes) {
        String sent = HexFormat.of().formatHex(command);
        if (steps.isEmpty()) {
            throw new AssertionError("expected no command, got " + sent);
        }
        Step step = steps.remove();
        if (!step.command.equals(sent) || step.readBytes != readBytes) {
            throw new AssertionError("expected " + step.command + " reading " + step.readBytes + ", got " + sent
                    + " reading " + readBytes);
        }
        return step.answer;
    }

    @Override
    public void close() {
        if (!steps.isEmpty()) {
            throw new AssertionError(
                    steps.size() + " commands were never sent, the next is " + steps.element().command);
        }
    }
}
