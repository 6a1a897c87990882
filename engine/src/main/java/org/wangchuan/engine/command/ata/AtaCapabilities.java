package org.wangchuan.engine.command.ata;

import java.util.Optional;
import java.util.OptionalInt;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/**
 * What a drive says that it can do about erasing (ACS-4, "IDENTIFY DEVICE data"; words in parentheses).
 *
 * @param sanitize the Sanitize feature set (59 bit 12; not told by a drive that claims no standard from ACS-2 on, 80), and of it:
 * @param cryptoScramble (59 bit 13)
 * @param overwrite (59 bit 14)
 * @param blockErase (59 bit 15)
 * @param antifreezeLock (59 bit 10)
 * @param trim DATA SET MANAGEMENT with TRIM (169 bit 0)
 * @param trimReadsDeterministic (69 bit 14)
 * @param trimReadsZeros (69 bit 5)
 * @param hasSecurity whether there is a Security feature set (128 bit 0; that there is none by 82 bit 1, if filled in)
 * @param security its state, if there is one
 */
public record AtaCapabilities(
        Told sanitize,
        Told cryptoScramble,
        Told overwrite,
        Told blockErase,
        Told antifreezeLock,
        Told trim,
        Told trimReadsDeterministic,
        Told trimReadsZeros,
        Told hasSecurity,
        Optional<Security> security) {
    private static final String NAME = "IDENTIFY DEVICE";
    private static final int COMPACT_FLASH = 0x848a;
    private static final int COMPACT_FLASH_REMOVABLE = 0x844a;
    private static final int ACS_2_OR_LATER = 0xfe00; // bits 15:9 of word 80
    private static final int SIGNATURE = 0xa5;

    /**
     * The state of the Security feature set (128), and what it says of times.
     *
     * @param enabled a user password is set
     * @param locked until it is given
     * @param frozen commands of the feature set are refused until a power cycle
     * @param exhausted too many wrong passwords; refused until a power cycle
     * @param maximum the master password can't unlock, only erase
     * @param enhancedErase SECURITY ERASE UNIT knows the enhanced mode
     * @param eraseMinutes what a normal erase takes (89), if told; 510 or 65534 stand for more than that
     * @param enhancedEraseMinutes (90)
     */
    public record Security(
            boolean enabled,
            boolean locked,
            boolean frozen,
            boolean exhausted,
            boolean maximum,
            boolean enhancedErase,
            OptionalInt eraseMinutes,
            OptionalInt enhancedEraseMinutes) {
        /** Minutes that one unit of these fields stands for. */
        public static final int UNIT_MINUTES = 2;

        /**
         * Whether that many minutes are the number for "more than that": a drive that takes longer than 508 minutes, or 65532 in the newer form, says
         * only that (ACS-3, IDENTIFY DEVICE words 89 and 90).
         */
        public static boolean isBeyond(long minutes) {
            return minutes == 510 || minutes == 65_534;
        }
    }

    /**
     * Reads the answer.
     *
     * @throws AnswerException if these are not 512 bytes of a disk's answer, hold nothing, or carry a checksum that is wrong
     */
    public static AtaCapabilities parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly(NAME, bytes, AtaPassThrough.BLOCK_BYTES);
        data.must(!data.blank(), Code.TYPE, 0, "anything but zeros", 0);
        int kind = data.little16(0);
        boolean disk = (kind & 0x8000) == 0 || kind == COMPACT_FLASH || kind == COMPACT_FLASH_REMOVABLE;
        data.must(disk, Code.TYPE, 0, "a disk's answer (bit 15 clear)", kind);
        int sum = 0;
        for (byte b : bytes) {
            sum += b;
        }
        boolean signed = data.at(510) == SIGNATURE;
        data.must(!signed || (sum & 0xff) == 0, Code.CHECKSUM, 511, "a sum of 0", sum & 0xff);

        boolean filledIn = word(data, 59) != 0xffff && word(data, 59) != 0;
        boolean sanitize = filledIn && bit(data, 59, 12);
        boolean known = word(data, 80) != 0xffff && (word(data, 80) & ACS_2_OR_LATER) != 0;
        boolean told = sanitize || (filledIn && known);
        return new AtaCapabilities(
                Told.of(sanitize).onlyIf(told),
                Told.of(sanitize && bit(data, 59, 13)).onlyIf(told),
                Told.of(sanitize && bit(data, 59, 14)).onlyIf(told),
                Told.of(sanitize && bit(data, 59, 15)).onlyIf(told),
                Told.of(sanitize && bit(data, 59, 10)).onlyIf(told),
                Told.of(bit(data, 169, 0)).onlyIf(word(data, 169) != 0xffff),
                Told.of(bit(data, 69, 14)).onlyIf(word(data, 69) != 0xffff),
                Told.of(bit(data, 69, 5)).onlyIf(word(data, 69) != 0xffff),
                hasSecurity(data),
                security(data));
    }

    private static Told hasSecurity(AnswerBytes data) throws AnswerException {
        int state = word(data, 128);
        if (state != 0xffff && (state & 1) != 0) {
            return Told.YES;
        }
        boolean isFilledIn = state != 0xffff && (word(data, 83) & 0xc000) == 0x4000;
        return Told.NO.onlyIf(isFilledIn && !bit(data, 82, 1));
    }

    private static Optional<Security> security(AnswerBytes data) throws AnswerException {
        int state = word(data, 128);
        if ((state & 1) == 0 || state == 0xffff) {
            return Optional.empty();
        }
        return Optional.of(new Security(
                bit(data, 128, 1),
                bit(data, 128, 2),
                bit(data, 128, 3),
                bit(data, 128, 4),
                bit(data, 128, 8),
                bit(data, 128, 5),
                minutes(data, 89),
                minutes(data, 90)));
    }

    /** Bits 7:0 in units of two minutes, or with bit 15 set bits 14:0. */
    private static OptionalInt minutes(AnswerBytes data, int word) throws AnswerException {
        int value = word(data, word);
        int units = (value & 0x8000) != 0 ? value & 0x7fff : value & 0xff;
        return units == 0 ? OptionalInt.empty() : OptionalInt.of(Security.UNIT_MINUTES * units);
    }

    private static boolean bit(AnswerBytes data, int word, int bit) throws AnswerException {
        return (word(data, word) >>> bit & 1) != 0;
    }

    private static int word(AnswerBytes data, int index) throws AnswerException {
        return data.little16(2 * index);
    }
}
