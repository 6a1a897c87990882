package org.wangchuan.engine.apple.plist;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.wangchuan.engine.apple.plist.PlistException.Code;

/**
 * Reads one binary property list (bplist00; Apple's CFBinaryPList.c, libplist's bplist.c). Objects may be shared, never contain themselves;
 * what is shared is kept once and counted as often as it is used, so that a small file can't become a large one. Not thread-safe.
 */
final class BinaryPlistReader {
    private static final byte[] MAGIC = "bplist00".getBytes(StandardCharsets.US_ASCII);
    private static final int TRAILER_BYTES = 32;

    /** 2001-01-01T00:00:00Z, from which dates are counted (Apple's CFDate.c). */
    static final long EPOCH_SECONDS = 978_307_200L;

    /** About the years 1 to 9999, which the XML form can hold as well. */
    private static final double SECONDS_MAX = 2.5e11;

    private final byte[] bytes;
    private final PlistLimits limits;

    private int offsetBytes;
    private int referenceBytes;
    private int objects;
    private int tableAt;
    private long values;
    private long spreadBytes;

    private @Nullable PlistValue[] known = new PlistValue[0];
    private long[] knownValues = new long[0];
    private long[] knownBytes = new long[0];
    private boolean[] open = new boolean[0];

    BinaryPlistReader(byte[] bytes, PlistLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    static boolean isBinary(byte[] bytes) {
        return bytes.length >= 6 && Arrays.equals(bytes, 0, 6, MAGIC, 0, 6);
    }

    PlistValue read() throws PlistException {
        if (bytes.length < MAGIC.length + 1 + TRAILER_BYTES || !Arrays.equals(bytes, 0, 8, MAGIC, 0, 8)) {
            throw new PlistException(Code.MALFORMED, 0, "bplist00 and its trailer");
        }
        int trailer = bytes.length - TRAILER_BYTES;
        offsetBytes = bytes[trailer + 6] & 0xff;
        referenceBytes = bytes[trailer + 7] & 0xff;
        long count = number(trailer + 8, 8);
        long top = number(trailer + 16, 8);
        long table = number(trailer + 24, 8);
        if (offsetBytes < 1 || offsetBytes > 8 || referenceBytes < 1 || referenceBytes > 8) {
            throw new PlistException(Code.MALFORMED, trailer, "sizes of 1 to 8 bytes");
        }
        if (count > limits.valuesMax()) {
            throw new PlistException(Code.TOO_MANY, trailer, "at most " + limits.valuesMax() + " objects");
        }
        if (count < 1 || top < 0 || top >= count || table < 9 || table + count * offsetBytes != trailer) {
            throw new PlistException(Code.MALFORMED, trailer, "a table of offsets that ends at the trailer");
        }
        objects = (int) count;
        tableAt = (int) table;
        known = new PlistValue[objects];
        knownValues = new long[objects];
        knownBytes = new long[objects];
        open = new boolean[objects];
        return object((int) top, 0);
    }

    /** Unsigned, but never more than 63 bits: a greater one comes back negative and fits nowhere. */
    private long number(int at, int size) {
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = (number << 8) | (bytes[at + i] & 0xff);
        }
        return number;
    }

    private PlistValue object(int reference, int depth) throws PlistException {
        PlistValue before = known[reference];
        if (before != null) {
            count(knownValues[reference], knownBytes[reference]);
            return before;
        }
        if (open[reference]) {
            throw new PlistException(Code.CYCLE, tableAt, "containers that don't contain themselves");
        }
        open[reference] = true;
        long valuesBefore = values;
        long bytesBefore = spreadBytes;
        count(1, 0);
        long at = number(tableAt + reference * offsetBytes, offsetBytes);
        if (at < MAGIC.length || at >= tableAt) {
            throw new PlistException(Code.MALFORMED, tableAt, "offsets of objects");
        }
        PlistValue value = parse((int) at, depth);
        open[reference] = false;
        known[reference] = value;
        knownValues[reference] = values - valuesBefore;
        knownBytes[reference] = spreadBytes - bytesBefore;
        return value;
    }

    private void count(long moreValues, long moreBytes) throws PlistException {
        values += moreValues;
        spreadBytes += moreBytes;
        if (values > limits.valuesMax()) {
            throw new PlistException(Code.TOO_MANY, tableAt, "at most " + limits.valuesMax() + " values");
        }
        if (spreadBytes > limits.spreadBytesMax()) {
            throw new PlistException(Code.TOO_LARGE, tableAt, "at most " + limits.spreadBytesMax() + " bytes");
        }
    }

    private PlistValue parse(int at, int depth) throws PlistException {
        int marker = bytes[at] & 0xff;
        int low = marker & 0xf;
        return switch (marker >> 4) {
            case 0x0 -> simple(at, low);
            case 0x1 -> integer(at, low);
            case 0x2 -> real(at, low);
            case 0x3 -> date(at, low);
            case 0x4 -> data(at, low);
            case 0x5 -> ascii(at, low);
            case 0x6 -> utf16(at, low);
            case 0xA -> array(at, low, depth);
            case 0xD -> dict(at, low, depth);
            default -> throw new PlistException(Code.UNSUPPORTED, at, "another kind of object");
        };
    }

    private PlistValue simple(int at, int low) throws PlistException {
        return switch (low) {
            case 0x8 -> new PlistValue.Bool(false);
            case 0x9 -> new PlistValue.Bool(true);
            default -> throw new PlistException(Code.UNSUPPORTED, at, "true or false");
        };
    }

