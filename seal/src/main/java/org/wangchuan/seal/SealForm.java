package org.wangchuan.seal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The one form of a seal: an incremental update (ISO 32000-1, 7.5.6) that adds a signature and a field without
 * appearance, and allows no change after it (12.8.2.2, {@code DocMDP} with P = 1). Every byte follows from page and time,
 * but those of the signature itself: so who checks writes it again and compares, and nothing can hide in the update.
 * Immutable.
 */
final class SealForm {
    /** Room for the CMS, in bytes: RSA-4096 with a chain of four certificates fits. */
    static final int CMS_BYTES_MAX = 12_288;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("'D:'uuuuMMddHHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int NUMBER_WIDTH = 10;
    private static final int CONTENTS_CHARACTERS = 2 * CMS_BYTES_MAX + 2;

    /** Page and update up to the signature's first digit, with the bracket. */
    private final byte[] before;

    /** From the bracket behind the signature's last digit on. */
    private final byte[] after;

    private SealForm(byte[] before, byte[] after) {
        this.before = before;
        this.after = after;
    }

    /** How the seal of this page at this time looks; the time is written in whole seconds. */
    static SealForm of(byte[] page, Instant time) throws SealException {
        PageEnd end = PageEnd.of(page);
        int signature = end.objects();
        int field = signature + 1;
        String head = signature + " 0 obj\n<</Type/Sig/Filter/Adobe.PPKLite/SubFilter/ETSI.CAdES.detached/M("
                + TIME.format(time) + ")/Reference[<</Type/SigRef/TransformMethod/DocMDP/TransformParams"
                + "<</Type/TransformParams/P 1/V/1.2>>>>]";
        int contents = page.length + head.length() + byteRange(0, 0, 0).length() + "/Contents".length();

        StringBuilder rest = new StringBuilder(">>\nendobj\n");
        int base = contents + CONTENTS_CHARACTERS;
        int fieldAt = base + rest.length();
        rest.append(field).append(" 0 obj\n<</Type/Annot/Subtype/Widget/FT/Sig/T(seal)/F 132/Rect[0 0 0 0]/P ");
        rest.append(end.firstPage().number())
                .append(" 0 R/V ")
                .append(signature)
                .append(" 0 R>>\nendobj\n");
        int pageAt = base + rest.length();
        rest.append(object(end.firstPage().number(), end.firstPage().with("/Annots[" + field + " 0 R]")));
        int catalogAt = base + rest.length();
        rest.append(object(
                end.catalog().number(),
                end.catalog()
                        .with("/AcroForm<</Fields[" + field + " 0 R]/SigFlags 3>>/Perms<</DocMDP " + signature
                                + " 0 R>>")));
        int xref = base + rest.length();
        rest.append("xref\n0 1\n0000000000 65535 f \n");
        rest.append(section(end.firstPage().number(), pageAt));
        rest.append(section(end.catalog().number(), catalogAt));
        rest.append(signature).append(" 2\n").append(line(page.length)).append(line(fieldAt));
        rest.append("trailer\n<</Size ").append(field + 1);
        rest.append("/Root ").append(end.catalog().number()).append(" 0 R/ID[").append(end.id());
        rest.append("]/Prev ")
                .append(end.xref())
                .append(">>\nstartxref\n")
                .append(xref)
                .append("\n%%EOF\n");

        ByteArrayOutputStream before = new ByteArrayOutputStream(contents + 1);
        before.writeBytes(page);
        before.writeBytes(latin1(head + byteRange(contents, base, rest.length()) + "/Contents<"));
        return new SealForm(before.toByteArray(), latin1(">" + rest));
    }

    /** What is signed: all but the signature with its brackets. */
    byte[] signed() {
        byte[] out = Arrays.copyOf(before, before.length - 1 + after.length - 1);
        System.arraycopy(after, 1, out, before.length - 1, after.length - 1);
        return out;
    }

    /** The sealed page. */
    byte[] with(byte[] cms) throws SealException {
        if (cms.length > CMS_BYTES_MAX) {
            throw new SealException(
                    SealException.Code.SEAL_KEY,
                    "a signature with certificates of at most " + CMS_BYTES_MAX + " bytes",
                    cms.length + "");
        }
        byte[] out = Arrays.copyOf(before, before.length + 2 * CMS_BYTES_MAX + after.length);
        byte[] hex = latin1(HexFormat.of().formatHex(Arrays.copyOf(cms, CMS_BYTES_MAX)));
        System.arraycopy(hex, 0, out, before.length, hex.length);
        System.arraycopy(after, 0, out, before.length + hex.length, after.length);
        return out;
    }

    /** The signature with the zeros behind it. */
    byte[] contentsOf(byte[] sealed) throws SealException {
        if (sealed.length != before.length + 2 * CMS_BYTES_MAX + after.length) {
            throw form(
                    "a file of " + (before.length + 2 * CMS_BYTES_MAX + after.length) + " bytes", sealed.length + "");
        }
        int at = Arrays.mismatch(before, 0, before.length, sealed, 0, before.length);
        int end = sealed.length - after.length;
        if (at < 0) {
            at = Arrays.mismatch(after, 0, after.length, sealed, end, sealed.length);
            at = at < 0 ? at : at + end;
        }
        if (at >= 0) {
            throw form("the one form of a seal", "another byte at " + at);
        }
        try {
            String hex = new String(sealed, before.length, end - before.length, StandardCharsets.ISO_8859_1);
            byte[] out = HexFormat.of().parseHex(hex);
            if (!HexFormat.of().formatHex(out).equals(hex)) {
                throw form("lower-case hexadecimal", "upper case");
            }
            return out;
        } catch (IllegalArgumentException e) {
            throw new SealException(SealException.Code.SEAL_FORM, "hexadecimal", e);
        }
    }

    /** The time that stands where a seal of this page would have it. */
    static Instant timeOf(byte[] page, byte[] sealed) throws SealException {
        byte[] untimed = of(page, Instant.EPOCH).before;
        String mark = "/M(";
        String start = new String(untimed, page.length, untimed.length - page.length, StandardCharsets.ISO_8859_1);
        int at = page.length + start.indexOf(mark) + mark.length();
        int length = TIME.format(Instant.EPOCH).length();
        if (sealed.length < at + length) {
            throw form("a seal behind the page", "the end of the file");
        }
        String time = new String(sealed, at, length, StandardCharsets.ISO_8859_1);
        try {
            return TIME.parse(time, Instant::from);
        } catch (DateTimeException e) {
            throw new SealException(SealException.Code.SEAL_FORM, "a time", e);
        }
    }

    private static String byteRange(int contents, int after, int length) {
        return "/ByteRange[0 " + padded(contents) + " " + padded(after) + " " + padded(length) + "]";
    }

    private static String padded(int number) {
        String digits = Integer.toString(number);
        return digits + " ".repeat(NUMBER_WIDTH - digits.length());
    }

    private static String object(int number, String dictionary) {
        return number + " 0 obj\n" + dictionary + "\nendobj\n";
    }

    private static String section(int number, int offset) {
        return number + " 1\n" + line(offset);
    }

    private static String line(int offset) {
        String digits = Integer.toString(offset);
        return "0".repeat(NUMBER_WIDTH - digits.length()) + digits + " 00000 n \n";
    }

    private static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static SealException form(String expected, String found) {
        return new SealException(SealException.Code.SEAL_FORM, expected, found);
    }
}
