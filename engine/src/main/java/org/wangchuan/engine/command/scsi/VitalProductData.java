package org.wangchuan.engine.command.scsi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/** Pages of vital product data, and the standard data of INQUIRY (SPC-5, SBC-4). What a shorter page lacks is not told. */
public final class VitalProductData {
    public static final int SUPPORTED_PAGES = 0x00;
    public static final int UNIT_SERIAL_NUMBER = 0x80;
    public static final int DEVICE_IDENTIFICATION = 0x83;
    public static final int ATA_INFORMATION = 0x89;
    public static final int BLOCK_LIMITS = 0xb0;
    public static final int BLOCK_DEVICE_CHARACTERISTICS = 0xb1;
    public static final int LOGICAL_BLOCK_PROVISIONING = 0xb2;

    private static final int HEADER_BYTES = 4;
    private static final int PAGE_BYTES_MAX = 65_540;
    private static final int STANDARD_BYTES_LEAST = 36;
    private static final int LOGICAL_UNIT = 0;
    private static final int NAA = 3;
    /** Kinds of NAA that are unique in the world; 3 is so only where somebody saw to it. */
    private static final Set<Integer> UNIQUE = Set.of(2, 5, 6);

    /**
     * Standard INQUIRY data.
     *
     * @param deviceType 0 for a block device
     * @param removable the medium, not the device
     * @param version as the device claims, 6 for SPC-4
     */
    public record Standard(
            int deviceType,
            boolean removable,
            int version,
            Optional<String> vendor,
            Optional<String> product,
            Optional<String> revision) {}

    /**
     * Block Device Characteristics (B1h).
     *
     * @param rotationRate 1 for none, 0401h to FFFEh a minute, anything else says nothing
     * @param zoned the ZONED field (1 host-aware, 2 device-managed); empty where the page has no such field
     */
    public record Characteristics(int rotationRate, OptionalInt zoned) {}

    /**
     * Logical Block Provisioning (B2h).
     *
     * @param unmap UNMAP is known
     * @param writeSame16 with the UNMAP bit
     * @param readsZeros LBPRZ: 0 not told, odd for yes, 2 for the pattern that the device gives blocks in the beginning
     */
    public record Provisioning(Told unmap, Told writeSame16, int readsZeros) {}

    private VitalProductData() {}

    public static Standard standard(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.within("INQUIRY", bytes, STANDARD_BYTES_LEAST, 260);
        data.must(data.bits(0, 7, 5) == 0, Code.TYPE, 0, "a connected device (qualifier 0)", data.bits(0, 7, 5));
        data.must(data.at(4) >= STANDARD_BYTES_LEAST - 5, Code.LENGTH, 4, "31 or more", data.at(4));
        return new Standard(
                data.bits(0, 4, 0), data.bit(1, 7), data.at(2), data.text(8, 8), data.text(16, 16), data.text(32, 4));
    }

    /** Page codes, in the order of the device; an empty list, as in a buffer that nobody wrote to, is refused. */
    public static List<Integer> supportedPages(byte[] bytes) throws AnswerException {
        AnswerBytes page = page(SUPPORTED_PAGES, bytes, 1);
        List<Integer> codes = new ArrayList<>();
        for (int i = HEADER_BYTES; i < page.size(); i++) {
            codes.add(page.at(i));
        }
        return List.copyOf(codes);
    }

    public static Optional<String> serialNumber(byte[] bytes) throws AnswerException {
        AnswerBytes page = page(UNIT_SERIAL_NUMBER, bytes, 0);
        return page.text(HEADER_BYTES, page.size() - HEADER_BYTES);
    }

    /** The NAA identifier of the logical unit, in lower-case hexadecimal, the first if there are several; one that is unique (NAA 2, 5, 6). */
    public static Optional<String> worldWideName(byte[] bytes) throws AnswerException {
        return worldWideNames(bytes).stream().findFirst();
    }

    /** All such identifiers of the logical unit, in the order of the page. */
    public static List<String> worldWideNames(byte[] bytes) throws AnswerException {
        AnswerBytes page = page(DEVICE_IDENTIFICATION, bytes, 0);
        List<String> found = new ArrayList<>();
        int at = HEADER_BYTES;
        while (at < page.size()) {
            page.must(page.has(at, 4), Code.LENGTH, at, "a header of 4 bytes", page.size() - (long) at);
            int length = page.at(at + 3);
            page.must(page.has(at + 4, length), Code.LENGTH, at + 3, "a designator within the page", length);
            boolean naa = page.bits(at + 1, 3, 0) == NAA && page.bits(at + 1, 5, 4) == LOGICAL_UNIT;
            if (naa && (length == 8 || length == 16) && UNIQUE.contains(page.bits(at + 4, 7, 4))) {
                page.identifier(at + 4, length).ifPresent(found::add);
            }
            at += 4 + length;
        }
        return List.copyOf(found);
    }

    /**
     * Whether a designator of a target port or device names a protocol that the device speaks (ASSOCIATION, PIV bit, PROTOCOL IDENTIFIER field; SPC-5,
     * "Device Identification VPD page": of a logical unit that field says nothing).
     *
     * @param protocol 6 for SAS
     */
    public static boolean speaks(int protocol, byte[] bytes) throws AnswerException {
        AnswerBytes page = page(DEVICE_IDENTIFICATION, bytes, 0);
        boolean found = false;
        int at = HEADER_BYTES;
        while (at < page.size()) {
            page.must(page.has(at, 4), Code.LENGTH, at, "a header of 4 bytes", page.size() - (long) at);
            int length = page.at(at + 3);
            page.must(page.has(at + 4, length), Code.LENGTH, at + 3, "a designator within the page", length);
            int association = page.bits(at + 1, 5, 4);
            boolean ofPort = association == 1 || association == 2;
            found |= ofPort && page.bit(at + 1, 7) && page.bits(at, 7, 4) == protocol;
            at += 4 + length;
        }
        return found;
    }

    public static Characteristics characteristics(byte[] bytes) throws AnswerException {
        AnswerBytes page = page(BLOCK_DEVICE_CHARACTERISTICS, bytes, 2);
        return new Characteristics(
                page.big16(4), page.has(8, 1) ? OptionalInt.of(page.bits(8, 5, 4)) : OptionalInt.empty());
    }

    public static Provisioning provisioning(byte[] bytes) throws AnswerException {
        AnswerBytes page = page(LOGICAL_BLOCK_PROVISIONING, bytes, 2);
        return new Provisioning(Told.of(page.bit(5, 7)), Told.of(page.bit(5, 6)), page.bits(5, 4, 2));
    }

    /** The 512 bytes of IDENTIFY DEVICE that a translation keeps in the ATA Information page (SAT-4). */
    public static byte[] identifyData(byte[] bytes) throws AnswerException {
        AnswerBytes page = page(ATA_INFORMATION, bytes, ScsiInquiry.ATA_PAGE_BYTES - HEADER_BYTES);
        return page.copy(60, 512);
    }

    private static AnswerBytes page(int code, byte[] bytes, int least) throws AnswerException {
        AnswerBytes page = AnswerBytes.within("vital product data", bytes, HEADER_BYTES, PAGE_BYTES_MAX);
        page.must(page.at(1) == code, Code.TYPE, 1, "page " + code, page.at(1));
        int length = page.big16(2);
        return page.announced(2, (long) HEADER_BYTES + length, HEADER_BYTES + least);
    }
}
