package org.wangchuan.engine.medium.mmc;

import java.util.HexFormat;
import org.wangchuan.engine.command.ErasingCommands;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.DeviceCommand;

/** The card behind an open descriptor, for the commands of one technique of erasing and no others ({@link ErasingCommands}). */
public final class KernelErasingMmcPort {
    private final Kernel kernel;
    private final int descriptor;
    private final ErasingCommands allowed;

    /** @param descriptor of the whole device; stays the caller's, who closes it */
    public KernelErasingMmcPort(Kernel kernel, int descriptor, ErasingCommands allowed) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.allowed = allowed;
    }

    /**
     * Runs a row; blocks until the card is no longer busy, or the kernel has given it up.
     *
     * @param row with the time that each command is given (0 for the driver's own) and no response
     * @throws IllegalArgumentException if the technique does not send such a row; it is not sent
     */
    public DeviceCommand.Answer execute(byte[] row) {
        if (!allowed.mmc(row)) {
            throw new IllegalArgumentException(
                    "not a command of " + allowed + ": " + HexFormat.of().formatHex(row));
        }
        return MmcRows.run(kernel, descriptor, row, 0);
    }
}
