package org.wangchuan.paper.pdf;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Writes numbered objects, the cross-reference table and the trailer (ISO 32000-1, 7.5). Nothing is
 * compressed and nothing depends on the clock, so that the same calls give the same bytes anywhere.
 * Not thread-safe.
 */
public final class PdfFile {
    /** The first bytes of every file of ours; the comment of high bytes is required by ISO 19005-3, 6.1.2. */
    public static final String HEADER = "%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n";

    private final ByteArrayOutputStream out;
    private final List<Integer> offsets = new ArrayList<>();

    /** A file of about {@code bytesExpected} bytes. */
    public PdfFile(int bytesExpected) {
        out = new ByteArrayOutputStream(bytesExpected);
        append(HEADER);
    }

    /** Takes the next object number for an object that is written later. */
    public int reserve() {
        offsets.add(0);
        return offsets.size();
    }

    /** Writes an object under a reserved number. */
    public void put(int number, String body) {
        begin(number);
        append(body);
        append("\nendobj\n");
    }

    /** Writes an object and gives its number. */
    public int add(String body) {
        int number = reserve();
        put(number, body);
        return number;
    }

    /** Writes a stream; {@code entries} are those of its dictionary except the length. */
    public int addStream(String entries, byte[] data) {
        int number = reserve();
        begin(number);
        append("<<" + entries + "/Length " + data.length + ">>\nstream\n");
        out.writeBytes(data);
        append("\nendstream\nendobj\n");
        return number;
    }

    /** The finished file. */
    public byte[] finish(int catalog, byte[] id) {
        int start = out.size();
        StringBuilder tail = new StringBuilder(20 * offsets.size() + 256);
        tail.append("xref\n0 ").append(offsets.size() + 1).append("\n0000000000 65535 f \n");
        for (int offset : offsets) {
            String digits = Integer.toString(offset);
            tail.append("0".repeat(10 - digits.length())).append(digits).append(" 00000 n \n");
        }
        String hex = HexFormat.of().formatHex(id);
        tail.append("trailer\n<</Size ").append(offsets.size() + 1);
        tail.append("/Root ").append(catalog).append(" 0 R/ID[<").append(hex).append("><");
        tail.append(hex).append(">]>>\nstartxref\n").append(start).append("\n%%EOF\n");
        append(tail.toString());
        return out.toByteArray();
    }

    private void begin(int number) {
        offsets.set(number - 1, out.size());
        append(number + " 0 obj\n");
    }

    private void append(String latin1) {
        out.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }
}
