package org.wangchuan.paper.font;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** Cuts a font down to chosen glyphs, renumbered from 0, with the tables that a PDF needs (ISO 32000-1, 9.9). */
final class FontCut {
    private FontCut() {}

    static byte[] cut(TrueTypeFont font, int[] glyphs) {
        ByteBuffer loca = ByteBuffer.allocate(4 * (glyphs.length + 1));
        ByteBuffer hmtx = ByteBuffer.allocate(4 * glyphs.length);
        int outlineBytes = 0;
        for (int glyph : glyphs) {
            outlineBytes += even(font.outline(glyph).remaining());
        }
        ByteBuffer glyf = ByteBuffer.allocate(outlineBytes);
        for (int glyph : glyphs) {
            loca.putInt(glyf.position());
            ByteBuffer outline = font.outline(glyph);
            int end = glyf.position() + even(outline.remaining());
            glyf.put(outline).position(end);
            hmtx.putShort((short) font.advance(glyph)).putShort((short) font.leftBearing(glyph));
        }
        loca.putInt(glyf.position());
        Map<String, ByteBuffer> tables = new TreeMap<>();
        tables.put("glyf", glyf);
        tables.put("loca", loca);
        tables.put("hmtx", hmtx);
        tables.put("head", font.table("head").putInt(8, 0).putShort(50, (short) 1));
        tables.put("hhea", font.table("hhea").putShort(34, (short) glyphs.length));
        tables.put("maxp", font.table("maxp").putShort(4, (short) glyphs.length));
        return assemble(tables);
    }

    /** Directory, tables on four-byte borders, and the check sums (OpenType, "Organization of an OpenType Font"). */
    private static byte[] assemble(Map<String, ByteBuffer> tables) {
        int count = tables.size();
        int power = Integer.highestOneBit(count);
        int at = 12 + 16 * count;
        int size = at;
        for (ByteBuffer table : tables.values()) {
            size += padded(table.capacity());
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(0x00010000).putShort((short) count).putShort((short) (16 * power));
        out.putShort((short) Integer.numberOfTrailingZeros(power)).putShort((short) (16 * (count - power)));
        int headAt = 0;
        for (Map.Entry<String, ByteBuffer> entry : tables.entrySet()) {
            byte[] bytes = entry.getValue().array();
            out.put(at, bytes);
            out.put(entry.getKey().getBytes(StandardCharsets.US_ASCII));
            out.putInt(sum(out, at, padded(bytes.length))).putInt(at).putInt(bytes.length);
            if (entry.getKey().equals("head")) {
                headAt = at;
            }
            at += padded(bytes.length);
        }
        out.putInt(headAt + 8, 0xB1B0AFBA - sum(out, 0, size));
        return out.array();
    }

    private static int sum(ByteBuffer data, int from, int length) {
        int sum = 0;
        for (int at = from; at < from + length; at += 4) {
            sum += data.getInt(at);
        }
        return sum;
    }

    private static int even(int bytes) {
        return (bytes + 1) & ~1;
    }

    private static int padded(int bytes) {
        return (bytes + 3) & ~3;
    }
}
