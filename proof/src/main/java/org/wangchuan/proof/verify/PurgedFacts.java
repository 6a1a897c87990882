package org.wangchuan.proof.verify;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.wangchuan.proof.statement.NativeErase;
import org.wangchuan.proof.statement.NotProved;
import org.wangchuan.proof.statement.Target;
import org.wangchuan.proof.statement.Work;

/**
 * Whether what a statement says of a device, and of what it leaves open, goes with {@code purged}: that is of a whole device that was told so in the commands of its kind,
 * and always rests on its word. Thread-safe.
 */
final class PurgedFacts {
    /** Cells that nothing reached, or a part alone, which nobody tells to erase itself. */
    private static final Set<NotProved> EXCLUDED =
            Set.of(NotProved.SPARE_CELLS, NotProved.IMAGE_ONLY, NotProved.PARTITION_ONLY, NotProved.VOLUME_ONLY);

    /** Nothing behind these is told anything by its own commands. */
    private static final List<String> WITHOUT_COMMANDS = List.of("virtio", "loop", "md", "dm", "file");

    private PurgedFacts() {}

    /** Whether they go with it; of devices of the laboratory a bridge and another machine in between are no lie, since the statement names them. */
    static boolean allow(Collection<NotProved> open, Target target, Work work) {
        boolean isBehindBridge = open.contains(NotProved.BEHIND_BRIDGE) && !open.contains(NotProved.TEST_DEVICE);
        return target.kind() == Target.Kind.BLOCK
                && open.contains(NotProved.DEVICES_WORD)
                && open.stream().noneMatch(EXCLUDED::contains)
                && !isBehindBridge
                && work.byItself()
                        .map(NativeErase::technique)
                        .filter(technique -> isSpokenOn(technique, target.bus()))
                        .isPresent();
    }

    /** SATA drives hang on SCSI adapters as well; an NVMe drive and an eMMC are told by nobody but their own controllers. */
    private static boolean isSpokenOn(NativeErase.Technique technique, String bus) {
        return switch (technique) {
            case NVME_SANITIZE_CRYPTO,
                    NVME_SANITIZE_BLOCK,
                    NVME_SANITIZE_OVERWRITE,
                    NVME_FORMAT_CRYPTO,
                    NVME_FORMAT_USER_DATA -> bus.equals("nvme");
            case MMC_ERASE_SANITIZE -> bus.equals("mmc");
            case ATA_SANITIZE_CRYPTO,
                    ATA_SANITIZE_BLOCK,
                    ATA_SANITIZE_OVERWRITE,
                    ATA_SECURITY_ERASE_ENHANCED,
                    ATA_SECURITY_ERASE,
                    SCSI_SANITIZE_CRYPTO,
                    SCSI_SANITIZE_BLOCK,
                    SCSI_SANITIZE_OVERWRITE,
                    SCSI_FORMAT_UNIT -> !bus.equals("nvme") && !bus.equals("mmc") && !WITHOUT_COMMANDS.contains(bus);
            case TCG_PSID_REVERT -> !WITHOUT_COMMANDS.contains(bus);
        };
    }
}
