package org.wangchuan.engine.command.scsi;

import java.util.Arrays;
import java.util.OptionalLong;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * How many blocks a disk is set to show: the block descriptor before the Read-Write Error Recovery page, as MODE SENSE(10) tells it (SPC-5, "MODE SENSE(10)
 * command"; SBC-4, "Mode parameter block descriptors").
 *
 * @param blocks NUMBER OF LOGICAL BLOCKS; empty where it tells none: 0, or all ones, which is the number that was sent last, or more than a short descriptor holds
 * @param blockBytes LOGICAL BLOCK LENGTH
 */
public record CapacitySetting(OptionalLong blocks, long blockBytes) {
    /** From so many blocks on a short descriptor tells no number: all ones. */
    public static final long LONG_FROM = 0xffff_ffffL;

    /** Bytes that are read of an answer, as sg_format reads. */
    public static final int BYTES = 252;

    private static final int HEADER_BYTES = 8;
    private static final int SHORT_BYTES = 8;
    private static final int LONG_BYTES = 16;
    private static final int PAGE_BYTES = 12;
    private static final int ERROR_RECOVERY = 0x01;

    private static final int MODE_SELECT_10 = 0x55;
    private static final int PAGE_FORMAT = 1 << 4;
    private static final int SAVE_PAGES = 1;
    private static final byte ALL = (byte) 0xff;

    /**
     * Reads an answer, which has to be one descriptor and that page alone.
     *
     * @param longAddresses whether a long descriptor may be answered; a short one may be all the same
     */
    public static CapacitySetting parse(byte[] bytes, boolean longAddresses) throws AnswerException {
        boolean isLong = isLong(bytes, longAddresses);
        int descriptor = isLong ? LONG_BYTES : SHORT_BYTES;
        int whole = HEADER_BYTES + descriptor + PAGE_BYTES;
        AnswerBytes all = AnswerBytes.within("MODE SENSE(10)", bytes, whole, BYTES);
        AnswerBytes data = all.announced(0, 2L + all.big16(0), whole);
        data.must(data.size() == whole, Code.LENGTH, 0, whole - 2 + "", data.size() - 2L);
        data.must(data.big16(6) == descriptor, Code.LENGTH, 6, "one descriptor of " + descriptor, data.big16(6));
        int page = HEADER_BYTES + descriptor;
        data.must(
                (data.at(page) & 0x7f) == ERROR_RECOVERY && data.at(page + 1) == PAGE_BYTES - 2,
                Code.TYPE,
                page,
                "page 01h of 10 bytes",
                data.big16(page));
        return isLong
                ? new CapacitySetting(longNumber(data), data.big32(HEADER_BYTES + 12))
                : new CapacitySetting(
                        number(data.big32(HEADER_BYTES), LONG_FROM), data.big32(HEADER_BYTES + 4) & 0xff_ffffL);
    }

    private static boolean isLong(byte[] bytes, boolean longAddresses) throws AnswerException {
        AnswerBytes header = AnswerBytes.within("MODE SENSE(10)", bytes, HEADER_BYTES, BYTES);
        boolean isLong = header.bit(4, 0);
        header.must(!isLong || longAddresses, Code.VALUE, 4, "no LONGLBA", header.at(4));
        return isLong;
    }

    private static OptionalLong longNumber(AnswerBytes data) throws AnswerException {
        boolean all = data.big32(HEADER_BYTES) == LONG_FROM && data.big32(HEADER_BYTES + 4) == LONG_FROM;
        return all ? OptionalLong.empty() : number(data.big64(HEADER_BYTES), -1);
    }

    private static OptionalLong number(long told, long all) {
        return told == 0 || told == all ? OptionalLong.empty() : OptionalLong.of(told);
    }

    /**
     * MODE SELECT(10) that makes the disk show all that it has: the same descriptor and page with a number of all ones, kept over power cycles, the contents left as
     * they are while the length of a block stays (SBC-4; sg_format --resize --count=-1).
     *
     * @param told the answer to MODE SENSE(10), which {@link #parse} takes
     */
    public static ScsiRequest showAll(byte[] told, boolean longAddresses) throws AnswerException {
        CapacitySetting _ = parse(told, longAddresses);
        boolean isLong = isLong(told, longAddresses);
        int length = 2 + AnswerBytes.within("MODE SENSE(10)", told, 2, BYTES).big16(0);
        byte[] data = Arrays.copyOf(told, length);
        // Lengths, medium type and write protection are told, and reserved where they are sent.
        Arrays.fill(data, 0, 4, (byte) 0);
        data[4] = (byte) (isLong ? 1 : 0);
        data[5] = 0;
        Arrays.fill(data, HEADER_BYTES, HEADER_BYTES + (isLong ? 8 : 4), ALL);
        data[length - PAGE_BYTES] &= 0x7f;
        byte[] block = new byte[10];
        block[0] = MODE_SELECT_10;
        block[1] = PAGE_FORMAT | SAVE_PAGES;
        block[8] = (byte) length;
        return ScsiRequest.sending("MODE SELECT(10)", block, data);
    }
}
