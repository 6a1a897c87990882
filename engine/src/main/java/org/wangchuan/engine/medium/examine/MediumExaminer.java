package org.wangchuan.engine.medium.examine;

import java.nio.file.Path;
import java.util.List;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.DeviceCommand;
import org.wangchuan.engine.medium.Examination;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.ata.KernelPort;
import org.wangchuan.engine.medium.backing.BackingPlaces;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.hidden.HiddenAreaExaminer;
import org.wangchuan.engine.medium.identity.BlockExaminer;
import org.wangchuan.engine.medium.identity.ImageExaminer;
import org.wangchuan.engine.medium.identity.Refusals;
import org.wangchuan.engine.medium.nvme.KernelNvmePort;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.patience.Patience;

/**
 * Reads what a path leads to, without changing anything; may be called from any thread. Each call returns within
 * {@link Patience#DEVICE_MILLIS}, whatever the device does.
 */
public final class MediumExaminer {
    private final Kernel kernel;
    private final SystemFiles files;
    private final BlockExaminer blocks;
    private final ImageExaminer images;
    private final long patienceMillis;

    /** Of this machine. */
    public MediumExaminer() {
        this(Kernel.system(), SystemFiles.real(), Patience.DEVICE_MILLIS);
    }

    MediumExaminer(Kernel kernel, SystemFiles files) {
        this(kernel, files, Patience.DEVICE_MILLIS);
    }

    MediumExaminer(Kernel kernel, SystemFiles files, long patienceMillis) {
        this.kernel = kernel;
        this.files = files;
        this.patienceMillis = patienceMillis;
        this.blocks = new BlockExaminer(kernel, files);
        this.images = new ImageExaminer(kernel);
    }

    /** Follows symbolic links, such as those in /dev/disk/by-id. */
    public Examination examine(Path path) {
        return Patience.ask(() -> examineNow(path), patienceMillis)
                .orElseGet(() -> Refused.noAnswer(path, patienceMillis));
    }

    private Examination examineNow(Path path) {
        return switch (FileStatus.ofPath(kernel, path.toString())) {
            case FileStatus.Failed(int errno) -> Refusals.of(path, errno);
            case FileStatus.Known(FileStatus status) ->
                switch (status.type()) {
                    case BLOCK_DEVICE -> blocks.examine(path, status.represented());
                    case REGULAR -> images.examine(path);
                    case CHARACTER_DEVICE -> notAMedium(path, "a character device");
                    case FOLDER -> notAMedium(path, "a folder");
                    case SYMBOLIC_LINK, OTHER -> notAMedium(path, "neither");
                };
        };
    }

    /**
     * Where the blocks of an image, or of the file under a device, lie now, for {@code OpenMedium.movedSince}. Unknown where
     * there is no such file, or it can't be asked.
     */
    public byte[] places(Medium medium) {
        return Patience.ask(() -> placesNow(medium), patienceMillis)
                .orElseGet(() -> BackingPlaces.none(kernel, "no answer").kept());
    }

    private byte[] placesNow(Medium medium) {
        boolean isImage = medium.kind() == MediumKind.IMAGE;
        int image = isImage
                ? kernel.open(
                        medium.realPath().toString(),
                        OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_NOFOLLOW | OpenFlags.O_CLOEXEC)
                : -1;
        if (isImage && image < 0) {
            return BackingPlaces.none(kernel, Errno.describe(image)).kept();
        }
        BackingPlaces places = BackingPlaces.of(
                kernel, medium, image, Foundations.of(kernel, files, medium).file());
        try {
            return places.kept();
        } finally {
            if (places.descriptor() >= 0) {
                kernel.close(places.descriptor());
            }
        }
    }

    /** Asks an ATA drive what it has and what it lets the host address, and an NVMe device what its namespaces have. */
    public HiddenAreaReport hiddenAreas(Medium medium) {
        return Patience.ask(() -> hiddenAreasNow(medium), patienceMillis)
                .orElseGet(() -> new HiddenAreaReport(
                        new HiddenAreas.Unreadable(medium.path() + ": no answer within " + patienceMillis + " ms"),
                        List.of()));
    }

    private HiddenAreaReport hiddenAreasNow(Medium medium) {
        if (medium.kind() == MediumKind.IMAGE) {
            return HiddenAreaExaminer.examine(medium, (command, readBytes) -> new DeviceCommand.NotSent(1));
        }
        int descriptor = kernel.open(
                medium.realPath().toString(), OpenFlags.O_RDONLY | OpenFlags.O_NONBLOCK | OpenFlags.O_CLOEXEC);
        if (descriptor < 0) {
            return new HiddenAreaReport(
                    new HiddenAreas.Unreadable(medium.path() + ": " + Errno.describe(descriptor)), List.of());
        }
        try {
            return HiddenAreaExaminer.examine(
                    medium,
                    medium.bus() == Bus.NVME
                            ? new KernelNvmePort(kernel, descriptor)::execute
                            : new KernelPort(kernel, descriptor));
        } finally {
            kernel.close(descriptor);
        }
    }

    private static Refused notAMedium(Path path, String found) {
        return new Refused(
                Refused.Code.NOT_A_MEDIUM, path + ": expected a block device or an image file, found " + found);
    }
}
