package org.wangchuan.engine.medium.identity;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.Refused.Code;
import org.wangchuan.engine.medium.ata.ScsiPort;
import org.wangchuan.engine.medium.inquiry.CapacityInquirer;
import org.wangchuan.engine.medium.sysfs.BlockDevice;

/**
 * Drives that Linux keeps in its list with a capacity of 0, whatever they hold (drivers/scsi/sd.c, {@code sd_read_capacity};
 * drivers/nvme/host/core.c, {@code nvme_update_ns_info_block}), told from readers that have no medium in them.
 */
public final class WithoutBlocks {
    /** Where drives hang; a loop, a mapped device or a RAID of this size is one that nothing was put into yet. */
    private static final Pattern DRIVE = Pattern.compile("sd[a-z]+|nvme[0-9]+n[0-9]+");

    private static final String NOT_ERASED =
            "It was NOT erased here, what it held may still be on it, and nothing here erases it as it is. ";

    private static final String FORMAT = "Format it anew, which takes hours and counts for nothing here"
            + " (sg_format, to blocks of 512 bytes; nvme format with a format without metadata), with another system than this one, and erase it here then;"
            + " or destroy it";

    private static final String NOT_KNOWN =
            "It is NOT known to be erased, what it held may still be on it, and nothing here erases it as it is. ";

    private static final String AGAIN =
            "take it out and put it in again, or start this computer anew, and look for it here again";

    private WithoutBlocks() {}

    /** Whether a device of capacity 0 is a drive, as far as sysfs tells. */
    static boolean isDrive(BlockDevice device) {
        return DRIVE.matcher(device.name()).matches() && !device.flag("removable");
    }

    /** Of one that was not asked. */
    static Refused unasked(Path path) {
        return refused(path, Optional.empty());
    }

    /** Asks one on SCSI why; what a bridge or a network would answer is not the drive's. */
    static Refused asked(Path path, Attachment attachment, ScsiPort port) {
        boolean own = attachment.bus() == Bus.SCSI && !attachment.fabrics();
        return refused(path, own ? CapacityInquirer.ask(port) : Optional.empty());
    }

    private static Refused refused(Path path, Optional<CapacityInquirer.Cause> cause) {
        Code code = cause.map(CapacityInquirer.Cause::code).orElse(Code.NO_CAPACITY);
        String bytes = cause.map(told -> String.valueOf(told.blockBytes())).orElse("");
        return new Refused(code, path + ": " + sentence(code, bytes), List.of(path.toString(), bytes));
    }

    private static String sentence(Code code, String bytes) {
        return switch (code) {
            case BLOCK_LENGTH ->
                "its blocks have " + bytes + " bytes, as in storage arrays, which Linux does not take. " + NOT_ERASED
                        + FORMAT;
            case FORMAT_BROKEN_OFF -> "a format of it was broken off, or failed. " + NOT_ERASED + FORMAT;
            case AT_WORK ->
                "the drive is at a format or a sanitize of its own. " + NOT_KNOWN + "Once that has ended, " + AGAIN;
            case SANITIZE_FAILED ->
                "the drive says that its last sanitize failed. " + NOT_ERASED
                        + "Another sanitize that succeeds (sg_sanitize, with another system than this one) ends that, and it can be erased here then;"
                        + " or destroy it";
            case STALE_CAPACITY ->
                "Linux shows no capacity of it, and the drive tells one by now. " + NOT_KNOWN + "To erase it, " + AGAIN;
            default ->
                "Linux shows no capacity of it. Its blocks may have a length that Linux does not take (520 bytes, as in storage arrays, or"
                        + " metadata), a format may have been broken off, it may be at an erasure of its own, or defective; a dock without a drive"
                        + " looks the same. " + NOT_ERASED + FORMAT;
        };
    }

    /**
     * Of an NVMe drive that Linux shows no disk of.
     *
     * @param path of its controller
     * @param state of that, in the kernel's word; empty if it is live or not told
     */
    public static Refused withoutDisk(Path path, Optional<String> state) {
        String said = state.orElse("");
        return new Refused(
                Code.NO_NAMESPACE,
                path + ": an NVMe drive that Linux shows no disk of"
                        + (said.isEmpty() ? "" : " (its controller is " + said + ")")
                        + ": its namespaces may have been deleted or detached, or be of a kind that Linux does not take, or it is defective. "
                        + NOT_ERASED
                        + "Give it a namespace of its whole capacity (nvme create-ns, nvme attach-ns), with another system than this one, and erase"
                        + " it here then; or destroy it",
                List.of(path.toString(), said));
    }
}
