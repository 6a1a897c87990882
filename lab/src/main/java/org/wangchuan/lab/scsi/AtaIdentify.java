package org.wangchuan.lab.scsi;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.wangchuan.lab.drive.Firmware;
import org.wangchuan.lab.drive.Firmware.Medium;
import org.wangchuan.lab.drive.Firmware.Trust;
import org.wangchuan.lab.drive.Way;

/** What IDENTIFY DEVICE answers (ACS-4, 7.13.6), by words. */
final class AtaIdentify {
    private static final int BYTES = 512;

    private AtaIdentify() {}

    /** Whether it has the SANITIZE DEVICE feature set. */
    static boolean sanitizes(Firmware firmware) {
        return firmware.hasAny(Way.SANITIZE_CRYPTO, Way.SANITIZE_BLOCK, Way.SANITIZE_OVERWRITE);
    }

    /** Whether it has DATA SET MANAGEMENT. */
    static boolean trims(Firmware firmware) {
        return firmware.medium() == Medium.FLASH;
    }

    /** Whether it has the General Purpose Logging feature set. */
    static boolean logs(Firmware firmware) {
        return firmware.counting() == Firmware.Counting.TOLD;
    }

    /** Word 59: bit 12 is the feature set, 10 its antifreeze lock, 13 crypto scramble, 14 overwrite, 15 block erase. */
    private static int word59(Firmware firmware) {
        return (sanitizes(firmware) ? 0x1400 : 0)
                | (firmware.has(Way.SANITIZE_CRYPTO) ? 0x2000 : 0)
                | (firmware.has(Way.SANITIZE_OVERWRITE) ? 0x4000 : 0)
                | (firmware.has(Way.SANITIZE_BLOCK) ? 0x8000 : 0);
    }

    static byte[] page(String serial, AtaCapacity capacity, AtaSecurity security, Firmware firmware) {
        long blocks = capacity.shown();
        boolean flash = trims(firmware);
        byte[] bytes = new byte[BYTES];
        ByteBuffer page = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        word(page, 0, 0x0040);
        text(page, 10, 10, serial);
        text(page, 23, 4, "1");
        text(page, 27, 20, "Wangchuan made SATA drive");
        word(page, 47, 0x8010);
        word(page, 48, firmware.trust() == Trust.NONE ? 0 : 0x4001); // Trusted Computing feature set
        word(page, 49, 0x0f00);
        word(page, 50, 0x4000);
        word(page, 53, 0x0006);
        word(page, 59, word59(firmware));
        page.putInt(60 * 2, (int) Math.min(blocks, 0x0fff_ffff));
        word(page, 63, 0x0007);
        word(page, 64, 0x0003);
        word(page, 69, flash ? 0x4020 : 0); // deterministic, zeros after trim
        word(page, 76, 0x0006);
        word(page, 80, 0x0ff0); // up to ACS-4
        int hidden = capacity.protectedArea() ? 0x0400 : 0;
        int overlay = capacity.overlay() ? 0x0800 : 0;
        word(page, 82, 0x0021 | hidden | (security.supported() ? 2 : 0));
        word(page, 83, 0x7400 | overlay);
        word(page, 84, 0x4103 | (logs(firmware) ? 0x20 : 0));
        word(page, 85, 0x0021 | hidden | (security.enabled() ? 2 : 0));
        word(page, 86, 0x3400 | overlay | (capacity.configuration() ? 0x8000 : 0)); // words 119 and 120 count
        word(page, 87, 0x4103 | (logs(firmware) ? 0x20 : 0));
        word(page, 88, 0x007f);
        word(page, 89, security.supported() ? 1 : 0); // security erase: 2 minutes
        word(page, 90, security.enhanced() ? 1 : 0);
        page.putLong(100 * 2, blocks);
        word(page, 105, flash ? 8 : 0); // blocks of ranges in one command
        word(page, 106, 0x4000);
        long name = InquiryPages.worldWideName(serial);
        for (int at = 0; at < 4; at++) {
            word(page, 108 + at, (int) (name >>> (48 - 16 * at)) & 0xffff);
        }
        word(page, 119, capacity.configuration() ? 0x4100 : 0);
        word(page, 120, capacity.configuration() ? 0x4000 : 0);
        word(page, 128, security.word128());
        word(page, 169, flash ? 1 : 0);
        word(page, 217, InquiryPages.rotation(firmware.medium()));
        word(page, 222, 0x10ff);
        bytes[510] = (byte) 0xa5;
        int sum = 0;
        for (byte one : bytes) {
            sum += one;
        }
        bytes[511] = (byte) -sum;
        return bytes;
    }

    private static void word(ByteBuffer page, int word, int value) {
        page.putShort(word * 2, (short) value);
    }

    /** Characters of a word stand the other way round. */
    private static void text(ByteBuffer page, int word, int words, String given) {
        byte[] characters = given.getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < words * 2; at++) {
            page.put(word * 2 + (at ^ 1), at < characters.length ? characters[at] : (byte) ' ');
        }
    }
}
