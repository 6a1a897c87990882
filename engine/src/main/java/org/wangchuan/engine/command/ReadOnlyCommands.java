package org.wangchuan.engine.command;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Set;
import org.wangchuan.engine.command.mmc.MmcRow;
import org.wangchuan.engine.command.nvme.NvmeRequest;
import org.wangchuan.engine.command.tcg.Level0Discovery;
import org.wangchuan.engine.command.tcg.SecurityCommands;

/**
 * The commands that are known to change nothing on a device, told by their bytes. What sends commands asks here before each: what is not
 * on this list is not sent, whoever built it. A command that changes something with another value of some field is on it with the harmless
 * values only.
 */
public final class ReadOnlyCommands {
    private static final int INQUIRY = 0x12;
    private static final int READ_CAPACITY_10 = 0x25;
    private static final int SERVICE_ACTION_IN_16 = 0x9e;
    private static final int READ_CAPACITY_16 = 0x10;
    private static final int MAINTENANCE_IN = 0xa3;
    private static final int REPORT_SUPPORTED_OPERATION_CODES = 0x0c;
    private static final int SERVICE_ACTION = 0x1f;
    private static final int ATA_PASS_THROUGH_16 = 0x85;

    private static final int SECURITY_PROTOCOL_IN = 0xa2;

    private static final int READ_DEFECT_DATA_12 = 0xb7;
    private static final int GROWN_LIST = 0x0c; // REQ_GLIST, in bytes from index

    private static final int LOG_SENSE = 0x4d;
    private static final int MODE_SENSE_10 = 0x5a;
    private static final int LONG_ADDRESSES = 0x10;
    private static final int ERROR_RECOVERY = 0x01;
    private static final int REPORT_LUNS = 0xa0;

    /** Cumulative values of the error counters of writing and reading. */
    private static final Set<Integer> COUNTERS = Set.of(0x42, 0x43);

    private static final int ATA_PROTOCOL = 0x1e;
    private static final int NON_DATA = 3 << 1;
    private static final int PIO_DATA_IN = 4 << 1;
    private static final int DMA = 6 << 1;
    private static final int FROM_DEVICE = 0x08;
    private static final int EXTEND = 0x01;

    private static final int IDENTIFY_DEVICE = 0xec;
    private static final int READ_LOG_EXT = 0x2f;
    private static final int SMART = 0xb0;
    private static final int SMART_READ_DATA = 0xd0;
    private static final int SMART_RETURN_STATUS = 0xda;
    private static final int CHECK_POWER_MODE = 0xe5;
    private static final int READ_NATIVE_MAX = 0xf8;
    private static final int READ_NATIVE_MAX_EXT = 0x27;
    private static final int ACCESSIBLE_MAX = 0x78; // with feature 0000h alone it only tells
    private static final int OVERLAY = 0xb1;
    private static final int OVERLAY_IDENTIFY = 0xc2;
    private static final int SANITIZE_DEVICE = 0xb4; // with feature 0000h and COUNT 0 alone it only tells

    private static final int TRUSTED_RECEIVE = 0x5c;
    private static final int TRUSTED_RECEIVE_DMA = 0x5d;

    /** Directory, device statistics, identify data: reading others (10h, NCQ errors) ends what the drive is at. */
    private static final Set<Integer> LOGS = Set.of(0x00, 0x04, 0x30);

    private static final int NVME_GET_LOG_PAGE = 0x02;
    private static final int NVME_IDENTIFY = 0x06;
    private static final int NVME_SECURITY_RECEIVE = 0x82;

    /** Namespace, controller, and lists of namespaces and controllers. */
    private static final Set<Integer> IDENTIFIED = Set.of(0x00, 0x01, 0x02, 0x03, 0x10, 0x13);

    /** Supported Log Pages, SMART / Health Information, Boot Partition, Sanitize Status. */
    private static final Set<Integer> PAGES = Set.of(0x00, 0x02, 0x15, 0x81);

    /** SEND_EXT_CSD; SEND_STATUS with the address that Linux gives an eMMC. */
    private static final Set<String> MMC = Set.of("08.00000000.00b5r", "0d.00010000.0015r");

    private ReadOnlyCommands() {}

    /** Whether a SCSI command block is one of them, ATA PASS-THROUGH (16) by what it carries. */
    public static boolean scsi(byte[] block) {
        return switch (block.length) {
            case 6 -> at(block, 0) == INQUIRY || testsUnitReady(block);
            case 10 -> at(block, 0) == READ_CAPACITY_10 || capacitySetting(block) || errorCounters(block);
            case 12 ->
                switch (at(block, 0)) {
                    case MAINTENANCE_IN -> (at(block, 1) & SERVICE_ACTION) == REPORT_SUPPORTED_OPERATION_CODES;
                    case SECURITY_PROTOCOL_IN -> discovers(at(block, 1), at(block, 2) << 8 | at(block, 3));
                    case REPORT_LUNS -> true;
                    case READ_DEFECT_DATA_12 -> at(block, 1) == GROWN_LIST;
                    default -> false;
                };
            case 16 ->
                switch (at(block, 0)) {
                    case SERVICE_ACTION_IN_16 -> (at(block, 1) & SERVICE_ACTION) == READ_CAPACITY_16;
                    case ATA_PASS_THROUGH_16 -> ata(block);
                    default -> false;
                };
            default -> false;
        };
    }

