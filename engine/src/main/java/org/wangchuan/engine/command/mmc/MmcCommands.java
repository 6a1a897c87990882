package org.wangchuan.engine.command.mmc;

import java.util.List;
import org.wangchuan.engine.command.mmc.MmcRequest.Response;

/** Commands to eMMC (JESD84-B51) and SD cards that ask and erase. A sanitize alone clears only what is mapped to nothing. */
public final class MmcCommands {
    private static final int SWITCH = 6;
    private static final int SEND_EXT_CSD = 8;
    private static final int SEND_STATUS = 13;
    private static final int ERASE_GROUP_START = 35;
    private static final int ERASE_GROUP_END = 36;
    private static final int ERASE = 38;
    private static final int SD_ERASE_START = 32;
    private static final int SD_ERASE_END = 33;

    private static final int WRITE_BYTE = 3 << 24; // access mode of SWITCH
    private static final int COMMAND_SET_NORMAL = 1;
    private static final int SANITIZE_START = 165;
    private static final int ERASE_GROUP_DEFINITION = 175;
    private static final int RELATIVE_CARD_ADDRESS = 1 << 16; // the one that Linux gives the only card of a slot

    /** The argument of CMD38 (JESD84-B51, "Erase command"). */
    public enum EraseKind {
        ERASE(0),
        TRIM(0x1),
        /** Promises nothing at all. */
        DISCARD(0x3),
        /** Kept for old hosts in eMMC 5.1, which advises an erase with a sanitize; some cards take it for a plain erase. */
        SECURE_ERASE(0x80000000),
        SECURE_TRIM_STEP_1(0x80000001),
        SECURE_TRIM_STEP_2(0x80008000);

        private final int argument;

        EraseKind(int argument) {
            this.argument = argument;
        }
    }

    private MmcCommands() {}

    /** SEND_EXT_CSD, CMD8. */
    public static MmcRequest extendedCsd() {
        return new MmcRequest("SEND_EXT_CSD", SEND_EXT_CSD, 0, false, Response.R1_DATA, ExtendedCsd.BYTES);
    }

    /** SEND_STATUS, CMD13, with the address that Linux gives an eMMC; an SD card has one of its own. */
    public static MmcRequest status() {
        return new MmcRequest("SEND_STATUS", SEND_STATUS, RELATIVE_CARD_ADDRESS, false, Response.R1_PLAIN, 0);
    }

    /** SWITCH, CMD6, of SANITIZE_START; lasts until busy ends, which may be hours. */
    public static MmcRequest sanitize() {
        return change("SWITCH SANITIZE_START", SANITIZE_START, 1);
    }

    /** SWITCH of ERASE_GROUP_DEF: erase groups of the high-capacity size; lost at a power cycle. */
    public static MmcRequest largeEraseGroups() {
        return change("SWITCH ERASE_GROUP_DEF", ERASE_GROUP_DEFINITION, 1);
    }

    /**
     * CMD35, CMD36, CMD38 in a row, for {@code MMC_IOC_MULTI_CMD}.
     *
     * @param first and
     * @param last in sectors of 512 bytes for cards above 2 GB, otherwise in bytes; 32 bits, unsigned
     */
    public static List<MmcRequest> erase(long first, long last, EraseKind kind) {
        return row(ERASE_GROUP_START, ERASE_GROUP_END, first, last, kind.argument);
    }

    /** CMD32, CMD33, CMD38 of an SD card (SD Physical Layer, "Erase"). */
    public static List<MmcRequest> eraseSdCard(long first, long last) {
        return row(SD_ERASE_START, SD_ERASE_END, first, last, 0);
    }

    private static List<MmcRequest> row(int start, int end, long first, long last, int argument) {
        if (first < 0 || last < first || last > 0xffffffffL) {
            throw new IllegalArgumentException("first to last, 32 bits");
        }
        return List.of(
                new MmcRequest("CMD" + start, start, (int) first, true, Response.R1, 0),
                new MmcRequest("CMD" + end, end, (int) last, true, Response.R1, 0),
                new MmcRequest("ERASE", ERASE, argument, true, Response.R1B, 0));
    }

    private static MmcRequest change(String name, int index, int value) {
        return new MmcRequest(
                name, SWITCH, WRITE_BYTE | index << 16 | value << 8 | COMMAND_SET_NORMAL, true, Response.R1B, 0);
    }
}
