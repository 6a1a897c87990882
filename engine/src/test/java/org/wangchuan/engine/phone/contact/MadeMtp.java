package org.wangchuan.engine.phone.contact;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A phone's answer to GetDeviceInfo, with a serial number in it that is nobody's business. */
final class MadeMtp extends MadeDevice {
    static final String SERIAL = "MTP-SERIAL-777";
    private volatile boolean silent;
    private volatile String model = "Phone by MTP";

    void silent() {
        silent = true;
    }

    void model(String calledSo) {
        model = calledSo;
    }

    @Override
    void came(byte[] transfer) {
        if (silent) {
            return;
        }
        ByteArrayOutputStream dataset = new ByteArrayOutputStream();
        dataset.writeBytes(new byte[] {100, 0, 6, 0, 0, 0, 100, 0, 0, 0, 0});
        dataset.writeBytes(new byte[5 * 4]);
        for (String text : new String[] {"Made", model, "1.0", SERIAL}) {
            dataset.write(text.length() + 1);
            dataset.writeBytes((text + "\0").getBytes(StandardCharsets.UTF_16LE));
        }
        send(container(2, 0x1001, dataset.toByteArray()));
        send(container(3, 0x2001, new byte[0]));
    }

    private static byte[] container(int kind, int code, byte[] payload) {
        return ByteBuffer.allocate(12 + payload.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(12 + payload.length)
                .putShort((short) kind)
                .putShort((short) code)
                .putInt(0)
                .put(payload)
                .array();
    }
}
