package org.wangchuan.engine.apple.pairing;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Writes the few forms of DER (ITU-T X.690) that a certificate consists of. */
final class Der {
    private static final int YEAR_OF_GENERALIZED_TIME = 2050; // RFC 5280, 4.1.2.5
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("uuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter GENERALIZED_TIME =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return tagged(0x31, parts);
    }

    /** A part with a number of its own around it, as for version and extensions. */
    static byte[] explicit(int number, byte[] part) {
        return tagged(0xA0 | number, part);
    }

    static byte[] integer(BigInteger number) {
        return tagged(0x02, number.toByteArray());
    }

    static byte[] bool(boolean value) {
        return tagged(0x01, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] nothing() {
        return tagged(0x05);
    }

    static byte[] octets(byte[] contents) {
        return tagged(0x04, contents);
    }

    /** @param unused bits at the end, 0 to 7 */
    static byte[] bits(byte[] contents, int unused) {
        return tagged(0x03, new byte[] {(byte) unused}, contents);
    }

    static byte[] utf8(String text) {
        return tagged(0x0C, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Whole seconds, in the form that RFC 5280 wants for its year. */
    static byte[] time(Instant at) {
        boolean early = at.atOffset(ZoneOffset.UTC).getYear() < YEAR_OF_GENERALIZED_TIME;
        String text = (early ? UTC_TIME : GENERALIZED_TIME).format(at);
        return tagged(early ? 0x17 : 0x18, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** @param arcs of the identifier, at least two */
    static byte[] oid(Integer... arcs) {
        List<Integer> all = List.of(arcs);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write((40 * all.get(0)) + all.get(1));
        for (int arc : all.subList(2, all.size())) {
            int shift = 28;
            while (shift > 0 && arc >>> shift == 0) {
                shift -= 7;
            }
            for (; shift > 0; shift -= 7) {
                out.write(0x80 | ((arc >>> shift) & 0x7f));
            }
            out.write(arc & 0x7f);
        }
        return tagged(0x06, out.toByteArray());
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(length + 6);
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            int bytes = (39 - Integer.numberOfLeadingZeros(length)) / 8;
            out.write(0x80 | bytes);
            for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
                out.write(length >>> shift);
            }
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
