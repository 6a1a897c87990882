package org.wangchuan.paper.pdf;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A small ICC profile (ICC.1:2001-04) that says what our red, green and blue are: the primaries of
 * sRGB (IEC 61966-2-1) adapted to D50, with a gamma of 2.2. PDF/A asks for one.
 */
public final class ColourProfile {
    private static final int HEADER_BYTES = 128;
    private static final int TAGS = 9;

    private ColourProfile() {}

    /** The bytes of the profile. */
    public static byte[] bytes() {
        int[][] xyz = {{63190, 65536, 54061}, {28578, 14585, 912}, {25238, 46983, 6362}, {9382, 3967, 46799}};
        String[] names = {"wtpt", "rXYZ", "gXYZ", "bXYZ"};
        byte[] description = description("Wangchuan page RGB");
        byte[] rights = text("No rights reserved");
        int data = HEADER_BYTES + 4 + 12 * TAGS;
        int descriptionAt = data;
        int rightsAt = descriptionAt + description.length;
        int xyzAt = rightsAt + rights.length;
        int curveAt = xyzAt + 20 * names.length;
        int size = curveAt + 16;
        ByteBuffer out = ByteBuffer.allocate(size);
        header(out, size);
        out.position(HEADER_BYTES).putInt(TAGS);
        tag(out, "desc", descriptionAt, description.length);
        tag(out, "cprt", rightsAt, rights.length);
        for (int i = 0; i < names.length; i++) {
            tag(out, names[i], xyzAt + 20 * i, 20);
        }
        for (String name : new String[] {"rTRC", "gTRC", "bTRC"}) {
            tag(out, name, curveAt, 14);
        }
        out.put(description).put(rights);
        for (int[] value : xyz) {
            put(out, "XYZ ").putInt(0).putInt(value[0]).putInt(value[1]).putInt(value[2]);
        }
        put(out, "curv").putInt(0).putInt(1).putShort((short) 0x0233);
        return out.array();
    }

    private static void header(ByteBuffer out, int size) {
        out.putInt(0, size);
        out.putInt(8, 0x02100000);
        out.position(12);
        put(out, "mntr");
        put(out, "RGB ");
        put(out, "XYZ ");
        for (int part : new int[] {2026, 1, 1, 0, 0, 0}) {
            out.putShort((short) part);
        }
        put(out, "acsp");
        out.putInt(68, 63190).putInt(72, 65536).putInt(76, 54061);
    }

    private static void tag(ByteBuffer out, String name, int offset, int length) {
        put(out, name).putInt(offset).putInt(length);
    }

    private static ByteBuffer put(ByteBuffer out, String ascii) {
        return out.put(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] text(String ascii) {
        ByteBuffer out = ByteBuffer.allocate((8 + ascii.length() + 4) & ~3);
        put(out, "text").putInt(0);
        put(out, ascii);
        return out.array();
    }

    /** textDescriptionType with its empty Unicode and Macintosh parts (78 bytes). */
    private static byte[] description(String ascii) {
        ByteBuffer out = ByteBuffer.allocate((12 + ascii.length() + 1 + 78 + 3) & ~3);
        put(out, "desc").putInt(0).putInt(ascii.length() + 1);
        put(out, ascii);
        return out.array();
    }
}
