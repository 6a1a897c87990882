package org.wangchuan.engine.medium.ata;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.ScsiGeneric;

/** A series of ATA commands to one drive, with a record of each. Not thread-safe. */
public final class AtaSession {
    private static final int GOOD = 0x00;
    private static final int CHECK_CONDITION = 0x02;
    private static final int DRIVER_SENSE =
            0x08; // scsi/scsi.h of kernels before 5.14; says only that there is sense data
    private static final HexFormat HEX = HexFormat.of();

    private final ScsiPort port;
    private final List<Exchange> exchanges = new ArrayList<>();

    public AtaSession(ScsiPort port) {
        this.port = port;
    }

    /**
     * One command as it was sent and answered, for the evidence.
     *
     * @param request the command block in hexadecimal
     * @param answer status, sense data and data in hexadecimal, or why there is none
     */
    public record Exchange(String command, String request, String answer, long durationMillis) {}

    /** A number or bytes that the drive gave, or why it gave none. */
    public sealed interface Reply<T> {}

    /** What the drive gave. */
    public record Given<T>(T value) implements Reply<T> {}

    /** Why there is nothing. */
    public record Withheld<T>(String reason) implements Reply<T> {}

    /** All commands so far, in order. */
    public List<Exchange> exchanges() {
        return List.copyOf(exchanges);
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
        ScsiGeneric.Answer answer = send(command);
        Optional<String> failure = transportFailure(answer);
        if (failure.isPresent()) {
            return new Withheld<>(command + ": " + failure.get());
        }
        ScsiGeneric.Completed completed = (ScsiGeneric.Completed) answer;
        Optional<AtaRegisters> registers = AtaRegisters.parse(completed.sense());
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
        ScsiGeneric.Answer answer = send(command);
        Optional<String> failure = transportFailure(answer);
        if (failure.isPresent()) {
            return new Withheld<>(command + ": " + failure.get());
        }
        ScsiGeneric.Completed completed = (ScsiGeneric.Completed) answer;
        if (completed.status() != GOOD) {
            return new Withheld<>(command + ": refused, sense " + HEX.formatHex(completed.sense()));
        }
        return parser.apply(completed.data())
                .<Reply<T>>map(Given::new)
                .orElseGet(
                        () -> new Withheld<>(command + ": the answer is not of the form that the standard gives it"));
    }

    private ScsiGeneric.Answer send(AtaCommand command) {
        byte[] block = command.block();
        long started = System.nanoTime();
        ScsiGeneric.Answer answer = port.execute(block, command.readBytes());
        long durationMillis = (System.nanoTime() - started) / 1_000_000;
        exchanges.add(new Exchange(command.toString(), HEX.formatHex(block), describe(answer), durationMillis));
        return answer;
    }

    private static Optional<String> transportFailure(ScsiGeneric.Answer answer) {
        return switch (answer) {
            case ScsiGeneric.NotSent(int errno) ->
                Optional.of("the system did not pass it on: " + Errno.describe(errno));
            case ScsiGeneric.Completed completed -> {
                if (completed.hostStatus() != 0 || (completed.driverStatus() & ~DRIVER_SENSE) != 0) {
                    yield Optional.of("the adapter failed, host " + hex(completed.hostStatus()) + ", driver "
                            + hex(completed.driverStatus()));
                }
                boolean known = completed.status() == GOOD || completed.status() == CHECK_CONDITION;
                yield known ? Optional.empty() : Optional.of("SCSI status " + hex(completed.status()));
            }
        };
    }

    private static String describe(ScsiGeneric.Answer answer) {
        return switch (answer) {
            case ScsiGeneric.NotSent(int errno) -> Errno.describe(errno);
            case ScsiGeneric.Completed completed ->
                "status=" + hex(completed.status()) + " host=" + hex(completed.hostStatus()) + " driver="
                        + hex(completed.driverStatus()) + " sense=" + HEX.formatHex(completed.sense()) + " data="
                        + HEX.formatHex(completed.data());
        };
    }

    private static String hex(int value) {
        return HEX.toHexDigits((byte) value) + "h";
    }
}
