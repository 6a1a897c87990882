package org.wangchuan.paper.pdf;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.wangchuan.paper.font.Digests;
import org.wangchuan.paper.font.Face;
import org.wangchuan.paper.font.TrueTypeFont;

/** Writes a face with the glyphs that the document used as a composite font (ISO 32000-1, 9.7). */
public final class FontObjects {
    /** Entries that one block of a CMap may hold (Adobe Technical Note 5014). */
    private static final int BLOCK_MAX = 100;

    private FontObjects() {}

    /** The number of the font's object. */
    public static int add(PdfFile file, Face face) {
        TrueTypeFont font = face.font();
        byte[] program = face.cut();
        String name = tag(program) + "+" + face.postScriptName();
        int programNumber = file.addStream("/Length1 " + program.length, program);
        int descriptor = file.add("<</Type/FontDescriptor/FontName/" + name + "/Flags 4/FontBBox[" + font.boundingBox()
                + "]/ItalicAngle 0/Ascent " + font.ascent() + "/Descent " + font.descent()
                + "/CapHeight 733/StemV 80/FontFile2 " + programNumber + " 0 R>>");
        StringBuilder widths = new StringBuilder("[0[");
        for (int glyph : face.glyphs()) {
            widths.append(font.advance(glyph)).append(' ');
        }
        int descendant = file.add("<</Type/Font/Subtype/CIDFontType2/BaseFont/" + name
                + "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor " + descriptor
                + " 0 R/DW 1000/W" + widths + "]]/CIDToGIDMap/Identity>>");
        int toUnicode = file.addStream("", toUnicode(face.characters()));
        return file.add("<</Type/Font/Subtype/Type0/BaseFont/" + name + "/Encoding/Identity-H/DescendantFonts["
                + descendant + " 0 R]/ToUnicode " + toUnicode + " 0 R>>");
    }

    /** Six capital letters that tell one cut of a font from another (ISO 32000-1, 9.6.4). */
    private static String tag(byte[] program) {
        byte[] digest = Digests.sha256(program);
        StringBuilder tag = new StringBuilder();
        for (int i = 0; i < 6; i++) {
            tag.append((char) ('A' + (digest[i] & 255) % 26));
        }
        return tag.toString();
    }

    private static byte[] toUnicode(List<Character> characters) {
        HexFormat hex = HexFormat.of();
        StringBuilder out = new StringBuilder("""
                /CIDInit /ProcSet findresource begin
                12 dict begin
                begincmap
                /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def
                /CMapName /Adobe-Identity-UCS def
                /CMapType 2 def
                1 begincodespacerange
                <0000><ffff>
                endcodespacerange
                """);
        for (int start = 0; start < characters.size(); start += BLOCK_MAX) {
            int end = Math.min(characters.size(), start + BLOCK_MAX);
            out.append(end - start).append(" beginbfchar\n");
            for (int i = start; i < end; i++) {
                out.append('<').append(hex.toHexDigits((short) (i + 1))).append("><");
                out.append(hex.toHexDigits(characters.get(i))).append(">\n");
            }
            out.append("endbfchar\n");
        }
        out.append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n");
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
