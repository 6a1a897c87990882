package org.wangchuan.engine.command.mmc;

/**
 * The R1 response (JESD84-B51, "Device status"): 32 bits, of which errors are of the command that was sent, or of one before.
 *
 * @param bits as the card sent them
 */
public record CardStatus(int bits) {
    private static final int ADDRESS_OUT_OF_RANGE = 1 << 31;
    private static final int ADDRESS_MISALIGN = 1 << 30;
    private static final int ERASE_SEQUENCE_ERROR = 1 << 28;
    private static final int ERASE_PARAMETER = 1 << 27;
    private static final int WRITE_PROTECT_VIOLATION = 1 << 26;
    private static final int LOCKED = 1 << 25;
    private static final int COMMAND_CRC_ERROR = 1 << 23;
    private static final int ILLEGAL_COMMAND = 1 << 22;
    private static final int DEVICE_ECC_FAILED = 1 << 21;
    private static final int CONTROLLER_ERROR = 1 << 20;
    private static final int ERROR = 1 << 19;
    private static final int ERASE_SKIPPED_PROTECTED = 1 << 15;
    private static final int ERASE_RESET = 1 << 13;
    private static final int SWITCH_ERROR = 1 << 7;
    private static final int READY_FOR_DATA = 1 << 8;
    private static final int TRANSFER = 4;
    private static final int ERRORS = ADDRESS_OUT_OF_RANGE
            | ADDRESS_MISALIGN
            | ERASE_SEQUENCE_ERROR
            | ERASE_PARAMETER
            | WRITE_PROTECT_VIOLATION
            | LOCKED
            | COMMAND_CRC_ERROR
            | ILLEGAL_COMMAND
            | DEVICE_ECC_FAILED
            | CONTROLLER_ERROR
            | ERROR
            | ERASE_SKIPPED_PROTECTED
            | ERASE_RESET
            | SWITCH_ERROR;

    /**
     * Whether any bit tells of an error that an erase or a switch can meet; also that the command before was not understood (CRC) and so not
     * done, and that the card is locked, when it takes neither.
     */
    public boolean failed() {
        return (bits & ERRORS) != 0;
    }

    /** An erase that left out what is write-protected. */
    public boolean skippedProtected() {
        return (bits & ERASE_SKIPPED_PROTECTED) != 0;
    }

    /** Not busy: READY_FOR_DATA, and in the transfer state, since cards mishandle either (Linux asks for both, too). */
    public boolean ready() {
        return (bits & READY_FOR_DATA) != 0 && state() == TRANSFER;
    }

    /** 0 idle, 1 ready, 2 identification, 3 stand-by, 4 transfer, 5 data, 6 receive, 7 programming, 8 disconnected, 9 bus test, 10 sleep. */
    public int state() {
        return bits >>> 9 & 0x0f;
    }
}
