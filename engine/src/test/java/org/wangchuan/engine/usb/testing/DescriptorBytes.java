package org.wangchuan.engine.usb.testing;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** Makes descriptors of a device with one configuration, byte for byte as USB 2.0, 9.6 lays them out. */
public final class DescriptorBytes {
    private final int vendor;
    private final int product;
    private int deviceClass;
    private final List<byte[]> interfaces = new ArrayList<>();

    public DescriptorBytes(int vendor, int product) {
        this.vendor = vendor;
        this.product = product;
    }

    public DescriptorBytes deviceClass(int value) {
        deviceClass = value;
        return this;
    }

    /** The next interface, with a bulk endpoint each way if it is to have two, and an interrupt one if three. */
    public DescriptorBytes with(int interfaceClass, int subclass, int protocol, int endpoints) {
        int number = interfaces.size();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(bytes(9, 4, number, 0, endpoints, interfaceClass, subclass, protocol, 5));
        if (endpoints > 0) {
            out.writeBytes(bytes(7, 5, 0x81 + number, 2, 0, 2, 0));
        }
        if (endpoints > 1) {
            out.writeBytes(bytes(7, 5, 1 + number, 2, 0, 2, 0));
        }
        if (endpoints > 2) {
            out.writeBytes(bytes(7, 5, 0x88 + number, 3, 28, 0, 6));
        }
        interfaces.add(out.toByteArray());
        return this;
    }

    /** Something of a class's own behind the last interface. */
    public DescriptorBytes andRaw(int... raw) {
        interfaces.add(bytes(raw));
        return this;
    }

    public byte[] build() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        interfaces.forEach(body::writeBytes);
        int total = 9 + body.size();
        long count = interfaces.stream().filter(one -> one[1] == 4).count();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(
                bytes(18, 1, 0, 2, deviceClass, 0, 0, 64, vendor & 255, vendor >> 8, product & 255, product >> 8));
        out.writeBytes(bytes(0x10, 4, 1, 2, 3, 1));
        out.writeBytes(bytes(9, 2, total & 255, total >> 8, (int) count, 1, 0, 0xc0, 250));
        out.writeBytes(body.toByteArray());
        return out.toByteArray();
    }

    /** Numbers as bytes. */
    public static byte[] bytes(int... values) {
        byte[] out = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            out[i] = (byte) values[i];
        }
        return out;
    }
}
