package org.wangchuan.engine.medium.ata;

import java.util.HexFormat;
import org.wangchuan.engine.command.ErasingCommands;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.ScsiGeneric;
import org.wangchuan.engine.medium.DeviceCommand;

/** The drive behind an open descriptor, for the commands of one technique of erasing and no others ({@link ErasingCommands}). */
public final class KernelErasingPort {
    private static final HexFormat HEX = HexFormat.of();

    private final Kernel kernel;
    private final int descriptor;
    private final ErasingCommands allowed;

    /** @param descriptor stays the caller's, who closes it */
    public KernelErasingPort(Kernel kernel, int descriptor, ErasingCommands allowed) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.allowed = allowed;
    }

    /**
     * Runs it; blocks until the drive answers, or the kernel has given it up.
     *
     * @param sent what goes with it; nothing is read then
     * @throws IllegalArgumentException if the technique does not send such a command; it is not sent
     */
    public DeviceCommand.Answer execute(byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
        if (!allowed.scsi(command, sent)) {
            throw new IllegalArgumentException("not a command of " + allowed + ": " + HEX.formatHex(command));
        }
        ScsiGeneric.Answer answer = sent.length > 0
                ? ScsiGeneric.send(kernel, descriptor, command, sent, timeoutMillis)
                : ScsiGeneric.execute(kernel, descriptor, command, readBytes, timeoutMillis);
        return KernelPort.recorded(answer);
    }
}
