package org.wangchuan.engine.medium.ata;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.ata.AtaRegisters;
import org.wangchuan.engine.command.scsi.ScsiRequest;
import org.wangchuan.engine.command.scsi.SenseData;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.medium.DeviceCommand;

/** A series of ATA commands, and questions of SCSI, to one drive, with a record of each. Not thread-safe. */
public final class AtaSession {
    private static final int GOOD = 0x00;
    private static final int CHECK_CONDITION = 0x02;
    private static final int DRIVER_SENSE =
            0x08; // scsi/scsi.h of kernels before 5.14; says only that there is sense data
    private static final int ILLEGAL_REQUEST = 5;
    private static final int INVALID_OPERATION_CODE = 0x20;
    private static final int MEDIUM_ERROR = 3;
    private static final int FORMAT_OR_SANITIZE_FAILED = 0x31;
    private static final int SANITIZE_FAILED = 0x03;
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

    /** What reads an answer of bytes. */
    public interface Reader<T> {
        /** What the bytes say. */
        T read(byte[] bytes) throws AnswerException;
    }

    /** A question to the drive as a SCSI device, which one that is no ATA drive answers. */
    public <T> Reply<T> scsi(ScsiRequest request, Reader<T> reader) {
        DeviceCommand.Answer answer = send(request.name(), request.block(), request.readBytes());
        Optional<String> failure = transportFailure(answer);
        if (failure.isPresent()) {
            return new Withheld<>(request.name() + ": " + failure.get());
        }
        DeviceCommand.Completed completed = (DeviceCommand.Completed) answer;
        if (completed.status() != GOOD) {
            return new Withheld<>(request.name() + ": refused, sense " + completed.sense());
        }
        try {
            return new Given<>(reader.read(HEX.parseHex(completed.data())));
        } catch (AnswerException e) {
            return new Withheld<>(request.name() + ": " + e.getMessage());
        }
    }

    /** Whether the last command is one that the drive itself does not know: INVALID COMMAND OPERATION CODE (SPC-5), from no adapter. */
    public boolean lastWasUnknown() {
        return lastSensed(ILLEGAL_REQUEST, INVALID_OPERATION_CODE, 0);
    }

    /**
     * Whether the last command came to a drive whose last sanitize failed, and which looks at few commands until another one succeeds: SANITIZE
     * COMMAND FAILED (SBC-4, 4.11), from no adapter.
     */
    public boolean lastMetFailedSanitize() {
        return lastSensed(MEDIUM_ERROR, FORMAT_OR_SANITIZE_FAILED, SANITIZE_FAILED);
    }

    private boolean lastSensed(int key, int code, int qualifier) {
        if (commands.isEmpty()
                || !(commands.getLast().answer() instanceof DeviceCommand.Completed completed)
                || completed.status() != CHECK_CONDITION
                || transportFailure(completed).isPresent()) {
            return false;
        }
        try {
            SenseData sense = SenseData.parse(HEX.parseHex(completed.sense()));
            return !sense.deferred() && sense.key() == key && sense.code() == code && sense.qualifier() == qualifier;
        } catch (AnswerException unreadable) {
            return false;
        }
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
        return send(command.toString(), command.block(), command.readBytes());
    }

    private DeviceCommand.Answer send(String name, byte[] block, int readBytes) {
        Instant at = Instant.now();
        long started = System.nanoTime();
        DeviceCommand.Answer answer = port.execute(block, readBytes);
        long durationMillis = (System.nanoTime() - started) / 1_000_000;
        commands.add(new DeviceCommand(name, HEX.formatHex(block), at, durationMillis, answer));
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
