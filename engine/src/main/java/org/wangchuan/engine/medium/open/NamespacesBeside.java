package org.wangchuan.engine.medium.open;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.use.OtherOpeners;
import org.wangchuan.engine.patience.Patience;

/**
 * The other namespaces of an NVMe device, held alone for as long as one of them is made to erase itself: Sanitize reaches all of them, and so
 * may Format NVM. What is planted on them and looked for afterwards goes past the host's caches. To be closed.
 */
public final class NamespacesBeside implements AutoCloseable {
    private static final int FLAGS =
            OpenFlags.O_RDWR | OpenFlags.O_EXCL | OpenFlags.O_DIRECT | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC;

    private final List<OpenNamespace> held = new ArrayList<>();
    private final List<String> names;
    private Optional<String> notHeld = Optional.empty();

    private NamespacesBeside(List<String> names) {
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
        return hold(Kernel.system(), SystemFiles.real(), medium, Patience.DEVICE_MILLIS);
    }

    static NamespacesBeside hold(Kernel kernel, SystemFiles files, Medium medium, long patienceMillis) {
        List<BlockDevice> beside = OtherParts.namespacesBeside(files, medium);
        NamespacesBeside out = new NamespacesBeside(names(beside));
        for (BlockDevice other : beside) {
            HeldBeside<OpenNamespace> asked = HeldBeside.ask(
                    other.name(), () -> hold(kernel, files, other), OpenNamespace::close, patienceMillis);
            asked.open().ifPresent(out.held::add);
            out.notHeld = asked.notHeld();
            if (out.notHeld.isPresent()) {
                break;
            }
        }
        return out;
    }

    private static HeldBeside<OpenNamespace> hold(Kernel kernel, SystemFiles files, BlockDevice other) {
        int descriptor = kernel.open("/dev/" + other.name(), FLAGS);
        if (descriptor < 0) {
            return HeldBeside.not(other.name() + ": " + Errno.describe(descriptor));
        }
        long number = other.natural("nsid").orElse(0);
        int blockBytes = (int) other.natural("queue/logical_block_size").orElse(0);
        OpenNamespace open = new OpenNamespace(kernel, descriptor, number, blockBytes, other);
        boolean itself = FileStatus.ofDescriptor(kernel, descriptor) instanceof FileStatus.Known(FileStatus status)
                && status.type() == FileStatus.Type.BLOCK_DEVICE
                && status.represented().equals(other.number());
        boolean sized = open.capacityBytes() > 0
                && new BlockRequests(kernel, descriptor).capacityBytes() == open.capacityBytes();
        if (!itself || !sized || number < 1 || blockBytes < 1) {
            return new HeldBeside<>(
                    Optional.of(open), Optional.of(other.name() + ": is not what the kernel shows by that name"));
        }
        // Being open exclusively keeps out only those that ask for the same.
        return new HeldBeside<>(
                Optional.of(open),
                OtherOpeners.look(kernel, files, Foundations.of(kernel, files, other))
                        .who()
                        .map(who -> other.name() + ": " + who));
    }

    /** All of them, held or not. */
    public List<String> names() {
        return names;
    }

    /** Those that are held. */
    public List<OpenNamespace> held() {
        return List.copyOf(held);
    }

    /** Which of them could not be held, and why; empty if all are. */
    public Optional<String> notHeld() {
        return notHeld;
    }

    @Override
    public void close() {
        held.forEach(OpenNamespace::close);
        held.clear();
    }
}
