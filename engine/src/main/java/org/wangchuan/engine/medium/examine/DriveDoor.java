package org.wangchuan.engine.medium.examine;

import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Medium;

/** Opens drives to ask them: to read alone, and never what somebody else holds alone. */
final class DriveDoor {
    private static final int ANYHOW = OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC;

    private final Kernel kernel;

    DriveDoor(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Nobody else can hold it until it is closed. Returns a descriptor, or a negated errno. */
    int openAlone(String path) {
        return kernel.open(path, ANYHOW | OpenFlags.O_EXCL);
    }

    /**
     * Whoever wants to hold it can do so meanwhile: a command that gets stuck keeps its descriptor open, also when nobody waits for its answer any more. Returns a
     * descriptor, or a negated errno: EBUSY where somebody holds it already.
     */
    int openInPassing(String path) {
        int descriptor = openAlone(path);
        if (descriptor < 0) {
            return descriptor;
        }
        kernel.close(descriptor);
        return kernel.open(path, ANYHOW);
    }

    /** Whether somebody holds it alone just now. */
    boolean isHeld(String path) {
        int descriptor = openAlone(path);
        if (descriptor >= 0) {
            kernel.close(descriptor);
        }
        return Errno.EBUSY.is(descriptor);
    }

    /** Whether that descriptor is one of this device, as it was seen. */
    boolean isOf(Medium medium, int descriptor) {
        long sequence = Math.max(new BlockRequests(kernel, descriptor).diskSequence(), 0);
        return FileStatus.ofDescriptor(kernel, descriptor) instanceof FileStatus.Known(FileStatus status)
                && status.type() == FileStatus.Type.BLOCK_DEVICE
                && status.represented().toString().equals(medium.number())
                && (medium.diskSequence() == 0 || sequence == 0 || sequence == medium.diskSequence());
    }
}
