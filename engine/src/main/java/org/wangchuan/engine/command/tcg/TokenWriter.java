package org.wangchuan.engine.command.tcg;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import org.wangchuan.engine.command.tcg.Token.Mark;

/** Writes a stream of tokens, each in its shortest form of 1, 2, 4 or 8 bytes. Not thread-safe. */
final class TokenWriter {
    private static final int TINY_MAX = 0x3f;
    private static final int SHORT = 0x80;
    private static final int SHORT_BYTES = 0xa0;
    private static final int SHORT_BYTES_MAX = 0x0f;
    private static final int MEDIUM_BYTES = 0xd0;
    private static final int MEDIUM_BYTES_MAX = 0x7ff;
    private static final int LONG_BYTES = 0xe2;
    private static final int LONG_BYTES_MAX = 0xff_ffff;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** An unsigned number: a tiny atom below 64, else a short one. */
    TokenWriter whole(long value) {
        if (value < 0) {
            throw new IllegalArgumentException("an unsigned number: " + value);
        }
        if (value <= TINY_MAX) {
            out.write((int) value);
            return this;
        }
        int bytes = value <= 0xff ? 1 : value <= 0xffff ? 2 : value <= 0xffff_ffffL ? 4 : 8;
        out.write(SHORT | bytes);
        for (int i = bytes - 1; i >= 0; i--) {
            out.write((int) (value >>> (8 * i)));
        }
        return this;
    }

    /** A string of bytes: a short atom below 16 of them, a medium one below 2048, else a long one. */
    TokenWriter bytes(byte[] bytes) {
        int length = bytes.length;
        if (length <= SHORT_BYTES_MAX) {
            out.write(SHORT_BYTES | length);
        } else if (length <= MEDIUM_BYTES_MAX) {
            out.write(MEDIUM_BYTES | length >>> 8);
            out.write(length);
        } else if (length <= LONG_BYTES_MAX) {
            out.write(LONG_BYTES);
            out.write(length >>> 16);
            out.write(length >>> 8);
            out.write(length);
        } else {
            throw new IllegalArgumentException("more bytes than a token holds: " + length);
        }
        out.writeBytes(bytes);
        return this;
    }

    TokenWriter text(String text) {
        return bytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    /** The eight bytes of a UID. */
    TokenWriter uid(long uid) {
        byte[] bytes = new byte[Long.BYTES];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (uid >>> (8 * (bytes.length - 1 - i)));
        }
        return bytes(bytes);
    }

    TokenWriter mark(Mark mark) {
        out.write(mark.code());
        return this;
    }

    byte[] written() {
        return out.toByteArray();
    }
}
