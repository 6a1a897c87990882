package org.wangchuan.engine.medium.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.wangchuan.engine.command.ReadOnlyCommands;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.DeviceCommand;

/**
 * The controller of the namespace behind an open descriptor; nothing that could change it goes through ({@link ReadOnlyCommands}). A call may
 * block for as long as the kernel does, which is longer than the time that it is given: who asks does so with patience.
 */
public final class KernelNvmePort implements NvmePort {
    /**
     * 0 is the driver's own time for administration. A shorter one would make it reset the controller sooner, as in the middle of a format that
     * somebody else has begun and that keeps it from answering.
     */
    private static final int DRIVERS_OWN_TIME = 0;

    private static final HexFormat HEX = HexFormat.of();

    private final Kernel kernel;
    private final int descriptor;

    /** @param descriptor stays the caller's, who closes it */
    public KernelNvmePort(Kernel kernel, int descriptor) {
        this.kernel = kernel;
        this.descriptor = descriptor;
    }

    /**
     * Runs it.
     *
     * @throws IllegalArgumentException if it is none of the commands that are known to change nothing; it is not sent
     */
    @Override
    public Answer execute(NvmeRequest request) {
        byte[] structure = request.structure(DRIVERS_OWN_TIME);
        if (!ReadOnlyCommands.nvme(structure) || request.sent().length > 0) {
            throw new IllegalArgumentException("not known to change nothing: " + request);
        }
        return switch (NvmeAdmin.run(kernel, descriptor, structure, request.readBytes())) {
            case DeviceCommand.NotSent(int errno) -> new NotSent(errno);
            case DeviceCommand.Told(int status, long _, String data) -> new Completed(status, HEX.parseHex(data));
            case DeviceCommand.Completed _ -> throw new IllegalStateException("no SCSI was asked");
        };
    }

    /**
     * The same by the bytes of a {@code struct nvme_passthru_cmd}, with all of the answer.
     *
     * @throws IllegalArgumentException if it is none of the commands that are known to change nothing; it is not sent
     */
    public DeviceCommand.Answer execute(byte[] structure, int readBytes) {
        ByteBuffer in = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        if (!ReadOnlyCommands.nvme(structure) || in.getInt(NvmeRequest.DATA_LENGTH_OFFSET) != readBytes) {
            throw new IllegalArgumentException("not known to change nothing: " + HEX.formatHex(structure));
        }
        return NvmeAdmin.run(kernel, descriptor, structure, readBytes);
    }
}
