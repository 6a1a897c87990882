package org.wangchuan.engine.command.ata;

import org.wangchuan.engine.command.ata.AtaPassThrough.Transfer;
import org.wangchuan.engine.command.scsi.ScsiRequest;

/**
 * The Trusted Computing feature set (ACS-4): it carries what another standard defines. FEATURE holds the security protocol, LBA 23:8 what is
 * specific to it; the number of blocks is in COUNT and LBA 7:0, of which SAT reads COUNT alone, hence no more than 255. Linux refuses these
 * commands by pass-through unless it was started with {@code libata.allow_tpm}, and carries SECURITY PROTOCOL IN and OUT to the same drives.
 */
public final class AtaTrusted {
    private static final int TRUSTED_RECEIVE = 0x5c;
    private static final int TRUSTED_RECEIVE_DMA = 0x5d;
    private static final int TRUSTED_SEND = 0x5e;
    private static final int TRUSTED_SEND_DMA = 0x5f;
    private static final int BLOCKS_MAX = 0xff;

    /** How the data go. */
    public enum Mode {
        PIO,
        DMA
    }

    private AtaTrusted() {}

    /**
     * TRUSTED RECEIVE, or TRUSTED RECEIVE DMA.
     *
     * @param protocol the security protocol, 0 to FFh
     * @param specific to it, 0 to FFFFh; for TCG the ComID
     * @param blocks of 512 bytes, 1 to 255
     */
    public static ScsiRequest receive(Mode mode, int protocol, int specific, int blocks) {
        boolean dma = mode == Mode.DMA;
        return command(
                        dma ? "TRUSTED RECEIVE DMA" : "TRUSTED RECEIVE",
                        dma ? TRUSTED_RECEIVE_DMA : TRUSTED_RECEIVE,
                        protocol,
                        specific,
                        blocks,
                        dma ? Transfer.READ_DMA_28 : Transfer.READ_28)
                .request(new byte[0]);
    }

    /**
     * TRUSTED SEND, or TRUSTED SEND DMA.
     *
     * @param data 1 to 255 blocks of 512 bytes
     */
    public static ScsiRequest send(Mode mode, int protocol, int specific, byte[] data) {
        boolean dma = mode == Mode.DMA;
        return command(
                        dma ? "TRUSTED SEND DMA" : "TRUSTED SEND",
                        dma ? TRUSTED_SEND_DMA : TRUSTED_SEND,
                        protocol,
                        specific,
                        data.length / AtaPassThrough.BLOCK_BYTES,
                        dma ? Transfer.SEND_DMA_28 : Transfer.SEND_28)
                .request(data);
    }

    private static AtaPassThrough command(
            String name, int command, int protocol, int specific, int blocks, Transfer transfer) {
        if (protocol < 0 || protocol > 0xff || specific < 0 || specific > 0xffff || blocks < 1 || blocks > BLOCKS_MAX) {
            throw new IllegalArgumentException("protocol 0 to FFh, specific 0 to FFFFh, 1 to 255 blocks");
        }
        return new AtaPassThrough(name, command, protocol, blocks, (long) specific << 8, transfer);
    }
}
