package org.wangchuan.engine.medium.mmc;

import java.util.HexFormat;
import java.util.List;
import org.wangchuan.engine.command.ReadOnlyCommands;
import org.wangchuan.engine.command.mmc.ExtendedCsd;
import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.DeviceCommand;

/** The card behind an open descriptor; nothing that could change it goes through ({@link ReadOnlyCommands}). A call may block for as long as the kernel does. */
public final class KernelMmcPort implements MmcPort {
    private static final int DRIVERS_OWN_TIME = 0;
    private static final int SEND_EXT_CSD = 8;

    private final Kernel kernel;
    private final int descriptor;

    /** @param descriptor of the whole device; stays the caller's, who closes it */
    public KernelMmcPort(Kernel kernel, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if it is none of the commands that are known to change nothing; it is not sent
     */
    @Override
    public DeviceCommand.Answer execute(MmcRequest request) {
        return execute(MmcRequest.row(List.of(request), DRIVERS_OWN_TIME), request.readBytes());
    }

    /**
     * The same by the bytes of a {@code struct mmc_ioc_multi_cmd}.
     *
     * @throws IllegalArgumentException if it is none of the commands that are known to change nothing; it is not sent
     */
    public DeviceCommand.Answer execute(byte[] row, int readBytes) {
        boolean reads = MmcRow.parse(row)
                .filter(one -> one.commands().getFirst().opcode() == SEND_EXT_CSD)
                .isPresent();
        if (!ReadOnlyCommands.mmc(row) || readBytes != (reads ? ExtendedCsd.BYTES : 0)) {
            throw new IllegalArgumentException(
                    "not known to change nothing: " + HexFormat.of().formatHex(row));
        }
        return MmcRows.run(kernel, descriptor, row, readBytes);
    }
}
