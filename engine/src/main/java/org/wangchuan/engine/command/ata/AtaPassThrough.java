package org.wangchuan.engine.command.ata;

import org.wangchuan.engine.command.scsi.ScsiRequest;

/**
 * One ATA command in an ATA PASS-THROUGH (16) block (SAT-4; fields of the ATA command as in ACS-4).
 *
 * @param name as the standard calls it
 * @param command the COMMAND field, 8 bits
 * @param feature the FEATURE field, 16 bits (8 for commands with 28-bit addresses)
 * @param count the COUNT field, likewise; for those that move data the number of 512-byte blocks
 * @param address the LBA field, 48 bits (28)
 * @param transfer how it moves data
 */
public record AtaPassThrough(String name, int command, int feature, int count, long address, Transfer transfer) {
    /** Size of a data block. */
    public static final int BLOCK_BYTES = 512;

    private static final byte ATA_PASS_THROUGH_16 = (byte) 0x85;
    private static final int DEVICE_LBA_MODE = 0x40;
    private static final long ADDRESS_28_MAX = (1L << 28) - 1;
    private static final long ADDRESS_48_MAX = (1L << 48) - 1;

    /** How an ATA command moves data, as the translation must be told (SAT-4, table "ATA PASS-THROUGH PROTOCOL field"). */
    public enum Transfer {
        /** Protocol 3, non-data. CK_COND asks for the registers in the sense data. */
        NONE_28(3 << 1, 0x20),
        NONE_48((3 << 1) | 1, 0x20),
        /** Protocol 4, PIO data-in; T_DIR from the device, BYT_BLOK blocks, T_LENGTH in the count field. */
        READ_28(4 << 1, 0x0e),
        READ_48((4 << 1) | 1, 0x0e),
        /** Protocol 6, DMA; T_DIR from the device, BYT_BLOK, T_LENGTH in the count field. */
        READ_DMA_28(6 << 1, 0x0e),
        /** Protocol 5, PIO data-out; BYT_BLOK, T_LENGTH in the count field. */
        SEND_28(5 << 1, 0x06),
        /** Protocol 6, DMA; BYT_BLOK, T_LENGTH in the count field. */
        SEND_DMA_28(6 << 1, 0x06),
        SEND_DMA_48((6 << 1) | 1, 0x06);

        private final int protocol;
        private final int flags;

        Transfer(int protocol, int flags) {
            this.protocol = protocol;
            this.flags = flags;
        }

        boolean extended() {
            return (protocol & 1) != 0;
        }

        boolean reads() {
            return this == READ_28 || this == READ_48 || this == READ_DMA_28;
        }

        boolean sends() {
            return this == SEND_28 || this == SEND_DMA_28 || this == SEND_DMA_48;
        }
    }

    public AtaPassThrough {
        int fieldMax = transfer.extended() ? 0xffff : 0xff;
        long addressMax = transfer.extended() ? ADDRESS_48_MAX : ADDRESS_28_MAX;
        if (command < 0 || command > 0xff || feature < 0 || feature > fieldMax || count < 0 || count > fieldMax) {
            throw new IllegalArgumentException("field out of range: " + name);
        }
        if (address < 0 || address > addressMax || (count == 0 && (transfer.reads() || transfer.sends()))) {
            throw new IllegalArgumentException("address or count out of range: " + name);
        }
    }

    /** One without data and address. */
    static ScsiRequest plain(String name, int command, int feature, Transfer transfer) {
        return new AtaPassThrough(name, command, feature, 0, 0, transfer).request(new byte[0]);
    }

    /**
     * The SCSI command that carries it.
     *
     * @param data what is sent, {@code count} blocks of 512 bytes; empty for those that send nothing
     */
    public ScsiRequest request(byte[] data) {
        if (data.length != (transfer.sends() ? count * BLOCK_BYTES : 0)) {
            throw new IllegalArgumentException("data of another size than announced: " + name);
        }
        if (transfer.sends()) {
            return ScsiRequest.sending(name, block(), data);
        }
        return transfer.reads()
                ? ScsiRequest.reading(name, block(), count * BLOCK_BYTES)
                : ScsiRequest.plain(name, block());
    }

    /** The command block; a new array each time. */
    public byte[] block() {
        byte[] block = new byte[16];
        block[0] = ATA_PASS_THROUGH_16;
        block[1] = (byte) transfer.protocol;
        block[2] = (byte) transfer.flags;
        block[4] = (byte) feature;
        block[6] = (byte) count;
        block[8] = (byte) address;
        block[10] = (byte) (address >>> 8);
        block[12] = (byte) (address >>> 16);
        block[13] = (byte) DEVICE_LBA_MODE;
        if (transfer.extended()) {
            block[3] = (byte) (feature >>> 8);
            block[5] = (byte) (count >>> 8);
            block[7] = (byte) (address >>> 24);
            block[9] = (byte) (address >>> 32);
            block[11] = (byte) (address >>> 40);
        } else {
            block[13] |= (byte) (address >>> 24); // bits 27:24 are in the DEVICE field
        }
        block[14] = (byte) command;
        return block;
    }
}