    private PlistValue integer(int at, int low) throws PlistException {
        if (low > 4) {
            throw new PlistException(Code.MALFORMED, at, "an integer of at most 16 bytes");
        }
        int size = 1 << low;
        int start = room(at, at + 1, size, 1);
        // Eight bytes and more have a sign, fewer have none (CFBinaryPList.c).
        BigInteger number = size < 8 ? BigInteger.valueOf(number(start, size)) : new BigInteger(bytes, start, size);
        if (number.compareTo(PlistValue.INTEGER_MIN) < 0 || number.compareTo(PlistValue.INTEGER_MAX) > 0) {
            throw new PlistException(Code.MALFORMED, at, "an integer of 64 bits");
        }
        return new PlistValue.Int(number);
    }

    private PlistValue real(int at, int low) throws PlistException {
        return switch (low) {
            case 2 -> new PlistValue.Real(ByteBuffer.wrap(bytes).getFloat(room(at, at + 1, 4, 1)));
            case 3 -> new PlistValue.Real(ByteBuffer.wrap(bytes).getDouble(room(at, at + 1, 8, 1)));
            default -> throw new PlistException(Code.MALFORMED, at, "a real of 4 or 8 bytes");
        };
    }

    private PlistValue date(int at, int low) throws PlistException {
        if (low != 3) {
            throw new PlistException(Code.MALFORMED, at, "a date of 8 bytes");
        }
        double seconds = ByteBuffer.wrap(bytes).getDouble(room(at, at + 1, 8, 1));
        if (Double.isNaN(seconds) || Math.abs(seconds) > SECONDS_MAX) {
            throw new PlistException(Code.MALFORMED, at, "a date of this era");
        }
        double whole = Math.floor(seconds);
        long nanos = Math.round((seconds - whole) * 1e9);
        return new PlistValue.Date(Instant.ofEpochSecond(EPOCH_SECONDS + (long) whole, nanos));
    }

    private PlistValue data(int at, int low) throws PlistException {
        long length = length(at, low);
        int start = room(at, contents(at, low), length, 1);
        count(0, length);
        return new PlistValue.Data(Arrays.copyOfRange(bytes, start, start + (int) length));
    }

    private PlistValue ascii(int at, int low) throws PlistException {
        long length = length(at, low);
        int start = room(at, contents(at, low), length, 1);
        count(0, length);
        for (int i = start; i < start + length; i++) {
            if (bytes[i] < 0) {
                throw new PlistException(Code.MALFORMED, at, "ASCII");
            }
        }
        return new PlistValue.Text(new String(bytes, start, (int) length, StandardCharsets.US_ASCII));
    }

    private PlistValue utf16(int at, int low) throws PlistException {
        long length = length(at, low);
        int start = room(at, contents(at, low), length, 2);
        count(0, 2 * length);
        try {
            return new PlistValue.Text(StandardCharsets.UTF_16BE
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, start, 2 * (int) length))
                    .toString());
        } catch (CharacterCodingException _) {
            throw new PlistException(Code.MALFORMED, at, "UTF-16");
        }
    }

    private PlistValue array(int at, int low, int depth) throws PlistException {
        int length = elements(at, low, depth, 1);
        int start = contents(at, low);
        List<PlistValue> items = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            items.add(object(reference(start + i * referenceBytes), depth + 1));
        }
        return new PlistValue.Array(items);
    }

    private PlistValue dict(int at, int low, int depth) throws PlistException {
        int length = elements(at, low, depth, 2);
        int start = contents(at, low);
        Map<String, PlistValue> entries = new LinkedHashMap<>();
        for (int i = 0; i < length; i++) {
            PlistValue key = object(reference(start + i * referenceBytes), depth + 1);
            if (!(key instanceof PlistValue.Text(String text))) {
                throw new PlistException(Code.MALFORMED, at, "keys that are strings");
            }
            PlistValue value = object(reference(start + (length + i) * referenceBytes), depth + 1);
            if (entries.put(text, value) != null) {
                throw new PlistException(Code.MALFORMED, at, "a key once");
            }
        }
        return new PlistValue.Dict(entries);
    }

    private int elements(int at, int low, int depth, int referencesEach) throws PlistException {
        if (depth >= limits.depthMax()) {
            throw new PlistException(Code.TOO_DEEP, at, "depth of at most " + limits.depthMax());
        }
        long length = length(at, low);
        room(at, contents(at, low), length, referencesEach * referenceBytes);
        return (int) length;
    }

    private int reference(int at) throws PlistException {
        long reference = number(at, referenceBytes);
        if (reference < 0 || reference >= objects) {
            throw new PlistException(Code.MALFORMED, at, "a reference to an object");
        }
        return (int) reference;
    }

    /** How many elements, characters or bytes follow; more than fourteen are counted by an integer of its own. */
    private long length(int at, int low) throws PlistException {
        if (low != 0xF) {
            return low;
        }
        int marker = bytes[room(at, at + 1, 1, 1)] & 0xff;
        if (marker >> 4 != 1 || (marker & 0xf) > 3) {
            throw new PlistException(Code.MALFORMED, at, "a length");
        }
        int size = 1 << (marker & 0xf);
        return number(room(at, at + 2, size, 1), size);
    }

    private int contents(int at, int low) {
        return low == 0xF ? at + 2 + (1 << (bytes[at + 1] & 0xf)) : at + 1;
    }

    /** Where they start, if so many of that size end before the table. */
    private int room(int at, int start, long count, int size) throws PlistException {
        if (count < 0 || count > (tableAt - (long) start) / size || start > tableAt) {
            throw new PlistException(Code.MALFORMED, at, "an object that ends before the table of offsets");
        }
        return start;
    }
}
