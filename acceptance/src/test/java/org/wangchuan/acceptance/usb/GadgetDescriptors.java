package org.wangchuan.acceptance.usb;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is written to a function of FunctionFS so that it has interfaces, each with a bulk endpoint each way (linux/usb/functionfs.h). */
final class GadgetDescriptors {
    /** Of an endpoint at high speed, in bytes. */
    static final int PACKET = 512;

    private static final int PACKET_AT_FULL_SPEED = 64;
    private static final int DESCRIPTORS_MAGIC = 3;
    private static final int STRINGS_MAGIC = 2;
    private static final int FULL_AND_HIGH_SPEED = 3;
    private static final int ENGLISH = 0x409;
    private static final int DESCRIPTORS_EACH = 3;

    private GadgetDescriptors() {}

    /** What an interface says that it is. */
    record Kind(int interfaceClass, int subclass, int protocol) {}

    /** The files of the endpoints are ep1 (to the host), ep2 (from it), ep3, ep4, … in this order. */
    static byte[] of(List<Kind> kinds) {
        byte[] full = interfaces(kinds, PACKET_AT_FULL_SPEED);
        byte[] high = interfaces(kinds, PACKET);
        int length = 20 + full.length + high.length;
        return little(length)
                .putInt(DESCRIPTORS_MAGIC)
                .putInt(length)
                .putInt(FULL_AND_HIGH_SPEED)
                .putInt(DESCRIPTORS_EACH * kinds.size())
                .putInt(DESCRIPTORS_EACH * kinds.size())
                .put(full)
                .put(high)
                .array();
    }

    private static byte[] interfaces(List<Kind> kinds, int packet) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int number = 0; number < kinds.size(); number++) {
            Kind kind = kinds.get(number);
            byte name = (byte) (kind.interfaceClass() == 0xff ? 0 : 1);
            out.writeBytes(new byte[] {9, 4, (byte) number, 0, 2});
            out.writeBytes(
                    new byte[] {(byte) kind.interfaceClass(), (byte) kind.subclass(), (byte) kind.protocol(), name});
            out.writeBytes(endpoint(0x81 + 2 * number, packet));
            out.writeBytes(endpoint(2 + 2 * number, packet));
        }
        return out.toByteArray();
    }

    private static byte[] endpoint(int address, int packet) {
        return little(7)
                .put(new byte[] {7, 5, (byte) address, 2})
                .putShort((short) packet)
                .put((byte) 0)
                .array();
    }

    /** One name, which all interfaces have that are of no maker's own class. */
    static byte[] strings(String text) {
        byte[] name = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        int length = 18 + name.length;
        return little(length)
                .putInt(STRINGS_MAGIC)
                .putInt(length)
                .putInt(1)
                .putInt(1)
                .putShort((short) ENGLISH)
                .put(name)
                .array();
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
