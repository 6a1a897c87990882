package org.wangchuan.engine.medium.open;

import java.lang.foreign.MemorySegment;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import org.wangchuan.engine.command.ErasingCommands;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.PassThrough;
import org.wangchuan.engine.medium.ata.KernelErasingPort;
import org.wangchuan.engine.medium.ata.KernelPort;
import org.wangchuan.engine.medium.mmc.KernelErasingMmcPort;
import org.wangchuan.engine.medium.mmc.KernelMmcPort;
import org.wangchuan.engine.medium.nvme.KernelErasingNvmePort;
import org.wangchuan.engine.medium.nvme.KernelNvmePort;

/** Through the descriptor of an open medium, which stays open as long as a command is under way. */
final class KernelPassThrough implements PassThrough {
    private final Kernel kernel;
    private final Descriptors descriptors;

    KernelPassThrough(Kernel kernel, Descriptors descriptors) {
        this.kernel = kernel;
        this.descriptors = descriptors;
    }

    @Override
    public OptionalLong namespace() {
        if (!descriptors.enter()) {
            return OptionalLong.empty();
        }
        try {
            long number = kernel.ioctl(descriptors.direct(), Requests.NVME_IOCTL_ID, MemorySegment.NULL);
            return number > 0 ? OptionalLong.of(number) : OptionalLong.empty();
        } finally {
            descriptors.leave();
        }
    }

    @Override
    public DeviceCommand.Answer ask(byte[] command, int readBytes) {
        return ask(command, readBytes, KernelPort.TIMEOUT_MILLIS);
    }

    @Override
    public DeviceCommand.Answer ask(byte[] command, int readBytes, int timeoutMillis) {
        return run(descriptor -> {
            if (MmcRow.isRow(command)) {
                return new KernelMmcPort(kernel, descriptor).execute(command, readBytes);
            }
            return isNvme(command)
                    ? new KernelNvmePort(kernel, descriptor).execute(command, readBytes)
                    : new KernelPort(kernel, descriptor, timeoutMillis).execute(command, readBytes);
        });
    }

    @Override
    public DeviceCommand.Answer erase(String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis) {
        ErasingCommands allowed = ErasingCommands.of(technique)
                .orElseThrow(() -> new IllegalArgumentException("no technique: " + technique));
        if (MmcRow.isRow(command)) {
            if (sent.length > 0 || readBytes > 0) {
                throw new IllegalArgumentException("no row that erases moves data");
            }
            return run(descriptor -> new KernelErasingMmcPort(kernel, descriptor, allowed).execute(command));
        }
        if (isNvme(command)) {
            long namespace = namespace().orElse(0);
            return run(descriptor -> new KernelErasingNvmePort(kernel, descriptor, allowed, namespace)
                    .execute(command, sent, readBytes));
        }
        return run(descriptor ->
                new KernelErasingPort(kernel, descriptor, allowed).execute(command, sent, readBytes, timeoutMillis));
    }

    private static boolean isNvme(byte[] command) {
        return command.length == NvmeRequest.BYTES;
    }

    private DeviceCommand.Answer run(IntFunction<DeviceCommand.Answer> command) {
        if (!descriptors.enter()) {
            return new DeviceCommand.NotSent(Errno.EBADF.number());
        }
        try {
            return command.apply(descriptors.direct());
        } finally {
            descriptors.leave();
        }
    }
}
