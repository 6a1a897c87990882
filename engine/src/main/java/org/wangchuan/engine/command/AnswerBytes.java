package org.wangchuan.engine.command;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerException.Code;

/** An answer of a device, read within its bounds. Immutable. */
public final class AnswerBytes {
    private final String name;
    private final byte[] bytes;

    private AnswerBytes(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    /**
     * An answer of just this size.
     *
     * @param name of the answer, for messages
     */
    public static AnswerBytes exactly(String name, byte[] bytes, int size) throws AnswerException {
        if (bytes.length != size) {
            throw new AnswerException(Code.SIZE, name, 0, size + " bytes", bytes.length);
        }
        return new AnswerBytes(name, bytes.clone());
    }

    /** An answer of at least and at most so many bytes. */
    public static AnswerBytes within(String name, byte[] bytes, int least, int most) throws AnswerException {
        if (bytes.length < least || bytes.length > most) {
            throw new AnswerException(Code.SIZE, name, 0, least + " to " + most + " bytes", bytes.length);
        }
        return new AnswerBytes(name, bytes.clone());
    }

    /** Without what lies beyond {@code size}, which a length within the answer announced at {@code offset}. */
    public AnswerBytes announced(int offset, long size, int least) throws AnswerException {
        if (size < least || size > bytes.length) {
            throw new AnswerException(Code.LENGTH, name, offset, least + " to " + bytes.length + " bytes", size);
        }
        return new AnswerBytes(name, Arrays.copyOf(bytes, (int) size));
    }

    public int size() {
        return bytes.length;
    }

    /** Whether {@code length} bytes from {@code offset} on are there. */
    public boolean has(int offset, int length) {
        return offset >= 0 && length >= 0 && offset <= bytes.length - length;
    }

    /** One byte, 0 to 255. */
    public int at(int offset) throws AnswerException {
        return Byte.toUnsignedInt(part(offset, 1).get());
    }

    /** Bits {@code high} to {@code low} of a byte. */
    public int bits(int offset, int high, int low) throws AnswerException {
        return (at(offset) >>> low) & ((1 << (high - low + 1)) - 1);
    }

    public boolean bit(int offset, int bit) throws AnswerException {
        return bits(offset, bit, bit) != 0;
    }

    /** 16 bits, most significant byte first, as SCSI and UFS have it. */
    public int big16(int offset) throws AnswerException {
        return Short.toUnsignedInt(part(offset, 2).getShort());
    }

    public long big32(int offset) throws AnswerException {
        return Integer.toUnsignedLong(part(offset, 4).getInt());
    }

    /** 64 bits; those above 2^63 - 1 are refused. */
    public long big64(int offset) throws AnswerException {
        return positive(offset, part(offset, 8).getLong());
    }

    /** 16 bits, least significant byte first, as ATA, NVMe and MMC have it. */
    public int little16(int offset) throws AnswerException {
        return Short.toUnsignedInt(
                part(offset, 2).order(ByteOrder.LITTLE_ENDIAN).getShort());
    }

    public long little32(int offset) throws AnswerException {
        return Integer.toUnsignedLong(
                part(offset, 4).order(ByteOrder.LITTLE_ENDIAN).getInt());
    }

    /** 64 bits; those above 2^63 - 1 are refused. */
    public long little64(int offset) throws AnswerException {
        return positive(offset, part(offset, 8).order(ByteOrder.LITTLE_ENDIAN).getLong());
    }

    /** 128 bits, least significant byte first. */
    public BigInteger little128(int offset) throws AnswerException {
        ByteBuffer low = part(offset, 16).order(ByteOrder.LITTLE_ENDIAN);
        byte[] big = new byte[16];
        for (int i = 0; i < big.length; i++) {
            big[big.length - 1 - i] = low.get();
        }
        return new BigInteger(1, big);
    }

    /** A field of ASCII without the blanks and zero bytes around it; empty if nothing is left, or if it holds anything that can't be printed. */
    public Optional<String> text(int offset, int length) throws AnswerException {
        ByteBuffer part = part(offset, length);
        StringBuilder text = new StringBuilder();
        while (part.hasRemaining()) {
            byte next = part.get();
            text.append((char) Byte.toUnsignedInt(next));
        }
        String plain = trimmed(text);
        boolean printable = plain.chars().allMatch(c -> c >= ' ' && c <= '~');
        return plain.isEmpty() || !printable ? Optional.empty() : Optional.of(plain);
    }

    private static String trimmed(CharSequence text) {
        int from = 0;
        int to = text.length();
        while (from < to && filler(text.charAt(from))) {
            from++;
        }
        while (to > from && filler(text.charAt(to - 1))) {
            to--;
        }
        return text.subSequence(from, to).toString();
    }

    private static boolean filler(char c) {
        return c == ' ' || c == 0;
    }

    /** Lower-case hexadecimal; empty if all are zero. */
    public Optional<String> identifier(int offset, int length) throws AnswerException {
        byte[] field = copy(offset, length);
        return Arrays.equals(field, new byte[length])
                ? Optional.empty()
                : Optional.of(HexFormat.of().formatHex(field));
    }

    public byte[] copy(int offset, int length) throws AnswerException {
        byte[] out = new byte[length];
        part(offset, length).get(out);
        return out;
    }

    /** Whether every byte is zero, as in a buffer that nobody wrote to. */
    public boolean blank() {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }

    /** Refuses the answer unless {@code true}. */
    public void must(boolean right, Code code, int offset, String expected, long found) throws AnswerException {
        if (!right) {
            throw new AnswerException(code, name, offset, expected, found);
        }
    }

    private long positive(int offset, long value) throws AnswerException {
        must(value >= 0, Code.VALUE, offset, "at most 2^63 - 1", value);
        return value;
    }

    private ByteBuffer part(int offset, int length) throws AnswerException {
        if (!has(offset, length)) {
            throw new AnswerException(Code.SIZE, name, offset, length + " bytes", bytes.length - (long) offset);
        }
        return ByteBuffer.wrap(bytes, offset, length);
    }
}
