package org.wangchuan.engine.medium.ata;

import java.util.HexFormat;
import org.wangchuan.engine.command.ReadOnlyCommands;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.ScsiGeneric;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * The device behind an open descriptor; nothing that could change it goes through ({@link ReadOnlyCommands}). What judges records never comes here: they are played back by {@link RecordedPort}.
 */
public final class KernelPort implements ScsiPort {
    /** A drive that spins up first needs ten seconds or more. */
    public static final int TIMEOUT_MILLIS = 15_000;

    private static final HexFormat HEX = HexFormat.of();

    private final Kernel kernel;
    private final int descriptor;
    private final int timeoutMillis;

    /** @param descriptor stays the caller's, who closes it */
    public KernelPort(Kernel kernel, int descriptor) {
        this(kernel, descriptor, TIMEOUT_MILLIS);
    }

    /**
     * With more or less patience.
     *
     * @param descriptor stays the caller's, who closes it
     * @param timeoutMillis after which the kernel gives a command up and resets the device, 1 or more
     */
    public KernelPort(Kernel kernel, int descriptor, int timeoutMillis) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.timeoutMillis = timeoutMillis;
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if it is none of the commands that are known to change nothing; it is not sent
     */
    @Override
    public DeviceCommand.Answer execute(byte[] command, int readBytes) {
        if (!ReadOnlyCommands.scsi(command)) {
            throw new IllegalArgumentException("not known to change nothing: " + HEX.formatHex(command));
        }
        return recorded(ScsiGeneric.execute(kernel, descriptor, command, readBytes, timeoutMillis));
    }

    static DeviceCommand.Answer recorded(ScsiGeneric.Answer answer) {
        return switch (answer) {
            case ScsiGeneric.NotSent(int negatedErrno) -> new DeviceCommand.NotSent(-negatedErrno);
            case ScsiGeneric.Completed completed ->
                new DeviceCommand.Completed(
                        completed.status(),
                        completed.hostStatus(),
                        completed.driverStatus(),
                        HEX.formatHex(completed.sense()),
                        HEX.formatHex(completed.data()));
        };
    }
}
