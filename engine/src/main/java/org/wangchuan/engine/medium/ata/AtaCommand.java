package org.wangchuan.engine.medium.ata;

import java.util.HexFormat;

/**
 * The ATA commands that are sent, each as an ATA PASS-THROUGH (16) block (SAT, "ATA PASS-THROUGH (16) command"). None of them changes the
 * drive.
 */
public enum AtaCommand {
    /** IDENTIFY DEVICE (ACS), reads 512 bytes. */
    IDENTIFY_DEVICE(0xec, 0x00, Transfer.READ_BLOCK),

    /** READ NATIVE MAX ADDRESS EXT (ATA/ATAPI-6 to ACS-2): the highest address, whatever the host protected area hides. */
    READ_NATIVE_MAX_ADDRESS_EXT(0x27, 0x00, Transfer.NONE_48_BIT),

    /** READ NATIVE MAX ADDRESS, of drives without 48-bit addresses. */
    READ_NATIVE_MAX_ADDRESS(0xf8, 0x00, Transfer.NONE_28_BIT),

    /** GET NATIVE MAX ADDRESS EXT: ACCESSIBLE MAX ADDRESS CONFIGURATION, feature 0000h (ACS-3). */
    GET_NATIVE_MAX_ADDRESS_EXT(0x78, 0x00, Transfer.NONE_48_BIT),

    /** DEVICE CONFIGURATION IDENTIFY: DEVICE CONFIGURATION OVERLAY, feature C2h (ATA/ATAPI-6 to ACS-2), reads 512 bytes. */
    DEVICE_CONFIGURATION_IDENTIFY(0xb1, 0xc2, Transfer.READ_BLOCK);

    /** Size of what the reading ones read. */
    public static final int BLOCK_BYTES = 512;

    private static final byte ATA_PASS_THROUGH_16 = (byte) 0x85;
    private static final byte DEVICE_LBA_MODE = 0x40;

    private final int command;
    private final int feature;
    private final Transfer transfer;

    AtaCommand(int command, int feature, Transfer transfer) {
        this.command = command;
        this.feature = feature;
        this.transfer = transfer;
    }

    /** How an ATA command moves data, as the bridge must be told. */
    private enum Transfer {
        /** Protocol 4, PIO data-in; T_DIR from the device, BYT_BLOK blocks, T_LENGTH in the count field. */
        READ_BLOCK(4 << 1, 0x0e, 1),
        /** Protocol 3, non-data, EXTEND; CK_COND asks for the registers in the sense data. */
        NONE_48_BIT((3 << 1) | 1, 0x20, 0),
        NONE_28_BIT(3 << 1, 0x20, 0);

        private final int protocol;
        private final int flags;
        private final int count;

        Transfer(int protocol, int flags, int count) {
            this.protocol = protocol;
            this.flags = flags;
            this.count = count;
        }
    }

    /** The command block; a new array each time. */
    public byte[] block() {
        byte[] block = new byte[16];
        block[0] = ATA_PASS_THROUGH_16;
        block[1] = (byte) transfer.protocol;
        block[2] = (byte) transfer.flags;
        block[4] = (byte) feature;
        block[6] = (byte) transfer.count;
        block[13] = DEVICE_LBA_MODE;
        block[14] = (byte) command;
        return block;
    }

    /** Bytes to read, 512 or 0. */
    public int readBytes() {
        return transfer == Transfer.READ_BLOCK ? BLOCK_BYTES : 0;
    }

    @Override
    public String toString() {
        return name() + " (" + HexFormat.of().withUpperCase().toHexDigits((byte) command) + "h)";
    }
}
