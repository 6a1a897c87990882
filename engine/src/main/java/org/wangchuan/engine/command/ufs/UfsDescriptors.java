package org.wangchuan.engine.command.ufs;

import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/** Descriptors of a UFS device (JESD220, "Descriptors"). */
public final class UfsDescriptors {
    private static final int DEVICE = 0x00;
    private static final int UNIT = 0x02;
    private static final int DEVICE_BYTES_LEAST = 0x1f;
    private static final int UNIT_BYTES_LEAST = 0x23;
    private static final int BLOCK_SHIFT_LEAST = 12;
    private static final int BLOCK_SHIFT_MOST = 16;

    /**
     * The Device descriptor.
     *
     * @param units logical units for data
     * @param wellKnownUnits others, of which one is the replay protected memory block
     * @param version like 0310h
     */
    public record Device(int units, int wellKnownUnits, int version) {}

    /**
     * A Unit descriptor.
     *
     * @param bootUnit 0 for none, 1 or 2
     * @param writeProtection 0 for none, 1 until a power cycle, 2 for good
     * @param thin unmapping is known (provisioning type 2 or 3); without it no block in use can be freed for a purge
     */
    public record Unit(
            int number, boolean enabled, int bootUnit, int writeProtection, int blockBytes, long blocks, Told thin) {}

    private UfsDescriptors() {}

    public static Device device(byte[] bytes) throws AnswerException {
        AnswerBytes data = descriptor("Device descriptor", bytes, DEVICE, DEVICE_BYTES_LEAST);
        return new Device(data.at(6), data.at(7), data.big16(0x10));
    }

    public static Unit unit(byte[] bytes) throws AnswerException {
        AnswerBytes data = descriptor("Unit descriptor", bytes, UNIT, UNIT_BYTES_LEAST);
        boolean enabled = data.at(3) != 0;
        int shift = data.at(0x0a);
        data.must(
                !enabled || (shift >= BLOCK_SHIFT_LEAST && shift <= BLOCK_SHIFT_MOST),
                Code.VALUE,
                0x0a,
                "blocks of 4096 to 65536 bytes",
                shift);
        long blocks = data.big64(0x0b);
        data.must(!enabled || blocks <= Long.MAX_VALUE >>> shift, Code.VALUE, 0x0b, "below 2^63 bytes", blocks);
        int provisioning = data.at(0x17);
        return new Unit(
                data.at(2),
                enabled,
                data.at(4),
                data.at(5),
                enabled ? 1 << shift : 0,
                blocks,
                provisioning == 1 || provisioning > 3 ? Told.NOT_TOLD : Told.of(provisioning >= 2));
    }

    private static AnswerBytes descriptor(String name, byte[] bytes, int type, int least) throws AnswerException {
        AnswerBytes data = AnswerBytes.within(name, bytes, 2, UfsQuery.DESCRIPTOR_BYTES_MAX);
        data.must(data.at(1) == type, Code.TYPE, 1, "type " + type, data.at(1));
        return data.announced(0, data.at(0), least);
    }
}
