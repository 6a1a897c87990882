package org.wangchuan.engine.apple.plist;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.engine.apple.plist.PlistException.Code;

/** Writes one binary property list; equal strings are written once, as Apple's writer does. Not thread-safe. */
final class BinaryPlistWriter {
    private final List<PlistValue> objects = new ArrayList<>();
    private final List<int[]> references = new ArrayList<>();
    private final Map<String, Integer> strings = new HashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    byte[] write(PlistValue value) throws PlistException {
        collect(value, 0);
        int referenceBytes = bytesFor(objects.size() - 1L);
        out.writeBytes("bplist00".getBytes(StandardCharsets.US_ASCII));
        long[] offsets = new long[objects.size()];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = out.size();
            object(objects.get(i), references.get(i), referenceBytes);
        }
        long table = out.size();
        int offsetBytes = bytesFor(table);
        for (long offset : offsets) {
            number(offset, offsetBytes);
        }
        out.writeBytes(new byte[6]);
        out.write(offsetBytes);
        out.write(referenceBytes);
        number(offsets.length, 8);
        number(0, 8);
        number(table, 8);
        return out.toByteArray();
    }

    private int collect(PlistValue value, int depth) throws PlistException {
        if (depth > PlistLimits.DEPTH_HARD_MAX) {
            throw new PlistException(Code.UNWRITABLE, "depth of at most " + PlistLimits.DEPTH_HARD_MAX);
        }
        if (value instanceof PlistValue.Text(String text)) {
            Integer before = strings.putIfAbsent(text, objects.size());
            if (before != null) {
                return before;
            }
        }
        int index = objects.size();
        objects.add(value);
        references.add(new int[0]);
        List<PlistValue> parts = new ArrayList<>();
        if (value instanceof PlistValue.Array(List<PlistValue> items)) {
            parts.addAll(items);
        } else if (value instanceof PlistValue.Dict(Map<String, PlistValue> entries)) {
            entries.keySet().forEach(key -> parts.add(new PlistValue.Text(key)));
            parts.addAll(entries.values());
        }
        int[] held = new int[parts.size()];
        for (int i = 0; i < held.length; i++) {
            held[i] = collect(parts.get(i), depth + 1);
        }
        references.set(index, held);
        return index;
    }

    private void object(PlistValue value, int[] held, int referenceBytes) throws PlistException {
        switch (value) {
            case PlistValue.Dict dict -> {
                head(0xD0, dict.entries().size());
                references(held, referenceBytes);
            }
            case PlistValue.Array array -> {
                head(0xA0, array.items().size());
                references(held, referenceBytes);
            }
            case PlistValue.Text text -> text(text.text());
            case PlistValue.Int integer -> integer(integer.number());
            case PlistValue.Real real -> real(0x23, real.number());
            case PlistValue.Date date -> real(0x33, seconds(date.instant()));
            case PlistValue.Bool bool -> out.write(bool.is() ? 0x09 : 0x08);
            case PlistValue.Data data -> {
                head(0x40, data.length());
                out.writeBytes(data.bytes());
            }
        }
    }

    private void references(int[] held, int referenceBytes) {
        for (int reference : held) {
            number(reference, referenceBytes);
        }
    }

    private void text(String text) throws PlistException {
        if (text.chars().allMatch(c -> c < 0x80)) {
            head(0x50, text.length());
            out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
            return;
        }
        if (!StandardCharsets.UTF_16BE.newEncoder().canEncode(text)) {
            throw new PlistException(Code.UNWRITABLE, "whole characters");
        }
        head(0x60, text.length());
        out.writeBytes(text.getBytes(StandardCharsets.UTF_16BE));
    }

    private void integer(BigInteger number) {
        if (number.signum() < 0) {
            out.write(0x13);
            number(number.longValue(), 8);
        } else if (number.bitLength() < Long.SIZE) {
            int size = bytesFor(number.longValue());
            out.write(0x10 | Integer.numberOfTrailingZeros(size));
            number(number.longValue(), size);
        } else {
            out.write(0x14); // with a sign, so that the highest bit of 64 needs more
            number(0, 8);
            number(number.longValue(), 8);
        }
    }

    private void real(int marker, double number) {
        out.write(marker);
        out.writeBytes(ByteBuffer.allocate(8).putDouble(number).array());
    }

    private static double seconds(Instant instant) {
        return instant.getEpochSecond() - BinaryPlistReader.EPOCH_SECONDS + instant.getNano() / 1e9;
    }

    private void head(int kind, int length) {
        if (length < 0xF) {
            out.write(kind | length);
            return;
        }
        int size = bytesFor(length);
        out.write(kind | 0xF);
        out.write(0x10 | Integer.numberOfTrailingZeros(size));
        number(length, size);
    }

    /** 1, 2, 4 or 8. */
    private static int bytesFor(long number) {
        return number < 1L << 8 ? 1 : number < 1L << 16 ? 2 : number < 1L << 32 ? 4 : 8;
    }

    private void number(long number, int size) {
        for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
            out.write((int) (number >>> shift));
        }
    }
}
