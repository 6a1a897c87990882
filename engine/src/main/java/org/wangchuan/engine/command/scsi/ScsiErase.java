package org.wangchuan.engine.command.scsi;

/** SCSI commands that erase, or are taken for it. */
public final class ScsiErase {
    private static final int SANITIZE = 0x48;
    private static final int OVERWRITE = 0x01;
    private static final int BLOCK_ERASE = 0x02;
    private static final int CRYPTO_ERASE = 0x03;
    private static final int EXIT_FAILURE_MODE = 0x1f;
    private static final int IMMEDIATE = 1 << 7;
    private static final int UNRESTRICTED_EXIT = 1 << 5;
    private static final int INVERT = 1 << 7;
    private static final int PATTERN_BYTES_MAX = 4096;

    private static final int FORMAT_UNIT = 0x04;
    private static final int FORMAT_DATA = 1 << 4;
    private static final int COMPLETE_LIST = 1 << 3;
    private static final int FORMAT_IMMEDIATE = 1 << 1;

    private static final int WRITE_SAME_16 = 0x93;
    private static final int WRITE_SAME_UNMAP = 1 << 3;
    private static final int UNMAP = 0x42;
    private static final int SYNCHRONIZE_CACHE_10 = 0x35;

    /** What becomes of a device whose sanitize fails (AUSE bit). */
    public enum AfterFailure {
        /** Only another sanitize gets it out of the failed state. */
        STAY,
        /** EXIT FAILURE MODE does, with the data unsanitized. */
        MAY_EXIT
    }

    private ScsiErase() {}

    /** SANITIZE, BLOCK ERASE, answered at once (SBC-4, "SANITIZE command"). */
    public static ScsiRequest blockErase(AfterFailure afterFailure) {
        return ScsiRequest.plain("SANITIZE BLOCK ERASE", sanitize(BLOCK_ERASE, afterFailure));
    }

    /** SANITIZE, CRYPTOGRAPHIC ERASE, answered at once. */
    public static ScsiRequest cryptoErase(AfterFailure afterFailure) {
        return ScsiRequest.plain("SANITIZE CRYPTOGRAPHIC ERASE", sanitize(CRYPTO_ERASE, afterFailure));
    }

    /** SANITIZE, EXIT FAILURE MODE. */
    public static ScsiRequest exitFailureMode() {
        return ScsiRequest.plain("SANITIZE EXIT FAILURE MODE", sanitize(EXIT_FAILURE_MODE, AfterFailure.STAY));
    }

    /**
     * SANITIZE, OVERWRITE, answered at once.
     *
     * @param passes 1 to 31
     * @param invert every other pass writes the complement
     * @param pattern 1 to 4096 bytes; a device takes no more than its block
     */
    public static ScsiRequest overwrite(AfterFailure afterFailure, int passes, boolean invert, byte[] pattern) {
        if (passes < 1 || passes > 31 || pattern.length < 1 || pattern.length > PATTERN_BYTES_MAX) {
            throw new IllegalArgumentException("1 to 31 passes, a pattern of 1 to 4096 bytes");
        }
        byte[] parameters = new byte[4 + pattern.length];
        parameters[0] = (byte) (passes | (invert ? INVERT : 0));
        put16(parameters, 2, pattern.length);
        System.arraycopy(pattern, 0, parameters, 4, pattern.length);
        byte[] block = sanitize(OVERWRITE, afterFailure);
        put16(block, 7, parameters.length);
        return ScsiRequest.sending("SANITIZE OVERWRITE", block, parameters);
    }

    /**
     * FORMAT UNIT, answered at once (SBC-4, "FORMAT UNIT command"). CMPLST with an empty list: the device forgets its grown defects, with the
     * evidence of them, and may use those blocks again. How it goes about the rest is left to it (FOV is 0).
     *
     * @param protectionInformation FMTPINFO, 0 for none, 2 or 3 (with PROTECTION FIELD USAGE 0)
     */
    public static ScsiRequest formatUnit(int protectionInformation) {
        if (protectionInformation != 0 && protectionInformation != 2 && protectionInformation != 3) {
            throw new IllegalArgumentException("protection information: 0, 2 or 3");
        }
        byte[] block = {FORMAT_UNIT, (byte) (protectionInformation << 6 | FORMAT_DATA | COMPLETE_LIST), 0, 0, 0, 0};
        return ScsiRequest.sending("FORMAT UNIT", block, new byte[] {0, FORMAT_IMMEDIATE, 0, 0});
    }

    /**
     * WRITE SAME(16) of one logical block (SBC-4).
     *
     * @param blocks 1 or more: 0 means up to the end, which is never meant here
     * @param unmap the device may deallocate instead: that erases nothing by itself
     */
    public static ScsiRequest writeSame(long firstAddress, int blocks, boolean unmap, byte[] content) {
        if (firstAddress < 0 || blocks < 1 || content.length < 1) {
            throw new IllegalArgumentException("an address, blocks and a block's content");
        }
        byte[] block = new byte[16];
        block[0] = (byte) WRITE_SAME_16;
        block[1] = (byte) (unmap ? WRITE_SAME_UNMAP : 0);
        put64(block, 2, firstAddress);
        put32(block, 10, blocks);
        return ScsiRequest.sending("WRITE SAME(16)", block, content);
    }

    /** UNMAP of one range (SBC-4). It is a hint: nothing is proved erased by it. */
    public static ScsiRequest unmap(long firstAddress, int blocks) {
        if (firstAddress < 0 || blocks < 1) {
            throw new IllegalArgumentException("an address, and blocks");
        }
        byte[] parameters = new byte[24];
        put16(parameters, 0, 22);
        put16(parameters, 2, 16);
        put64(parameters, 8, firstAddress);
        put32(parameters, 16, blocks);
        byte[] block = new byte[10];
        block[0] = UNMAP;
        put16(block, 7, parameters.length);
        return ScsiRequest.sending("UNMAP", block, parameters);
    }

    /** SYNCHRONIZE CACHE(10) of the whole device (SBC-4). */
    public static ScsiRequest synchronizeCache() {
        byte[] block = new byte[10];
        block[0] = SYNCHRONIZE_CACHE_10;
        return ScsiRequest.plain("SYNCHRONIZE CACHE(10)", block);
    }

    private static byte[] sanitize(int serviceAction, AfterFailure afterFailure) {
        byte[] block = new byte[10];
        block[0] = SANITIZE;
        block[1] = (byte) (IMMEDIATE | serviceAction | (afterFailure == AfterFailure.MAY_EXIT ? UNRESTRICTED_EXIT : 0));
        return block;
    }

    private static void put16(byte[] to, int at, int value) {
        to[at] = (byte) (value >>> 8);
        to[at + 1] = (byte) value;
    }

    private static void put32(byte[] to, int at, int value) {
        put16(to, at, value >>> 16);
        put16(to, at + 2, value);
    }

    private static void put64(byte[] to, int at, long value) {
        put32(to, at, (int) (value >>> 32));
        put32(to, at + 4, (int) value);
    }
}
