package org.wangchuan.lab.nvme;

import java.io.IOException;
import org.wangchuan.lab.drive.EraseCourse;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Purging;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.drive.Way;

/** What a controller tells of itself: Identify, its logs, its features. One caller at a time. */
final class ControllerFacts {
    private static final long ALL_NAMESPACES = NvmeDrive.ALL_NAMESPACES;
    private static final int VERSION_1_4 = 0x0001_0400;
    private static final int VERSION_2_1 = 0x0002_0100;

    /** SANICAP bit 5: by a program that reads it, not by the standard. */
    private static final int PURGE_REPORTING = 1 << 5;

    /** SANICAP bit 29, NDI: an order to leave blocks allocated is refused. */
    private static final int NO_DEALLOCATE_INHIBITED = 1 << 29;

    /** SANICAP bits 31:30, NODMMAS: after a sanitize that deallocates nothing the media are modified, so that they can be read. */
    private static final int MEDIA_MODIFIED = 2 << 30;

    private final String qualifiedName;
    private final String serial;
    private final int namespaces;
    private final NvmeBlocks blocks;
    private final EraseCourse course;
    private final Firmware firmware;
    private int writeCache = 1;

    ControllerFacts(
            String qualifiedName,
            String serial,
            int namespaces,
            NvmeBlocks blocks,
            EraseCourse course,
            Firmware firmware) {
        this.qualifiedName = qualifiedName;
        this.serial = serial;
        this.namespaces = namespaces;
        this.blocks = blocks;
        this.course = course;
        this.firmware = firmware;
    }

    /** SANICAP: crypto erase, block erase, overwrite. */
    private int sanitizes() {
        return (firmware.has(Way.SANITIZE_CRYPTO) ? 1 : 0)
                | (firmware.has(Way.SANITIZE_BLOCK) ? 2 : 0)
                | (firmware.has(Way.SANITIZE_OVERWRITE) ? 4 : 0);
    }

    /** NDI and NODMMAS. */
    private int allocation() {
        return switch (firmware.allocation()) {
            case UNTOLD -> 0;
            case KEPT, DEALLOCATED -> MEDIA_MODIFIED;
            case INHIBITED -> MEDIA_MODIFIED | NO_DEALLOCATE_INHIBITED;
        };
    }

    private boolean deallocatesAgainstWish() {
        return firmware.allocation() == Firmware.Allocation.DEALLOCATED;
    }

    private boolean reportsPurging() {
        return firmware.purging() != Purging.NONE && sanitizes() != 0;
    }

    /** The version that it claims. */
    int version() {
        return reportsPurging() ? VERSION_2_1 : VERSION_1_4;
    }

    /** A lie is told whole: one that only claims to have erased claims to have purged. */
    private boolean tellsPurged() {
        return firmware.purging() == Purging.REPORTED || firmware.purging() == Purging.REFUSED;
    }

    /** OACS. */
    private int commands() {
        return (firmware.hasAny(Way.FORMAT_USER_DATA, Way.FORMAT_CRYPTO) ? IdentifyPages.FORMAT : 0)
                | (firmware.trust() == Trust.NONE ? 0 : IdentifyPages.SECURITY);
    }

    private String serial() throws IOException {
        return course.look().phase() == EraseCourse.Phase.REPLACED ? "OTHER" + serial : serial;
    }

    NvmeAnswer identify(NvmeCommand command) throws IOException {
        long namespace = command.namespace();
        return switch (command.unsigned8(40)) {
            case 0x00 ->
                blocks.knows(namespace) || namespace == ALL_NAMESPACES
                        ? NvmeAnswer.data(IdentifyPages.namespace(
                                blocks.namespaceBytes() / NvmeBlocks.BLOCK_BYTES,
                                serial(),
                                namespace == ALL_NAMESPACES ? 1 : namespace))
                        : NvmeAnswer.refused(NvmeStatus.INVALID_NAMESPACE);
            case 0x01 ->
                NvmeAnswer.data(IdentifyPages.controller(
                        serial(),
                        qualifiedName,
                        version(),
                        namespaces,
                        sanitizes() | (reportsPurging() ? PURGE_REPORTING : 0) | allocation(),
                        commands(),
                        firmware.has(Way.FORMAT_CRYPTO)));
            case 0x02, 0x10 -> NvmeAnswer.data(IdentifyPages.list(namespace, namespaces));
            case 0x03 ->
                blocks.knows(namespace)
                        ? NvmeAnswer.data(IdentifyPages.descriptors(serial(), namespace))
                        : NvmeAnswer.refused(NvmeStatus.INVALID_NAMESPACE);
            case 0x05, 0x06 -> NvmeAnswer.data(new byte[IdentifyPages.BYTES]);
            default -> NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        };
    }

    NvmeAnswer log(NvmeCommand command) throws IOException {
        long dwords = ((command.dword(10) >>> 16) | ((long) (command.dword(11) & 0xffff) << 16)) + 1;
        long offset = command.entry().getLong(48);
        if (dwords > 4096 || offset < 0 || offset > 4096) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        }
        byte[] page = switch (command.unsigned8(40)) {
            case 0x01, 0x02, 0x03 -> new byte[512];
            case 0x81 ->
                sanitizes() == 0
                        ? null
                        : SanitizeLog.page(course.look(), blocks.written(), tellsPurged(), deallocatesAgainstWish());
            default -> null;
        };
        if (page == null) {
            return NvmeAnswer.refused(NvmeStatus.INVALID_LOG);
        }
        byte[] out = new byte[(int) dwords * 4];
        if (offset < page.length) {
            System.arraycopy(page, (int) offset, out, 0, (int) Math.min(out.length, page.length - offset));
        }
        return NvmeAnswer.data(out);
    }

    NvmeAnswer setFeature(NvmeCommand command) {
        return switch (command.unsigned8(40)) {
            case 0x06 -> {
                writeCache = command.dword(11) & 1;
                yield NvmeAnswer.done(0);
            }
            case 0x07 -> NvmeAnswer.done(Integer.toUnsignedLong(command.dword(11)));
            case 0x0b, 0x0f -> NvmeAnswer.done(0);
            default -> NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
        };
    }

    NvmeAnswer getFeature(NvmeCommand command) {
        return command.unsigned8(40) == 0x06
                ? NvmeAnswer.done(writeCache)
                : NvmeAnswer.refused(NvmeStatus.INVALID_FIELD);
    }
}
