package org.wangchuan.engine.command.ufs;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * One query request (JESD220, "QUERY REQUEST UPIU") as a BSG node of UFS takes it (scsi/scsi_bsg_ufs.h, {@code struct ufs_bsg_request}).
 *
 * @param name as the standard calls it
 * @param function 1 to read, 81h to write
 * @param opcode of the query
 * @param id IDN of the flag, attribute or descriptor
 * @param index of the descriptor
 * @param readBytes that a descriptor may have, 0 for flags and attributes
 */
public record UfsQuery(String name, int function, int opcode, int id, int index, int readBytes) {
    /** sizeof(struct ufs_bsg_request): message code, UPIU header, query. */
    public static final int BYTES = 36;

    /** Bytes of a descriptor at most (QUERY_DESC_MAX_SIZE). */
    public static final int DESCRIPTOR_BYTES_MAX = 255;

    static final int QUERY_REQUEST = 0x16;
    /** Where the UPIU begins, and in it the query. */
    public static final int HEADER_OFFSET = 4;

    public static final int QUERY_OFFSET = 16;

    private static final int READ = 0x01;
    private static final int WRITE = 0x81;
    private static final int READ_DESCRIPTOR = 0x01;
    private static final int READ_ATTRIBUTE = 0x03;
    private static final int SET_FLAG = 0x06;
    private static final int CLEAR_FLAG = 0x07;

    private static final int PURGE_ENABLE = 0x06;
    private static final int PURGE_STATUS = 0x06;
    private static final int DEVICE_DESCRIPTOR = 0x00;
    private static final int UNIT_DESCRIPTOR = 0x02;

    /** Sets fPurgeEnable, which can only be written (JESD220, "Flags"): starts a purge of what is unmapped; unmap all first. */
    public static UfsQuery startPurge() {
        return new UfsQuery("SET FLAG fPurgeEnable", WRITE, SET_FLAG, PURGE_ENABLE, 0, 0);
    }

    /** Clears fPurgeEnable: stops a purge. */
    public static UfsQuery stopPurge() {
        return new UfsQuery("CLEAR FLAG fPurgeEnable", WRITE, CLEAR_FLAG, PURGE_ENABLE, 0, 0);
    }

    /**
     * Reads bPurgeStatus. A result, be it success or failure, is told once: reading clears it. So it has to be read before a purge begins until
     * nothing is left to read, and not again once the result was told.
     */
    public static UfsQuery purgeStatus() {
        return new UfsQuery("READ ATTRIBUTE bPurgeStatus", READ, READ_ATTRIBUTE, PURGE_STATUS, 0, 0);
    }

    public static UfsQuery deviceDescriptor() {
        return descriptor("READ DESCRIPTOR Device", DEVICE_DESCRIPTOR, 0);
    }

    /** The descriptor of logical unit 0 to 31. */
    public static UfsQuery unitDescriptor(int unit) {
        if (unit < 0 || unit > 31) {
            throw new IllegalArgumentException("unit: 0 to 31");
        }
        return descriptor("READ DESCRIPTOR Unit", UNIT_DESCRIPTOR, unit);
    }

    /** The structure. */
    public byte[] structure() {
        ByteBuffer out = ByteBuffer.allocate(BYTES);
        out.order(ByteOrder.nativeOrder()).putInt(0, QUERY_REQUEST); // msgcode, the kernel's
        out.order(ByteOrder.BIG_ENDIAN); // what goes to the device
        out.put(HEADER_OFFSET, (byte) QUERY_REQUEST);
        out.put(HEADER_OFFSET + 5, (byte) function);
        out.put(QUERY_OFFSET, (byte) opcode);
        out.put(QUERY_OFFSET + 1, (byte) id);
        out.put(QUERY_OFFSET + 2, (byte) index);
        out.putShort(QUERY_OFFSET + 6, (short) readBytes);
        return out.array();
    }

    private static UfsQuery descriptor(String name, int id, int index) {
        return new UfsQuery(name, READ, READ_DESCRIPTOR, id, index, DESCRIPTOR_BYTES_MAX);
    }
}
