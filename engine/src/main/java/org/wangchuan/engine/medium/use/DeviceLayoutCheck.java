package org.wangchuan.engine.medium.use;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.MappedTargets;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumKind;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.identity.AttachmentReader;
import org.wangchuan.engine.medium.identity.DeviceKind;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.CleanText;
import org.wangchuan.engine.medium.sysfs.SystemFiles;

/**
 * Whether writing to a block device overwrites what lies on the drives below it. A thin volume, a snapshot, a cache and their kind put new
 * blocks elsewhere, or keep the old ones for somebody else. Looks at the device and at all that it is composed of, down through arrays,
 * mapped devices and loop devices; whatever is not known to write in place may write elsewhere.
 */
public final class DeviceLayoutCheck {
    private static final int DEVICES_MAX = 256;

    private final Kernel kernel;
    private final SystemFiles files;
    private final FileLayoutCheck fileLayout;

    public DeviceLayoutCheck(Kernel kernel, SystemFiles files) {
        this.kernel = kernel;
        this.files = files;
        this.fileLayout = new FileLayoutCheck(kernel, files);
    }

    public List<Obstacle> check(Medium medium) {
        Set<Obstacle> found = new LinkedHashSet<>();
        if (medium.kind() == MediumKind.BLOCK) {
            descend(Foundations.of(kernel, files, medium), medium, new LinkedHashSet<>(), found);
        }
        return List.copyOf(found);
    }

    private void descend(Foundations below, Medium medium, Set<DeviceNumber> seen, Set<Obstacle> found) {
        if (below.levels().isEmpty()) {
            found.add(new Obstacle(Code.EXTENTS_UNKNOWN, "it is not known of what " + medium.name() + " is composed"));
        }
        for (BlockDevice level : below.levels()) {
            BlockDevice whole = level.whole();
            if (!seen.add(whole.number())) {
                continue;
            }
            if (seen.size() > DEVICES_MAX) {
                found.add(new Obstacle(
                        Code.EXTENTS_UNKNOWN, medium.name() + " is composed of more than " + DEVICES_MAX + " devices"));
                return;
            }
            found.addAll(look(whole, medium));
            for (BlockDevice part : whole.slaves()) {
                Foundations deeper = Foundations.of(kernel, files, part);
                found.addAll(fileLayout.check(deeper, MediumKind.BLOCK, part.name()));
                descend(deeper, medium, seen, found);
            }
        }
    }

    private List<Obstacle> look(BlockDevice whole, Medium medium) {
        List<Obstacle> found = new ArrayList<>();
        Attachment attachment = AttachmentReader.read(whole);
        boolean itself = medium.wholeName().orElse(medium.name()).equals(whole.name());
        if (attachment.fabrics() && !itself) {
            found.add(new Obstacle(
                    Code.FABRICS,
                    medium.name() + " stands on " + whole.name() + ", which is reached over a network, transport "
                            + attachment.transport()));
        }
        boolean composed = whole.has("dm") || whole.has("md");
        int parts = whole.entries("slaves").size();
        if (composed && (parts == 0 || parts != whole.slaves().size())) {
            found.add(new Obstacle(Code.EXTENTS_UNKNOWN, "it is not known of what " + whole.name() + " is composed"));
        }
        switch (attachment.bus()) {
            case DM -> found.addAll(mapped(whole));
            case MD -> array(whole).ifPresent(found::add);
            case OTHER -> kind(whole).ifPresent(found::add);
            case ATA, SCSI, NVME, USB, MMC, UFS, VIRTIO, LOOP, FILE -> {}
        }
        return found;
    }

    private List<Obstacle> mapped(BlockDevice device) {
        String control = files.dev().resolve("mapper").resolve("control").toString();
        return switch (MappedTargets.of(kernel, control, device.number())) {
            case MappedTargets.Untold(String reason) ->
                List.of(new Obstacle(
                        Code.EXTENTS_UNKNOWN, "it is not known how " + device.name() + " is mapped: " + reason));
            case MappedTargets.Told told ->
                told.targets().stream()
                        .map(target -> MappingKind.of(target)
                                .obstacle(
                                        device.name(),
                                        CleanText.of(target.type()).orElse("?")))
                        .flatMap(Optional::stream)
                        .toList();
        };
    }

    /**
     * A journal holds what was written to the array once more, and a partial parity log what other drives of a stripe hold
     * (Documentation/admin-guide/md.rst, {@code consistency_policy}; Documentation/driver-api/md/raid5-ppl.rst). Kernels before 4.12 tell
     * neither, and may have a journal.
     */
    private static Optional<Obstacle> array(BlockDevice device) {
        String policy = device.text("md/consistency_policy").orElse("not told");
        return switch (policy) {
            case "none", "resync", "bitmap" -> Optional.empty();
            case "journal" ->
                Optional.of(new Obstacle(
                        Code.JOURNALLED, device.name() + " keeps what is written to it in its journal as well"));
            case "ppl" ->
                Optional.of(new Obstacle(
                        Code.JOURNALLED,
                        device.name() + " keeps parts of what it holds in its log of partial parity as well"));
            default ->
                Optional.of(new Obstacle(
                        Code.EXTENTS_UNKNOWN,
                        "it is not known whether " + device.name() + " keeps a second copy (consistency policy: "
                                + CleanText.of(policy).orElse("?") + ")"));
        };
    }

    private static Optional<Obstacle> kind(BlockDevice device) {
        String name = device.name();
        return switch (DeviceKind.of(name)) {
            case NETWORK, IN_PLACE -> Optional.empty();
            case WRITES_ELSEWHERE ->
                Optional.of(new Obstacle(Code.COPY_ON_WRITE, name + " writes elsewhere, not in place"));
            case COMPRESSES -> Optional.of(new Obstacle(Code.COMPRESSED, name + " stores compressed what is written"));
            case UNKNOWN ->
                Optional.of(new Obstacle(
                        Code.EXTENTS_UNKNOWN,
                        "it is not known what kind of device " + name + " is, and how it writes"));
        };
    }
}
