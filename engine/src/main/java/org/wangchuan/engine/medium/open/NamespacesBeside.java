package org.wangchuan.engine.medium.open;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * The other namespaces of an NVMe device, held alone for as long as one of them is made to erase itself: Sanitize reaches all of them, and so
 * may Format NVM. To be closed.
 */
public final class NamespacesBeside implements AutoCloseable {
    private final Kernel kernel;
    private final List<Integer> descriptors = new ArrayList<>();
    private Optional<String> notHeld = Optional.empty();

    private NamespacesBeside(Kernel kernel) {
        this.kernel = kernel;
    }

    /** Holds those of this machine; of anything but NVMe there are none. */
    public static NamespacesBeside hold(Medium medium) {
        return hold(Kernel.system(), SystemFiles.real(), medium);
    }

    static NamespacesBeside hold(Kernel kernel, SystemFiles files, Medium medium) {
        NamespacesBeside out = new NamespacesBeside(kernel);
        for (BlockDevice other : OtherParts.namespacesBeside(files, medium)) {
            int descriptor = kernel.open(
                    "/dev/" + other.name(),
                    OpenFlags.O_RDONLY | OpenFlags.O_EXCL | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
            if (descriptor < 0) {
                out.notHeld = Optional.of(other.name() + ": " + Errno.describe(descriptor));
                break;
            }
            out.descriptors.add(descriptor);
        }
        return out;
    }

    /** Which of them could not be held, and why; empty if all are. */
    public Optional<String> notHeld() {
        return notHeld;
    }

    @Override
    public void close() {
        descriptors.forEach(kernel::close);
        descriptors.clear();
    }
}
