package org.wangchuan.engine.medium.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.wangchuan.engine.command.ErasingCommands;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.DeviceCommand;

/** The controller of the namespace behind an open descriptor, for the commands of one technique of erasing and no others ({@link ErasingCommands}). */
public final class KernelErasingNvmePort {
    private final Kernel kernel;
    private final int descriptor;
    private final ErasingCommands allowed;
    private final long namespace;

    /**
     * A way in.
     *
     * @param descriptor stays the caller's, who closes it
     * @param namespace the number of the namespace behind it
     */
    public KernelErasingNvmePort(Kernel kernel, int descriptor, ErasingCommands allowed, long namespace) {
        this.kernel = kernel;
        this.descriptor = descriptor;
        this.allowed = allowed;
        this.namespace = namespace;
    }

    /**
     * Runs it; blocks until the controller answers, or the kernel has given it up and reset it.
     *
     * @param structure with the time that it is given (0 for the driver's own) and neither address nor result
     * @throws IllegalArgumentException if the technique does not send such a command; it is not sent
     */
    public DeviceCommand.Answer execute(byte[] structure) {
        return execute(structure, new byte[0], 0);
    }

    /**
     * The same with data.
     *
     * @param sent what goes with it; nothing is read then
     * @param readBytes the most that it may read, 0 for none
     * @throws IllegalArgumentException if the technique does not send such a command; it is not sent
     */
    public DeviceCommand.Answer execute(byte[] structure, byte[] sent, int readBytes) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        if (!allowed.nvme(structure, namespace, sent)
                || in.getInt(NvmeRequest.DATA_LENGTH_OFFSET) != Math.max(sent.length, readBytes)) {
            throw new IllegalArgumentException(
                    "not a command of " + allowed + ": " + HexFormat.of().formatHex(structure));
        }
        return NvmeAdmin.run(kernel, descriptor, structure, sent, readBytes);
    }
}
