package org.wangchuan.engine.medium.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.backing.LoopBacking;
import org.wangchuan.engine.medium.backing.LoopDevices;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Compares what is open with what was examined: once after the open, and whenever it matters that nothing has changed. */
public final class Rechecker {
    private final Kernel kernel;
    private final SystemFiles files;

    public Rechecker(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
    }

    public List<Difference> differences(Medium medium, int descriptor) {
        return switch (FileStatus.ofDescriptor(kernel, descriptor)) {
            case FileStatus.Failed(int errno) -> List.of(gone(Errno.describe(errno)));
            case FileStatus.Known(FileStatus status) ->
                switch (medium.kind()) {
                    case BLOCK -> ofBlock(medium, descriptor, status);
                    case IMAGE -> ofImage(medium, status);
                };
        };
    }

    private List<Difference> ofBlock(Medium medium, int descriptor, FileStatus status) {
        List<Difference> found = new ArrayList<>();
        compare("device-number", medium.number(), status.represented().toString(), found);
        BlockRequests requests = new BlockRequests(kernel, descriptor);
        compare("capacity", bytes(medium.capacityBytes()), bytes(requests.capacityBytes()), found);
        compare("block-size", bytes(medium.blockBytes()), bytes(requests.logicalBlockBytes()), found);
        if (medium.diskSequence() != 0) {
            compare("disk-sequence", "" + medium.diskSequence(), "" + requests.diskSequence(), found);
        }
        if (!medium.readOnly() && requests.readOnly() != 0) {
            found.add(new Difference("read-only", "no", "yes"));
        }
        Optional<BlockDevice> device = files.device(status.represented());
        if (device.isEmpty()) {
            found.add(gone("no such device any more"));
            return found;
        }
        start(medium).ifPresent(found::add);
        DeviceAnswers answers = DeviceAnswers.of(device.get(), AttachmentReader.read(device.get()), kernel, descriptor);
        Labels labels = answers.labels();
        compare("serial", labels(medium.labels().serial()), labels(labels.serial()), found);
        compare("wwn", labels(medium.labels().wwn()), labels(labels.wwn()), found);
        compare(
                "backing-file",
                labels(medium.backing().map(BackingFile::id)),
                labels(LoopBacking.of(kernel, device.get(), descriptor).map(BackingFile::id)),
                found);
        return found;
    }

    /** Whether a block device begins elsewhere by now; what is gone begins nowhere, and is told otherwise. */
    public Optional<Difference> start(Medium medium) {
        return DeviceNumber.parse(medium.number())
                .flatMap(files::device)
                .map(device -> MediumStart.bytes(kernel, files, device))
                .filter(now -> now != medium.startBytes())
                .map(now -> new Difference(Difference.START, bytes(medium.startBytes()), now + " bytes"));
    }

    private List<Difference> ofImage(Medium medium, FileStatus status) {
        List<Difference> found = new ArrayList<>();
        compare("capacity", bytes(medium.capacityBytes()), bytes(status.sizeBytes()), found);
        compare(
                "backing-file",
                labels(medium.backing().map(BackingFile::id)),
                status.device() + ":" + status.inode(),
                found);
        medium.backing().ifPresent(file -> {
            compare("backing-file-born", "" + file.bornMicros(), "" + status.bornMicros(), found);
            for (BlockDevice loop : LoopDevices.of(kernel, files).standingOn(file)) {
                found.add(new Difference("attached", "to no loop device", loop.name()));
            }
        });
        if (status.links() == 0) {
            found.add(gone("the file was deleted"));
        }
        return found;
    }

    private static Difference gone(String found) {
        return new Difference("gone", "the medium", found);
    }

    private static void compare(String what, String expected, String found, List<Difference> differences) {
        if (!expected.equals(found)) {
            differences.add(new Difference(what, expected, found));
        }
    }

    private static String labels(Optional<String> text) {
        return text.orElse("none");
    }

    private static String bytes(long value) {
        return value < 0 ? Errno.describe(value) : value + " bytes";
    }
}
