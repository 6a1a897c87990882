package org.wangchuan.engine.command.scsi;

import java.nio.ByteBuffer;

/**
 * SECURITY PROTOCOL IN and OUT (SPC-5): they carry what another standard defines. Lengths are counted in blocks of 512 bytes (INC_512), without which some
 * SAS drives refuse them; or in bytes, for ATA drives behind a translation: that of Linux ({@code ata_scsi_security_inout_xlat}) looks for INC_512 in another
 * bit, takes blocks for bytes, and fetches one block where four were asked for.
 */
public final class ScsiSecurity {
    /** What lengths are counted in. */
    public static final int BLOCK_BYTES = 512;

    private static final int SECURITY_PROTOCOL_IN = 0xa2;
    private static final int SECURITY_PROTOCOL_OUT = 0xb5;
    private static final int INC_512 = 0x80;
    private static final int LENGTH = 6;
    private static final int BLOCKS_MAX = 0xffff; // what an ATA drive behind a translation could take

    private ScsiSecurity() {}

    /**
     * SECURITY PROTOCOL IN.
     *
     * @param protocol the security protocol, 0 to FFh
     * @param specific to it, 0 to FFFFh; for TCG the ComID
     * @param blocks of 512 bytes, 1 to 65535
     */
    public static ScsiRequest in(int protocol, int specific, int blocks) {
        return ScsiRequest.reading(
                "SECURITY PROTOCOL IN",
                block(SECURITY_PROTOCOL_IN, protocol, specific, blocks),
                Math.multiplyExact(blocks, BLOCK_BYTES));
    }

    /**
     * SECURITY PROTOCOL OUT.
     *
     * @param data 1 to 65535 blocks of 512 bytes
     */
    public static ScsiRequest out(int protocol, int specific, byte[] data) {
        if (data.length % BLOCK_BYTES != 0) {
            throw new IllegalArgumentException("whole blocks of 512 bytes: " + data.length);
        }
        byte[] block = block(SECURITY_PROTOCOL_OUT, protocol, specific, data.length / BLOCK_BYTES);
        return ScsiRequest.sending("SECURITY PROTOCOL OUT", block, data);
    }

    /** {@link #in} with its length in bytes. */
    public static ScsiRequest inBytes(int protocol, int specific, int blocks) {
        ScsiRequest request = in(protocol, specific, blocks);
        return ScsiRequest.reading(request.name(), inBytes(request.block(), blocks), request.readBytes());
    }

    /** {@link #out} with its length in bytes. */
    public static ScsiRequest outBytes(int protocol, int specific, byte[] data) {
        ScsiRequest request = out(protocol, specific, data);
        return ScsiRequest.sending(request.name(), inBytes(request.block(), data.length / BLOCK_BYTES), data);
    }

    private static byte[] inBytes(byte[] block, int blocks) {
        ByteBuffer out = ByteBuffer.wrap(block);
        out.put(4, (byte) 0).putInt(LENGTH, blocks * BLOCK_BYTES);
        return out.array();
    }

    private static byte[] block(int operationCode, int protocol, int specific, int blocks) {
        if (protocol < 0 || protocol > 0xff || specific < 0 || specific > 0xffff || blocks < 1 || blocks > BLOCKS_MAX) {
            throw new IllegalArgumentException("protocol 0 to FFh, specific 0 to FFFFh, 1 to 65535 blocks");
        }
        byte[] block = new byte[12];
        block[0] = (byte) operationCode;
        block[1] = (byte) protocol;
        block[2] = (byte) (specific >>> 8);
        block[3] = (byte) specific;
        block[4] = (byte) INC_512;
        block[8] = (byte) (blocks >>> 8);
        block[9] = (byte) blocks;
        return block;
    }
}
