package org.wangchuan.engine.medium;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that was read of one block device or image file, at one instant.
 *
 * @param path as given
 * @param realPath with symbolic links resolved
 * @param name the kernel's name ({@code sda}, {@code loop3}), or the file name of an image
 * @param number the block device's number such as {@code 8:16}; empty for an image
 * @param readOnly whether the kernel refuses writes
 * @param diskSequence number that the kernel gives to each new medium behind a name; 0 if unknown
 * @param wholeName name of the whole device if this is a partition of it
 * @param holders names of devices that are built on this one or on its partitions
 * @param backing the file of a loop device, or of an image itself
 * @param directAlignmentBytes alignment for direct I/O, 1 where there is no direct I/O
 * @param startBytes where it begins on the disk that it is a partition of, or in the file or device that a loop device stands on; else 0
 */
public record Medium(
        MediumKind kind,
        Path path,
        Path realPath,
        String name,
        String number,
        Labels labels,
        Attachment attachment,
        Geometry geometry,
        boolean readOnly,
        boolean removable,
        long diskSequence,
        MediumClass mediumClass,
        MediumClassSource mediumClassSource,
        Optional<String> wholeName,
        List<String> holders,
        Optional<BackingFile> backing,
        int directAlignmentBytes,
        long startBytes) {
    public Medium {
        holders = List.copyOf(holders);
    }

    public Bus bus() {
        return attachment.bus();
    }

    public Optional<String> serial() {
        return labels.serial();
    }

    public Optional<String> model() {
        return labels.model();
    }

    public long capacityBytes() {
        return geometry.capacityBytes();
    }

    public int blockBytes() {
        return geometry.blockBytes();
    }

    /** What an operator types to confirm: the serial, or the name where there is none. */
    public String confirmation() {
        return labels.serial().orElse(name);
    }

    /** Whether this is a part of a device. */
    public boolean partition() {
        return wholeName.isPresent();
    }

    /** What tells this medium from others, for journals and re-checks. */
    public MediumIdentity identity() {
        return MediumIdentity.of(this);
    }

    /**
     * Whether its identity tells it from every other medium, wherever it is plugged in later. A bridge may answer with
     * its own serial number instead of the drive's, so behind USB nothing does.
     */
    public boolean namesItself() {
        boolean labelled = labels.serial().isPresent() || labels.wwn().isPresent();
        // A device file is as old as its name: what is behind it can have been exchanged since.
        boolean born = backing.filter(file -> file.represents().isEmpty() && file.bornMicros() != 0)
                .isPresent();
        return switch (bus()) {
            case ATA, SCSI, NVME, MMC, VIRTIO, MD, DM -> labelled;
            // All units of a device have its serial number; what SCSI calls a unit by is its own (SPC, VPD 83h,
            // ASSOCIATION 0).
            case UFS -> labels.wwn().isPresent();
            case LOOP, FILE -> born;
            case USB, OTHER -> false;
        };
    }
}
