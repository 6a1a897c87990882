package org.wangchuan.acceptance.usb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collections;
import java.util.Random;

/** What a phone says out of spite where it is asked by MTP what it is. */
enum MtpSpite {
    /** Data that is announced to have four gibibytes. */
    TOO_LONG,
    /** Whatever bytes, no container among them. */
    NOISE,
    /** The beginning of a header, and no more. */
    CUT,
    /** Data of another transaction. */
    OTHER_TRANSACTION,
    /** Data whose texts are longer than it is. */
    TEXTS_TOO_LONG,
    /** Data, and no response after it. */
    UNFINISHED,
    /** Data that comes byte by byte, and never is all there. */
    ENDLESS;

    private static final int DATA = 2;
    private static final byte RESPONSE = 3;
    private static final int KIND_AT = 4;
    private static final int DEVICE_INFO = 0x1001;
    private static final int HEADER_BYTES = 12;
    private static final int NOISE_BYTES = 4_000;
    private static final int ENDLESS_BYTES = 60_000;
    private static final int DATASET_BYTES = 64;

    /** One each. */
    byte[][] transfers() {
        return switch (this) {
            case TOO_LONG -> one(header(-1, 0));
            case NOISE -> {
                byte[] noise = new byte[NOISE_BYTES];
                new Random(NOISE_BYTES).nextBytes(noise); // the same each time
                yield one(noise);
            }
            case CUT -> one(Arrays.copyOf(header(HEADER_BYTES, 0), HEADER_BYTES / 2));
            case OTHER_TRANSACTION -> one(header(HEADER_BYTES, 7));
            case TEXTS_TOO_LONG -> {
                byte[] container = Arrays.copyOf(header(HEADER_BYTES + DATASET_BYTES, 0), HEADER_BYTES + DATASET_BYTES);
                Arrays.fill(container, HEADER_BYTES, container.length, (byte) 0xff);
                byte[] response = header(HEADER_BYTES, 0);
                response[KIND_AT] = RESPONSE;
                response[KIND_AT + 2] = 1; // 0x2001: all is well
                response[KIND_AT + 3] = 0x20;
                yield new byte[][] {container, response};
            }
            case UNFINISHED -> one(header(HEADER_BYTES, 0));
            case ENDLESS -> {
                byte[][] all = Collections.nCopies(ENDLESS_BYTES, new byte[1]).toArray(byte[][]::new);
                all[0] = header(HEADER_BYTES + ENDLESS_BYTES, 0);
                yield all;
            }
        };
    }

    private static byte[][] one(byte[] transfer) {
        return new byte[][] {transfer};
    }

    private static byte[] header(int length, int transaction) {
        return ByteBuffer.allocate(HEADER_BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(length)
                .putShort((short) DATA)
                .putShort((short) DEVICE_INFO)
                .putInt(transaction)
                .array();
    }
}
