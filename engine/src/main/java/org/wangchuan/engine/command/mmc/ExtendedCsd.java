package org.wangchuan.engine.command.mmc;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/**
 * The EXT_CSD register of an eMMC (JESD84-B51; byte numbers in brackets).
 *
 * @param revision [192], 8 for 5.1
 * @param sectors [215:212] of the user area, of 512 bytes each
 * @param bootBytes [226] of each of the two boot partitions
 * @param rpmbBytes [168] of the replay protected memory block, which no erase reaches, and any host reads
 * @param generalPurposeUnits [154:143] sizes of the four general purpose partitions, in write protect groups
 * @param writeProtectGroups [221] erase groups of the high-capacity size in such a group
 * @param secureErase [231] bit 0
 * @param trim [231] bit 4
 * @param sanitize [231] bit 6
 * @param eraseGroupBytes [224] the high-capacity size, 0 if there is none
 * @param largeEraseGroups [175] whether it is in use
 * @param erasedReadsOnes [181]
 * @param bootWriteProtection [173] as it stands: what is set or disabled for the boot partitions; 0 does not mean unprotected
 * @param bootWriteProtectionStatus [174] as it stands: bits 1:0 and 3:2, of boot partition 1 and 2, 0 for none, 1 until a power cycle, 2 for
 *     good; a register that does not fill it in has 0, too
 * @param userWriteProtection [171] as it stands: of which kind protection by CMD28 will be, and what is disabled. Which groups are protected
 *     is told by CMD30 and CMD31 alone, and the whole card's protection by the CSD: 0 does not mean unprotected
 * @param lifeWarning [267] 1 normal, 2 warning, 3 urgent; 0 not told
 * @param lifeUsed [268] and [269] the larger of the two, in tenths of the life of the device from 1, 11 beyond it; 0 not told
 * @param cacheBytes [252:249] of its volatile cache
 * @param enhancedUnits [142:140] size of the enhanced area of the user area, in write protect groups
 */
public record ExtendedCsd(
        int revision,
        long sectors,
        long bootBytes,
        long rpmbBytes,
        List<Long> generalPurposeUnits,
        long writeProtectGroups,
        Told secureErase,
        Told trim,
        Told sanitize,
        long eraseGroupBytes,
        boolean largeEraseGroups,
        boolean erasedReadsOnes,
        int bootWriteProtection,
        int bootWriteProtectionStatus,
        int userWriteProtection,
        int lifeWarning,
        int lifeUsed,
        long cacheBytes,
        long enhancedUnits) {
    /** Bytes of the register. */
    public static final int BYTES = 512;

    private static final int REVISION_4_3 = 3; // SEC_FEATURE_SUPPORT came with 4.4, which has 5
    private static final int REVISION_4_5 = 6; // sanitize came with it
    private static final int REVISION_MAX = 9;
    private static final int BOOTS_PROTECTED = 0x0f; // BOOT_WP_STATUS, two bits for each boot partition
    private static final int BOOT_PROTECTION_SET = 0x05; // B_PWR_WP_EN, B_PERM_WP_EN
    private static final long SMALL_PARTITION_UNIT = 128 * 1024L;
    private static final long ERASE_GROUP_UNIT = 512 * 1024L;
    private static final long CACHE_UNIT = 1024 / 8; // kilobits

    /** Bytes of a sector. */
    public static final int SECTOR_BYTES = 512;

    private static final long SECTORS_BY_BYTE = (2L << 30) / SECTOR_BYTES;

    public ExtendedCsd {
        generalPurposeUnits = List.copyOf(generalPurposeUnits);
    }

    public static ExtendedCsd parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("EXT_CSD", bytes, BYTES);
        data.must(!data.blank(), Code.TYPE, 0, "anything but zeros", 0);
        int revision = data.at(192);
        data.must(revision <= REVISION_MAX, Code.VALUE, 192, "a revision up to " + REVISION_MAX, revision);
        List<Long> units = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            int at = 143 + 3 * i;
            units.add(data.little16(at) | (long) data.at(at + 2) << 16);
        }
        return new ExtendedCsd(
                revision,
                data.little32(212),
                SMALL_PARTITION_UNIT * data.at(226),
                SMALL_PARTITION_UNIT * data.at(168),
                units,
                data.at(221),
                Told.of(data.bit(231, 0)).onlyIf(revision > REVISION_4_3),
                Told.of(data.bit(231, 4)).onlyIf(revision > REVISION_4_3),
                Told.of(data.bit(231, 6)).onlyIf(revision >= REVISION_4_5),
                ERASE_GROUP_UNIT * data.at(224),
                data.bit(175, 0),
                data.bit(181, 0),
                data.at(173),
                data.at(174),
                data.at(171),
                data.at(267),
                Math.max(data.at(268), data.at(269)),
                CACHE_UNIT * data.little32(249),
                data.little16(140) | (long) data.at(142) << 16);
    }

    /** Whether addresses count sectors; below 2 GiB they count bytes (JESD84-B51, "SEC_COUNT"; as Linux tells them apart). */
    public boolean addressesSectors() {
        return sectors > SECTORS_BY_BYTE;
    }

    /** The address of the last sector of the user area, as CMD36 takes it. */
    public long lastAddress() {
        return lastAddress(sectors * SECTOR_BYTES);
    }

    /** The same of a part of so many bytes, whose addresses begin at 0 like those of the user area. */
    public long lastAddress(long partBytes) {
        long last = partBytes / SECTOR_BYTES - 1;
        return addressesSectors() ? last : last * SECTOR_BYTES;
    }

    /**
     * The parts that are addressed on their own and that an erase of the user area leaves, by the names that Linux gives them, with their bytes: boot
     * and general purpose partitions (JESD84-B51, "BOOT_SIZE_MULT", "GP_SIZE_MULT").
     */
    public SortedMap<String, Long> parts() {
        SortedMap<String, Long> out = new TreeMap<>();
        if (bootBytes > 0) {
            out.put("boot0", bootBytes);
            out.put("boot1", bootBytes);
        }
        for (int i = 0; i < generalPurposeUnits.size(); i++) {
            if (generalPurposeUnits.get(i) > 0) {
                out.put("gp" + i, generalPurposeUnits.get(i) * writeProtectGroups * eraseGroupBytes);
            }
        }
        return out;
    }

    /**
     * Whether it says that a boot partition is protected against writes, until a power cycle or for good: by [174] either of them, by [173] that such a
     * protection was set. That it says nothing does not mean that none is.
     */
    public boolean bootProtected() {
        return (bootWriteProtectionStatus & BOOTS_PROTECTED) != 0 || (bootWriteProtection & BOOT_PROTECTION_SET) != 0;
    }

    /** Whether there are parts that are addressed on their own and that an erase of the user area leaves: boot or general purpose partitions. */
    public boolean hasParts() {
        return bootBytes > 0 || generalPurposeUnits.stream().anyMatch(units -> units > 0);
    }
}
