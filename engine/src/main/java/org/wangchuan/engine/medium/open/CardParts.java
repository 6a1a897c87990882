package org.wangchuan.engine.medium.open;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wangchuan.engine.kernel.BlockRequests;
import org.wangchuan.engine.kernel.DeviceNumber;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.FileStatus;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.OpenFlags;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.CardPart;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.backing.Foundations;
import org.wangchuan.engine.medium.hidden.OtherParts;
import org.wangchuan.engine.medium.identity.AttachmentReader;
import org.wangchuan.engine.medium.sysfs.BlockDevice;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.use.OtherOpeners;
import org.wangchuan.engine.patience.Patience;

/**
 * Other parts of an eMMC, held alone for as long as it is erased. Each is opened exclusively, and is that of the card which is held: below it in sysfs,
 * whose CID is still the one that was examined. To be closed.
 */
public final class CardParts implements AutoCloseable {
    private static final int FLAGS = OpenFlags.O_RDWR | OpenFlags.O_EXCL | OpenFlags.O_DIRECT | OpenFlags.O_CLOEXEC;

    private final List<OpenPart> held = new ArrayList<>();
    private Optional<String> notHeld = Optional.empty();

    private CardParts() {}

    /** Those that this machine shows; nothing is opened. */
    public static List<CardPart> of(Medium medium) {
        return OtherParts.parts(SystemFiles.real(), medium);
    }

    /**
     * Holds those of these ids.
     *
     * @param medium the card, which is open
     */
    public static CardParts hold(Medium medium, List<String> ids) {
        return hold(Kernel.system(), SystemFiles.real(), medium, ids, Patience.DEVICE_MILLIS);
    }

    static CardParts hold(Kernel kernel, SystemFiles files, Medium medium, List<String> ids, long patienceMillis) {
        CardParts out = new CardParts();
        Optional<BlockDevice> card = DeviceNumber.parse(medium.number()).flatMap(files::device);
        for (String id : ids) {
            Optional<BlockDevice> part = card.flatMap(self -> OtherParts.partOf(files, self, id));
            Optional<String> cid = card.flatMap(self -> self.text("device/cid"));
            boolean same = cid.isPresent() && cid.equals(medium.labels().wwn());
            if (part.isEmpty() || !same) {
                out.notHeld = Optional.of(id + (same ? ": the card has none" : ": another card is in its place"));
                break;
            }
            BlockDevice device = part.get();
            HeldBeside<OpenPart> asked = HeldBeside.ask(
                    device.name(), () -> hold(kernel, files, id, device), OpenPart::close, patienceMillis);
            asked.open().ifPresent(out.held::add);
            out.notHeld = asked.notHeld();
            if (out.notHeld.isPresent()) {
                break;
            }
        }
        return out;
    }

    private static HeldBeside<OpenPart> hold(Kernel kernel, SystemFiles files, String id, BlockDevice part) {
        int descriptor = kernel.open("/dev/" + part.name(), FLAGS);
        if (descriptor < 0) {
            return HeldBeside.not(part.name() + ": " + Errno.describe(descriptor));
        }
        OpenPart open = new OpenPart(kernel, descriptor, id, part);
        boolean itself = FileStatus.ofDescriptor(kernel, descriptor) instanceof FileStatus.Known(FileStatus status)
                && status.type() == FileStatus.Type.BLOCK_DEVICE
                && status.represented().equals(part.number());
        if (!itself || new BlockRequests(kernel, descriptor).capacityBytes() != open.capacityBytes()) {
            return new HeldBeside<>(
                    Optional.of(open), Optional.of(part.name() + ": is not what the kernel shows by that name"));
        }
        // Being open exclusively keeps out only those that ask for the same.
        return new HeldBeside<>(
                Optional.of(open),
                OtherOpeners.look(kernel, files, Foundations.of(kernel, files, part))
                        .who()
                        .map(who -> part.name() + ": " + who));
    }

    /**
     * Locks boot partitions against writes again, as Linux has them at each start: of a job that was cut off. Nothing is opened.
     *
     * @return kernel names of those that could not be locked
     */
    public static List<String> lockBoots(Medium medium, List<String> ids) {
        return lockBoots(SystemFiles.real(), medium, ids);
    }

    static List<String> lockBoots(SystemFiles files, Medium medium, List<String> ids) {
        Optional<BlockDevice> card = DeviceNumber.parse(medium.number()).flatMap(files::device);
        return ids.stream()
                .filter(CardPart::isBoot)
                .flatMap(id -> card.flatMap(self -> OtherParts.partOf(files, self, id)).stream())
                .filter(part -> OpenPart.lock(part, true) < 0)
                .map(BlockDevice::name)
                .toList();
    }

    /** Whether it is an eMMC, which says itself what parts it has; an SD card has no such register. */
    public static boolean tells(Medium medium) {
        return medium.bus() == Bus.MMC
                && !medium.partition()
                && medium.attachment().transport().equals(AttachmentReader.EMMC);
    }

    /** Those that are held, in order. */
    public List<OpenPart> held() {
        return List.copyOf(held);
    }

    /** Which of them could not be held, and why; empty if all are. */
    public Optional<String> notHeld() {
        return notHeld;
    }

    @Override
    public void close() {
        held.forEach(OpenPart::close);
        held.clear();
    }
}
