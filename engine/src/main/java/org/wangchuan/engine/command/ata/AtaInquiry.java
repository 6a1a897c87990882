package org.wangchuan.engine.command.ata;

import org.wangchuan.engine.command.ata.AtaPassThrough.Transfer;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/** What asks an ATA drive about itself, and the trim that promises nothing. */
public final class AtaInquiry {
    private static final int IDENTIFY_DEVICE = 0xec;
    private static final int CHECK_POWER_MODE = 0xe5;
    private static final int READ_LOG_EXT = 0x2f;
    private static final int SMART = 0xb0;
    private static final int SMART_READ_DATA = 0xd0;
    private static final int SMART_RETURN_STATUS = 0xda;
    private static final long SMART_KEY = 0xc24f00L; // LBA 23:8, or the drive aborts
    private static final int DATA_SET_MANAGEMENT = 0x06;
    private static final int TRIM = 1;
    private static final int FLUSH_CACHE_EXT = 0xea;
    private static final int FLUSH_CACHE = 0xe7;
    private static final int RANGE_BLOCKS_MAX = 0xffff;
    private static final long ADDRESS_MAX = (1L << 48) - 1;

    private AtaInquiry() {}

    /** IDENTIFY DEVICE (ACS-4). */
    public static ScsiRequest identify() {
        return read("IDENTIFY DEVICE", IDENTIFY_DEVICE, 0, 1, 0, Transfer.READ_28);
    }

    /** CHECK POWER MODE (ACS-4): wakes nothing up. */
    public static ScsiRequest powerMode() {
        return AtaPassThrough.plain("CHECK POWER MODE", CHECK_POWER_MODE, 0, Transfer.NONE_28);
    }

    /**
     * READ LOG EXT (ACS-4).
     *
     * @param log the log's number, 0 to 255 (30h: identify device data; 00h: directory)
     * @param page from which on, 0 to 65535
     * @param pages of 512 bytes each, 1 to 16
     */
    public static ScsiRequest readLog(int log, int page, int pages) {
        if (log < 0 || log > 0xff || page < 0 || page > 0xffff || pages < 1 || pages > 16) {
            throw new IllegalArgumentException("log 0 to 255, page 0 to 65535, 1 to 16 pages");
        }
        long address = log | (long) (page & 0xff) << 8 | (long) (page >>> 8) << 32;
        return read("READ LOG EXT", READ_LOG_EXT, 0, pages, address, Transfer.READ_48);
    }

    /** SMART READ DATA (ACS-3; obsolete since, and answered all the same). */
    public static ScsiRequest smartData() {
        return read("SMART READ DATA", SMART, SMART_READ_DATA, 1, SMART_KEY, Transfer.READ_28);
    }

    /** SMART RETURN STATUS (ACS-4): a failing drive answers with LBA 2CF4xxh instead. */
    public static ScsiRequest smartStatus() {
        return new AtaPassThrough("SMART RETURN STATUS", SMART, SMART_RETURN_STATUS, 0, SMART_KEY, Transfer.NONE_28)
                .request(new byte[0]);
    }

    /** FLUSH CACHE EXT (ACS-4). */
    public static ScsiRequest flushCacheExt() {
        return AtaPassThrough.plain("FLUSH CACHE EXT", FLUSH_CACHE_EXT, 0, Transfer.NONE_48);
    }

    /** FLUSH CACHE, of drives without 48-bit addresses (ACS-4). */
    public static ScsiRequest flushCache() {
        return AtaPassThrough.plain("FLUSH CACHE", FLUSH_CACHE, 0, Transfer.NONE_28);
    }

    /**
     * DATA SET MANAGEMENT with TRIM (ACS-4), of one range. It is a hint: nothing is proved erased by it.
     *
     * @param blocks 1 to 65535
     */
    public static ScsiRequest trim(long firstAddress, int blocks) {
        if (firstAddress < 0 || firstAddress > ADDRESS_MAX || blocks < 1 || blocks > RANGE_BLOCKS_MAX) {
            throw new IllegalArgumentException("a 48-bit address and 1 to 65535 blocks");
        }
        byte[] data = new byte[AtaPassThrough.BLOCK_BYTES];
        for (int i = 0; i < 6; i++) {
            data[i] = (byte) (firstAddress >>> (8 * i));
        }
        data[6] = (byte) blocks;
        data[7] = (byte) (blocks >>> 8);
        return new AtaPassThrough("DATA SET MANAGEMENT", DATA_SET_MANAGEMENT, TRIM, 1, 0, Transfer.SEND_DMA_48)
                .request(data);
    }

    private static ScsiRequest read(String name, int command, int feature, int count, long address, Transfer transfer) {
        return new AtaPassThrough(name, command, feature, count, address, transfer).request(new byte[0]);
    }
}
