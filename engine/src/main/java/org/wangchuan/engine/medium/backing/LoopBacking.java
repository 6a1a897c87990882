package org.wangchuan.engine.medium.backing;

import java.util.Optional;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.LoopStatus;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Finds the file that a loop device stands on: from the device if it is open, by the path in sysfs otherwise. */
public final class LoopBacking {
    private static final String BACKING_FILE = "loop/backing_file";
    private static final String DELETED = " (deleted)";
    private static final DeviceNumber NONE = new DeviceNumber(0, 0);

    private LoopBacking() {}

    /** From the device alone: what its path leads to by now can be another file. */
    public static Optional<BackingFile> of(Kernel kernel, SystemFiles files, BlockDevice loop) {
        int descriptor = kernel.open(
                files.dev().resolve(loop.name()).toString(),
                OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return Optional.empty();
        }
        try {
            return of(kernel, loop, descriptor);
        } finally {
            kernel.close(descriptor);
        }
    }

    /** Asks the open device, which knows even a file that has no name any more. */
    public static Optional<BackingFile> of(Kernel kernel, BlockDevice device, int descriptor) {
        BlockDevice whole = device.whole();
        Optional<String> path = whole.raw(BACKING_FILE);
        if (path.isEmpty()) {
            return Optional.empty();
        }
        Optional<LoopStatus> status = LoopStatus.of(kernel, descriptor);
        return status.map(known -> new BackingFile(
                        known.device().toString(),
                        known.inode(),
                        bornMicros(kernel, path.get(), known),
                        path.get(),
                        Optional.of(known.represented())
                                .filter(number -> !number.equals(NONE))
                                .map(DeviceNumber::toString)))
                .or(() -> ofSysfs(kernel, device));
    }

    /** The device itself does not say; the path does, if it still leads to the same file. */
    private static long bornMicros(Kernel kernel, String path, LoopStatus known) {
        return FileStatus.ofPath(kernel, path) instanceof FileStatus.Known(FileStatus status)
                        && status.inode() == known.inode()
                        && status.device().equals(known.device())
                ? status.bornMicros()
                : 0;
    }

    /** Opens nothing; empty for a file that was deleted or lies in another mount namespace. */
    public static Optional<BackingFile> ofSysfs(Kernel kernel, BlockDevice device) {
        Optional<String> path = device.whole().raw(BACKING_FILE).filter(text -> !text.endsWith(DELETED));
        if (path.isEmpty() || !path.get().startsWith("/")) {
            return Optional.empty();
        }
        if (!(FileStatus.ofPath(kernel, path.get()) instanceof FileStatus.Known(FileStatus status))) {
            return Optional.empty();
        }
        Optional<String> represents = status.type() == FileStatus.Type.BLOCK_DEVICE
                ? Optional.of(status.represented().toString())
                : Optional.empty();
        return Optional.of(new BackingFile(
                status.device().toString(), status.inode(), status.bornMicros(), path.get(), represents));
    }
}
