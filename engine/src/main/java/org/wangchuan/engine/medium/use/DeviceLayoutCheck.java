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
import org.wangchuan.engine.medium.BackingFile;
import org.wangchuan.engine.medium.Laboratory;
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
 * mapped devices and loop devices, and of a file at the device that its file system lies on; whatever is not known to write in place may write elsewhere.
 */
public final class DeviceLayoutCheck {
    private static final int DEVICES_MAX = 256;

    /** cryptsetup, lib/libdevmapper.c; with integrity an encrypted device stands on another one, which is looked at as well. */
    private static final List<String> PLAIN_ENCRYPTION = List.of("CRYPT-LUKS1-", "CRYPT-LUKS2-", "CRYPT-PLAIN-");

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
        Foundations below = Foundations.of(kernel, files, medium);
        switch (medium.kind()) {
            case BLOCK -> descend(below, medium, false, new LinkedHashSet<>(), found);
            case IMAGE -> below.file().ifPresent(file -> beneath(file, medium, new LinkedHashSet<>(), found));
        }
        return List.copyOf(found);
    }

    /**
     * What a file system lies on. One that lies on no block device has an anonymous number, and {@link FileLayoutCheck} judges it; where btrfs lies is not looked at,
     * which writes in place only files that are marked so.
     */
    private void beneath(BackingFile file, Medium medium, Set<DeviceNumber> seen, Set<Obstacle> found) {
        Optional<DeviceNumber> number = DeviceNumber.parse(file.device()).filter(one -> one.major() != 0);
        if (number.isEmpty()) {
            return;
        }
        Optional<BlockDevice> device = files.device(number.get());
        if (device.isEmpty()) {
            found.add(new Obstacle(
                    Code.EXTENTS_UNKNOWN, "it is not known on what the file system of " + file.path() + " lies"));
        } else if (!seen.contains(device.get().whole().number())) {
            Foundations deeper = Foundations.of(kernel, files, device.get());
            // Where the file below was never written, what is above it has space to take up.
            fileLayout.check(deeper, MediumKind.BLOCK, device.get().name()).stream()
                    .filter(DeviceLayoutCheck::isOfAFileAbove)
                    .forEach(found::add);
            descend(deeper, medium, true, seen, found);
        }
    }

    /** Of what is said of a file below, what bears on one above it: this one is not erased, but it decides what becomes of the other, and whether that is a test. */
    private static boolean isOfAFileAbove(Obstacle obstacle) {
        return obstacle.weight() == Obstacle.Weight.CAPPING || obstacle.code() == Code.LAB;
    }

    /** @param ofFile whether a file lies on it, and not the medium itself */
    private void descend(
            Foundations below, Medium medium, boolean ofFile, Set<DeviceNumber> seen, Set<Obstacle> found) {
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
            found.addAll(look(whole, medium, ofFile));
            for (BlockDevice part : whole.slaves()) {
                Foundations deeper = Foundations.of(kernel, files, part);
                fileLayout.check(deeper, MediumKind.BLOCK, part.name()).stream()
                        .filter(obstacle -> !ofFile || isOfAFileAbove(obstacle))
                        .forEach(found::add);
                descend(deeper, medium, ofFile, seen, found);
            }
        }
        below.file().ifPresent(file -> beneath(file, medium, seen, found));
    }

    private List<Obstacle> look(BlockDevice whole, Medium medium, boolean ofFile) {
        List<Obstacle> found = new ArrayList<>();
        Attachment attachment = AttachmentReader.read(whole);
        boolean itself = !ofFile && medium.wholeName().orElse(medium.name()).equals(whole.name());
        if (Laboratory.passes(attachment) && !itself) {
            found.add(new Obstacle(Code.LAB, whole.name() + " is taken for a drive, by " + Laboratory.VARIABLE));
        }
        if (attachment.fabrics() && !itself) {
            // A file is no drive for which a network stands in: how it is kept at the other end is what nobody knows.
            found.add(new Obstacle(
                    ofFile ? Code.EXTENTS_UNKNOWN : Code.FABRICS,
                    medium.name() + " stands on " + whole.name() + ", which is reached over a network, transport "
                            + attachment.transport()));
        }
        boolean composed = whole.has("dm") || whole.has("md");
        int parts = whole.entries("slaves").size();
        if (composed && (parts == 0 || parts != whole.slaves().size())) {
            found.add(new Obstacle(Code.EXTENTS_UNKNOWN, "it is not known of what " + whole.name() + " is composed"));
        }
        switch (attachment.bus()) {
            case DM -> found.addAll(mapped(whole, ofFile));
            case MD -> array(whole).ifPresent(found::add);
            case OTHER -> kind(whole).ifPresent(found::add);
            case ATA, SCSI, NVME, USB, MMC, UFS, VIRTIO, LOOP, FILE -> {}
        }
        return found;
    }

    private List<Obstacle> mapped(BlockDevice device, boolean ofFile) {
        String control = files.dev().resolve("mapper").resolve("control").toString();
        return switch (MappedTargets.of(kernel, control, device.number())) {
            case MappedTargets.Untold(String _) when ofFile && isPlainByName(device) -> List.of();
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
     * Root alone may ask the device mapper, and whoever has an image need not be root. What made a mapping names it: cryptsetup what it encrypts in place, LVM its
     * volumes, of which each that is more than runs of drives (thin, cached, a snapshot or the origin of one) stands on others of LVM's own.
     */
    private static boolean isPlainByName(BlockDevice device) {
        String uuid = device.text("dm/uuid").orElse("");
        boolean encrypts = PLAIN_ENCRYPTION.stream().anyMatch(uuid::startsWith);
        boolean volume = uuid.matches("LVM-[0-9A-Za-z]{64}")
                && device.slaves().stream()
                        .map(part -> part.whole().text("dm/uuid").orElse(""))
                        .allMatch(below ->
                                below.isEmpty() || PLAIN_ENCRYPTION.stream().anyMatch(below::startsWith));
        return encrypts || volume;
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
