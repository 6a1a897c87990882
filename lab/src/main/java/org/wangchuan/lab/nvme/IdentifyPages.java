package org.wangchuan.lab.nvme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What Identify answers (NVMe Base 2.0, figures 275, 276; NVM Command Set 1.0, figure 97), offsets in bytes. */
final class IdentifyPages {
    static final int BYTES = 4096;

    /** Commands that a host may have under way in one queue. */
    static final int QUEUE_ENTRIES = 128;

    /** Data that may come with a command of an I/O queue, bytes. */
    static final int IN_CAPSULE_BYTES = 16 << 10;

    /** OACS: Security Send and Receive. */
    static final int SECURITY = 1;

    /** OACS: Format NVM. */
    static final int FORMAT = 2;

    private IdentifyPages() {}

    private static ByteBuffer over(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static void text(ByteBuffer page, int offset, int length, String words) {
        byte[] out = new byte[length];
        Arrays.fill(out, (byte) ' ');
        byte[] given = words.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(given, 0, out, 0, Math.min(given.length, length));
        page.put(offset, out);
    }

    static byte[] controller(
            String serial,
            String qualifiedName,
            int version,
            int namespaces,
            int sanitizes,
            int commands,
            boolean formatsKeys) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer page = over(bytes);
        text(page, 4, 20, serial);
        text(page, 24, 40, "Wangchuan made NVMe drive");
        text(page, 64, 8, "1");
        page.put(77, (byte) 8); // MDTS: 1 MiB with pages of 4 KiB
        page.putShort(78, (short) 1); // CNTLID
        page.putInt(80, version);
        page.put(111, (byte) 1); // CNTRLTYPE: I/O controller
        page.putShort(256, (short) commands); // OACS
        page.put(258, (byte) 3); // ACL
        page.put(259, (byte) 3); // AERL
        page.put(260, (byte) 3); // FRMW: one slot, read-only
        page.putShort(320, (short) 10); // KAS: keep alive in units of a second
        page.putInt(328, sanitizes); // SANICAP
        page.put(512, (byte) 0x66);
        page.put(513, (byte) 0x44);
        page.putShort(514, (short) QUEUE_ENTRIES);
        page.putInt(516, namespaces); // NN
        page.putShort(520, (short) 0x0c); // ONCS: Dataset Management, Write Zeroes
        page.put(524, (byte) (formatsKeys ? 4 : 0)); // FNA: crypto erase by Format NVM
        page.put(525, (byte) 1); // VWC
        page.putInt(536, 0x0010_0001); // SGLS: SGLs, with offsets
        page.put(768, qualifiedName.getBytes(StandardCharsets.UTF_8));
        page.putInt(1792, (NvmeCommand.BYTES + IN_CAPSULE_BYTES) / 16); // IOCCSZ
        page.putInt(1796, 1); // IORCSZ
        page.put(1803, (byte) 1); // MSDBD
        return bytes;
    }

    static byte[] namespace(long blocks, String serial, long number) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer page = over(bytes);
        page.putLong(0, blocks);
        page.putLong(8, blocks);
        page.putLong(16, blocks);
        page.putLong(120, identifier(serial, number));
        page.put(130, (byte) 9); // LBADS: 512 bytes
        return bytes;
    }

    /** Ascending identifiers of namespaces above one. */
    static byte[] list(long above, int namespaces) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer page = over(bytes);
        int at = 0;
        for (int number = 1; number <= namespaces; number++) {
            if (number > above) {
                page.putInt(at, number);
                at += 4;
            }
        }
        return bytes;
    }

    static byte[] descriptors(String serial, long number) {
        byte[] bytes = new byte[BYTES];
        ByteBuffer page = over(bytes);
        page.put(0, (byte) 1); // NIDT: EUI-64
        page.put(1, (byte) 8);
        page.putLong(4, identifier(serial, number));
        return bytes;
    }

    /** An EUI-64 that differs from drive to drive, and from namespace to namespace. */
    private static long identifier(String serial, long number) {
        return 0x5741_0000_0000_0000L | (Integer.toUnsignedLong(serial.hashCode()) << 8) | (number - 1);
    }
}