    /** TEST UNIT READY, of which all else is reserved: zeros alone. */
    private static boolean testsUnitReady(byte[] block) {
        for (byte one : block) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }

    /** Current values of the error recovery page, with block descriptors, short or long. */
    private static boolean capacitySetting(byte[] block) {
        return at(block, 0) == MODE_SENSE_10
                && (at(block, 1) & ~LONG_ADDRESSES) == 0
                && at(block, 2) == ERROR_RECOVERY
                && at(block, 3) == 0;
    }

    /** Without SP, which has the drive save what it counts, and without a subpage. */
    private static boolean errorCounters(byte[] block) {
        return at(block, 0) == LOG_SENSE && at(block, 1) == 0 && COUNTERS.contains(at(block, 2)) && at(block, 3) == 0;
    }

    private static boolean ata(byte[] block) {
        boolean extended = (at(block, 1) & EXTEND) != 0;
        // The upper halves count for commands with 48-bit addresses alone; there they hold features and keys, too.
        int feature = at(block, 4) | at(block, 3) << 8;
        int count = at(block, 6) | at(block, 5) << 8;
        return switch (at(block, 1) & ATA_PROTOCOL) {
            case PIO_DATA_IN ->
                (at(block, 2) & FROM_DEVICE) != 0
                        && switch (at(block, 14)) {
                            case IDENTIFY_DEVICE -> !extended;
                            case READ_LOG_EXT -> extended && feature == 0 && LOGS.contains(at(block, 8));
                            case SMART -> !extended && feature == SMART_READ_DATA;
                            case OVERLAY -> !extended && feature == OVERLAY_IDENTIFY;
                            case TRUSTED_RECEIVE -> trusted(block, extended, feature);
                            default -> false;
                        };
            case DMA ->
                (at(block, 2) & FROM_DEVICE) != 0
                        && at(block, 14) == TRUSTED_RECEIVE_DMA
                        && trusted(block, extended, feature);
            case NON_DATA ->
                switch (at(block, 14)) {
                    case CHECK_POWER_MODE, READ_NATIVE_MAX -> !extended && feature == 0;
                    case SMART -> !extended && feature == SMART_RETURN_STATUS;
                    case READ_NATIVE_MAX_EXT, ACCESSIBLE_MAX, SANITIZE_DEVICE -> extended && feature == 0 && count == 0;
                    default -> false;
                };
            default -> false;
        };
    }

    private static boolean trusted(byte[] block, boolean extended, int feature) {
        return !extended && discovers(feature, at(block, 12) << 8 | at(block, 10));
    }

    /**
     * The list of security protocols, and Level 0 Discovery of TCG: both are there for anybody at any time. Any other ComID belongs to a talk, of
     * which reading takes something away.
     */
    private static boolean discovers(int protocol, int specific) {
        return switch (protocol) {
            case SecurityCommands.INFORMATION -> specific == SecurityCommands.PROTOCOL_LIST;
            case SecurityCommands.TCG -> specific == Level0Discovery.COM_ID;
            default -> false;
        };
    }

    /** Whether a {@code struct nvme_passthru_cmd} of the admin queue is one of them. */
    public static boolean nvme(byte[] structure) {
        if (structure.length != NvmeRequest.BYTES || at(structure, 1) != 0) {
            return false;
        }
        ByteBuffer command = ByteBuffer.wrap(structure).order(ByteOrder.LITTLE_ENDIAN);
        int word10 = command.getInt(NvmeRequest.WORD_10_OFFSET);
        return switch (at(structure, 0)) {
            case NVME_IDENTIFY -> IDENTIFIED.contains(word10);
            case NVME_SECURITY_RECEIVE -> (word10 & 0xff) == 0 && discovers(word10 >>> 24, word10 >>> 8 & 0xffff);
            case NVME_GET_LOG_PAGE -> PAGES.contains(word10 & 0xff) && (word10 & 0xff00) == 0;
            default -> false;
        };
    }

    /** Whether a row of eMMC commands ({@code struct mmc_ioc_multi_cmd}) is one of them alone. With another argument SEND_STATUS interrupts (HPI). */
    public static boolean mmc(byte[] row) {
        return MmcRow.parse(row).flatMap(MmcRow::key).filter(MMC::contains).isPresent();
    }

    private static int at(byte[] bytes, int index) {
        return Byte.toUnsignedInt(bytes[index]);
    }
}
