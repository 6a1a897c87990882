package org.wangchuan.engine.medium.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The first sector of a disk in parts. */
public final class PartitionTable {
    private PartitionTable() {}

    /** A master boot record with two Linux partitions, each given by its first sector and its sectors. */
    public static byte[] of(int... startsAndSizes) {
        ByteBuffer sector = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < startsAndSizes.length; i += 2) {
            int entry = 446 + 8 * i;
            sector.put(entry + 4, (byte) 0x83);
            sector.putInt(entry + 8, startsAndSizes[i]);
            sector.putInt(entry + 12, startsAndSizes[i + 1]);
        }
        sector.putShort(510, (short) 0xaa55);
        return sector.array();
    }
}
