package org.wangchuan.engine.medium.open;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.use.OtherOpeners;

/**
 * The other namespaces of an NVMe device, held alone for as long as one of them is made to erase itself: Sanitize reaches all of them, and so
 * may Format NVM. To be closed.
 */
public final class NamespacesBeside implements AutoCloseable {
    private final Kernel kernel;
    private final List<Integer> descriptors = new ArrayList<>();
    private final List<String> names;
    private Optional<String> notHeld = Optional.empty();

    private NamespacesBeside(Kernel kernel, List<String> names) {
        this.kernel = kernel;
        this.names = List.copyOf(names);
    }

    /** The names that the kernel has for those of this machine, in no order that counts; of anything but NVMe there are none. */
    public static List<String> names(Medium medium) {
        return names(OtherParts.namespacesBeside(SystemFiles.real(), medium));
    }

    private static List<String> names(List<BlockDevice> beside) {
        return beside.stream().map(BlockDevice::name).toList();
    }

    /** Holds those of this machine; of anything but NVMe there are none. */
    public static NamespacesBeside hold(Medium medium) {
        return hold(Kernel.system(), SystemFiles.real(), medium);
    }

    static NamespacesBeside hold(Kernel kernel, SystemFiles files, Medium medium) {
        List<BlockDevice> beside = OtherParts.namespacesBeside(files, medium);
        NamespacesBeside out = new NamespacesBeside(kernel, names(beside));
        for (BlockDevice other : beside) {
            int descriptor = kernel.open(
                    "/dev/" + other.name(),
                    OpenFlags.O_RDONLY | OpenFlags.O_EXCL | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
            if (descriptor < 0) {
                out.notHeld = Optional.of(other.name() + ": " + Errno.describe(descriptor));
                break;
            }
            out.descriptors.add(descriptor);
            // Being open exclusively keeps out only those that ask for the same.
            Optional<String> writer = OtherOpeners.look(kernel, files, Foundations.of(kernel, files, other))
                    .who();
            if (writer.isPresent()) {
                out.notHeld = Optional.of(other.name() + ": " + writer.get());
                break;
            }
        }
        return out;
    }

    /** All of them, held or not. */
    public List<String> names() {
        return names;
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
