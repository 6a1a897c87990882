package org.wangchuan.paper.font;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * A font of ours, read from its TrueType tables (OpenType 1.9): characters to glyphs through cmap
 * format 4, widths, outlines. Only fonts that this module carries are read, so a broken one is a
 * broken build and crashes. 1000 units per em, no composite glyphs. Immutable and thread-safe.
 */
public final class TrueTypeFont {
    private final ByteBuffer data;
    private final Map<String, int[]> tables = new HashMap<>();
    private final char[] glyphOf = new char[0x10000];
    private final int glyphCount;
    private final int longMetrics;
    private final boolean longOffsets;

    /** Reads the font; the array is kept, not copied. */
    public TrueTypeFont(byte[] bytes) {
        data = ByteBuffer.wrap(bytes);
        int count = data.getShort(4);
        for (int i = 0; i < count; i++) {
            int at = 12 + 16 * i;
            String name = new String(bytes, at, 4, StandardCharsets.US_ASCII);
            tables.put(name, new int[] {data.getInt(at + 8), data.getInt(at + 12)});
        }
        int unitsPerEm = data.getShort(start("head") + 18);
        if (unitsPerEm != 1000) {
            throw new IllegalArgumentException("expected 1000 units per em, found " + unitsPerEm);
        }
        glyphCount = unsigned(start("maxp") + 4);
        longMetrics = unsigned(start("hhea") + 34);
        longOffsets = data.getShort(start("head") + 50) == 1;
        readCharacters();
    }

    /** The glyph of a character; 0 if it has none. */
    public int glyph(char character) {
        return glyphOf[character];
    }

    /** Width of a glyph in thousandths of the type size. */
    public int advance(int glyph) {
        return unsigned(start("hmtx") + 4 * Math.min(glyph, longMetrics - 1));
    }

    int leftBearing(int glyph) {
        int hmtx = start("hmtx");
        return glyph < longMetrics
                ? data.getShort(hmtx + 4 * glyph + 2)
                : data.getShort(hmtx + 4 * longMetrics + 2 * (glyph - longMetrics));
    }

    /** Height above the base line in thousandths. */
    public int ascent() {
        return data.getShort(start("hhea") + 4);
    }

    /** Depth below the base line in thousandths, negative. */
    public int descent() {
        return data.getShort(start("hhea") + 6);
    }

    /** The box around all glyphs, as four numbers in thousandths. */
    public String boundingBox() {
        int head = start("head");
        return data.getShort(head + 36) + " " + data.getShort(head + 38) + " " + data.getShort(head + 40) + " "
                + data.getShort(head + 42);
    }

    /** The outline of a glyph; empty for a space. */
    ByteBuffer outline(int glyph) {
        if (glyph >= glyphCount) {
            throw new IllegalArgumentException("no such glyph: " + glyph);
        }
        int from = offset(glyph);
        ByteBuffer outline = data.slice(start("glyf") + from, offset(glyph + 1) - from);
        if (outline.hasRemaining() && outline.getShort(0) < 0) {
            throw new IllegalStateException("composite glyph " + glyph + ": cut the font without them");
        }
        return outline;
    }

    /** A copy of a whole table. */
    ByteBuffer table(String name) {
        int[] place = place(name);
        byte[] copy = new byte[place[1]];
        data.get(place[0], copy);
        return ByteBuffer.wrap(copy);
    }

    private int offset(int glyph) {
        int loca = start("loca");
        return longOffsets ? data.getInt(loca + 4 * glyph) : 2 * unsigned(loca + 2 * glyph);
    }

    private void readCharacters() {
        int cmap = start("cmap");
        int count = data.getShort(cmap + 2);
        for (int i = 0; i < count; i++) {
            int table = cmap + data.getInt(cmap + 4 + 8 * i + 4);
            if (data.getShort(table) == 4) {
                readSegments(table);
                return;
            }
        }
        throw new IllegalArgumentException("expected a cmap of format 4");
    }

    private void readSegments(int table) {
        int twice = unsigned(table + 6);
        for (int i = 0; i < twice; i += 2) {
            int end = unsigned(table + 14 + i);
            int start = unsigned(table + 16 + twice + i);
            int delta = unsigned(table + 16 + 2 * twice + i);
            int rangeAt = table + 16 + 3 * twice + i;
            int range = unsigned(rangeAt);
            for (int character = start; character <= end && character < 0xffff; character++) {
                int glyph = range == 0 ? character : unsigned(rangeAt + range + 2 * (character - start));
                if (range == 0 || glyph != 0) {
                    glyphOf[character] = (char) (glyph + delta);
                }
            }
        }
    }

    private int start(String table) {
        return place(table)[0];
    }

    private int[] place(String table) {
        int[] place = tables.get(table);
        if (place == null) {
            throw new IllegalArgumentException("expected a table " + table);
        }
        return place;
    }

    private int unsigned(int at) {
        return data.getShort(at) & 0xffff;
    }
}
