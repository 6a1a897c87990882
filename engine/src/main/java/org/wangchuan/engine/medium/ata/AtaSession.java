package org.wangchuan.engine.medium.ata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.ata.AtaRegisters;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;

/** A series of ATA commands to one drive, with a record of each. Not thread-safe. */
public final class AtaSession {
    private static final int GOOD = 0x00;
    private static final int CHECK_CONDITION = 0x02;
    private static final int DRIVER_SENSE =
            0x08; // scsi/scsi.h of kernels before 5.14; says only that there is sense data
    private static final HexFormat HEX = HexFormat.of();

    private final ScsiPort port;
    private final List<DeviceCommand> commands = new ArrayList<>();

    public AtaSession(ScsiPort port) {
        this.port = port;
    }

    /** A number or bytes that the drive gave, or why it gave none. */
    public sealed interface Reply<T> {}

    /** What the drive gave. */
    public record Given<T>(T value) implements Reply<T> {}

    /** Why there is nothing. */
    public record Withheld<T>(String reason) implements Reply<T> {}

    /** All commands so far, in order. */
    public List<DeviceCommand> commands() {
        return List.copyOf(commands);
    }

    /** IDENTIFY DEVICE. */
    public Reply<IdentifyDevice> identify() {
        return data(AtaCommand.IDENTIFY_DEVICE, IdentifyDevice::parse);
    }

    /** DEVICE CONFIGURATION IDENTIFY. */
    public Reply<DeviceConfiguration> deviceConfiguration() {
        return data(AtaCommand.DEVICE_CONFIGURATION_IDENTIFY, DeviceConfiguration::parse);
    }

    /** The LBA field that a command without data answers with. */
    public Reply<Long> address(AtaCommand command) {
        DeviceCommand.Answer answer = send(command);
        Optional<String> failure = transportFailure(answer);
        if (failure.isPresent()) {
            return new Withheld<>(command + ": " + failure.get());
        }
        DeviceCommand.Completed completed = (DeviceCommand.Completed) answer;
        Optional<AtaRegisters> registers = AtaRegisters.parse(HEX.parseHex(completed.sense()));
        if (registers.isEmpty()) {
            return new Withheld<>(command + ": the answer came without the drive's registers");
        }
        if (!registers.get().succeeded()) {
            return new Withheld<>(command + ": refused by the drive, status "
                    + hex(registers.get().status()) + ", error "
                    + hex(registers.get().error()));
        }
        return new Given<>(registers.get().address());
    }

    private <T> Reply<T> data(AtaCommand command, java.util.function.Function<byte[], Optional<T>> parser) {
        DeviceCommand.Answer answer = send(command);
        Optional<String> failure = transportFailure(answer);
        if (failure.isPresent()) {
            return new Withheld<>(command + ": " + failure.get());
        }
        DeviceCommand.Completed completed = (DeviceCommand.Completed) answer;
        if (completed.status() != GOOD) {
            return new Withheld<>(command + ": refused, sense " + completed.sense());
        }
        return parser.apply(HEX.parseHex(completed.data()))
                .<Reply<T>>map(Given::new)
                .orElseGet(
                        () -> new Withheld<>(command + ": the answer is not of the form that the standard gives it"));
    }

    private DeviceCommand.Answer send(AtaCommand command) {
        byte[] block = command.block();
        Instant at = Instant.now();
        long started = System.nanoTime();
        DeviceCommand.Answer answer = port.execute(block, command.readBytes());
        long durationMillis = (System.nanoTime() - started) / 1_000_000;
        commands.add(new DeviceCommand(command.toString(), HEX.formatHex(block), at, durationMillis, answer));
        return answer;
    }

    private static Optional<String> transportFailure(DeviceCommand.Answer answer) {
        return switch (answer) {
            case DeviceCommand.NotSent(int errno) ->
                Optional.of("the system did not pass it on: " + Errno.describe(errno));
            case DeviceCommand.Told _ -> Optional.of("the answer is none to a SCSI command");
            case DeviceCommand.Completed completed -> {
                if (completed.hostStatus() != 0 || (completed.driverStatus() & ~DRIVER_SENSE) != 0) {
                    yield Optional.of("the adapter failed, host " + hex(completed.hostStatus()) + ", driver "
                            + hex(completed.driverStatus()));
                }
                boolean known = completed.status() == GOOD || completed.status() == CHECK_CONDITION;
                yield known ? Optional.empty() : Optional.of("SCSI status " + hex(completed.status()));
            }
        };
    }

    private static String hex(int value) {
        return HEX.toHexDigits((byte) value) + "h";
    }
}
