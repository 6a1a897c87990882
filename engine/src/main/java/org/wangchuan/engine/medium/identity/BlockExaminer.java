package org.wangchuan.engine.medium.identity;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Examination;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Geometry;
import org.wangchuan.engine.medium.Labels;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumClassSource;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.ata.KernelPort;
import org.wangchuan.engine.medium.backing.LoopBacking;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/** Reads what there is to know of a block device: sysfs first, then the device itself. */
public final class BlockExaminer {
    private final Kernel kernel;
    private final SystemFiles files;

    public BlockExaminer(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
    }

    public Examination examine(Path path, DeviceNumber number) {
        Optional<BlockDevice> known = files.device(number);
        if (known.isEmpty()) {
            return new Refused(Refused.Code.NOT_FOUND, path + ": the kernel has no block device " + number);
        }
        BlockDevice device = known.get();
        Path realPath;
        try {
            realPath = path.toRealPath();
        } catch (IOException gone) {
            return new Refused(Refused.Code.NOT_FOUND, path + ": was there and is gone: " + gone.getMessage());
        }
        // Without waiting: a drive for discs would close its tray first.
        int descriptor =
                kernel.open(realPath.toString(), OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (Errno.EPERM.is(descriptor) || Errno.EACCES.is(descriptor)) {
            // What it is and what stands in the way can be told all the same; the missing right is one more obstacle.
            return ofSysfs(path, realPath, device);
        }
        if (descriptor < 0) {
            return Refusals.of(path, descriptor);
        }
        try {
            if (!(FileStatus.ofDescriptor(kernel, descriptor) instanceof FileStatus.Known(FileStatus status))
                    || status.type() != FileStatus.Type.BLOCK_DEVICE
                    || !status.represented().equals(number)) {
                return new Refused(
                        Refused.Code.CHANGED, path + ": expected block device " + number + ", found something else");
            }
            return read(path, realPath, device, descriptor);
        } finally {
            kernel.close(descriptor);
        }
    }

    private Examination read(Path path, Path realPath, BlockDevice device, int descriptor) {
        BlockRequests requests = new BlockRequests(kernel, descriptor);
        long capacityBytes = requests.capacityBytes();
        long blockBytes = requests.logicalBlockBytes();
        long readOnly = requests.readOnly();
        for (long answer : new long[] {capacityBytes, blockBytes, readOnly}) {
            if (answer < 0) {
                return Refusals.of(path, answer);
            }
        }
        if (capacityBytes == 0 && WithoutBlocks.isDrive(device)) {
            return WithoutBlocks.asked(path, AttachmentReader.read(device), new KernelPort(kernel, descriptor));
        }
        Optional<Refused> refusal = unusable(path, capacityBytes, blockBytes);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Attachment attachment = AttachmentReader.read(device);
        return new Examined(describe(
                path,
                realPath,
                device,
                attachment,
                DeviceAnswers.of(device, attachment, kernel, descriptor),
                new Geometry(capacityBytes, (int) blockBytes, physical(requests.physicalBlockBytes(), blockBytes)),
                readOnly != 0 || device.flag("ro"),
                Math.max(requests.diskSequence(), 0),
                LoopBacking.of(kernel, device, descriptor),
                MediumStart.bytes(kernel, files, device)));
    }

    /** What sysfs alone tells; opens nothing, so that a device that hangs can't hold this up for long. */
    public Examination ofSysfs(BlockDevice device) {
        Path path = files.dev().resolve(device.name());
        return ofSysfs(path, path, device);
    }

    /** What sysfs alone tells of who it is, also of one that is refused. */
    public static Labels labels(BlockDevice device) {
        return DeviceAnswers.ofSysfs(device, AttachmentReader.read(device)).labels();
    }

    private Examination ofSysfs(Path path, Path realPath, BlockDevice device) {
        BlockDevice whole = device.whole();
        // sysfs counts in units of 512 bytes, whatever the logical block.
        long capacityBytes = device.natural("size").orElse(0) * 512;
        long blockBytes = whole.natural("queue/logical_block_size").orElse(512);
        if (capacityBytes == 0 && WithoutBlocks.isDrive(device)) {
            return WithoutBlocks.unasked(path);
        }
        Optional<Refused> refusal = unusable(path, capacityBytes, blockBytes);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Attachment attachment = AttachmentReader.read(device);
        return new Examined(describe(
                path,
                realPath,
                device,
                attachment,
                DeviceAnswers.ofSysfs(device, attachment),
                new Geometry(
                        capacityBytes,
                        (int) blockBytes,
                        physical(whole.natural("queue/physical_block_size").orElse(0), blockBytes)),
                device.flag("ro"),
                whole.natural("diskseq").orElse(0),
                LoopBacking.ofSysfs(kernel, device),
                MediumStart.bytes(kernel, files, device)));
    }

    private static Optional<Refused> unusable(Path path, long capacityBytes, long blockBytes) {
        if (capacityBytes <= 0) {
            return Optional.of(
                    new Refused(Refused.Code.EMPTY, path + ": expected a capacity of 1 block or more, found 0 bytes"));
        }
        if (blockBytes < 512 || blockBytes > 65_536 || Long.bitCount(blockBytes) != 1) {
            return Optional.of(new Refused(
                    Refused.Code.UNSUPPORTED,
                    path + ": expected logical blocks of 512 to 65536 bytes, found " + blockBytes));
        }
        if (capacityBytes % blockBytes != 0) {
            // Such as a loop with 4096-byte blocks over an odd file: no request reaches the last bytes.
            return Optional.of(new Refused(
                    Refused.Code.UNSUPPORTED,
                    path + ": expected a capacity in whole blocks of " + blockBytes + " bytes, found " + capacityBytes
                            + " bytes, of which the last " + capacityBytes % blockBytes + " can't be written"));
        }
        return Optional.empty();
    }

    private static Medium describe(
            Path path,
            Path realPath,
            BlockDevice device,
            Attachment attachment,
            DeviceAnswers answers,
            Geometry geometry,
            boolean readOnly,
            long diskSequence,
            Optional<BackingFile> backing,
            long startBytes) {
        BlockDevice whole = device.whole();
        boolean told = answers.mediumClass() != MediumClass.UNKNOWN;
        return new Medium(
                MediumKind.BLOCK,
                path,
                realPath,
                device.name(),
                device.number().toString(),
                answers.labels(),
                attachment,
                geometry,
                readOnly,
                whole.flag("removable"),
                diskSequence,
                answers.mediumClass(),
                told ? MediumClassSource.DEVICE : MediumClassSource.NONE,
                device.partition() ? Optional.of(whole.name()) : Optional.empty(),
                holders(device),
                backing,
                geometry.blockBytes(),
                startBytes);
    }

    private static List<String> holders(BlockDevice device) {
        List<String> names = new ArrayList<>();
        device.holders().forEach(holder -> names.add(holder.name()));
        for (BlockDevice partition : device.partitions()) {
            partition.holders().forEach(holder -> names.add(holder.name()));
        }
        return names;
    }

    private static int physical(long answer, long blockBytes) {
        return (int) (answer < blockBytes || answer > (1 << 20) ? blockBytes : answer);
    }
}
