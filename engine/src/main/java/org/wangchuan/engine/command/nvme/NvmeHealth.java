package org.wangchuan.engine.command.nvme;

import java.math.BigInteger;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * SMART / Health Information log, 02h (NVMe Base 2.0).
 *
 * @param warnings bits of CRITICAL WARNING; bit 3: media are read-only
 * @param kelvin composite temperature
 * @param sparePercent left of the spare blocks
 * @param usedPercent of the life that the maker expects, may go beyond 100 and ends at 255
 * @param unitsWritten each of 1000 times 512 bytes, rounded up
 * @param mediaErrors MEDIA AND DATA INTEGRITY ERRORS
 */
public record NvmeHealth(
        int warnings,
        int kelvin,
        int sparePercent,
        int usedPercent,
        BigInteger unitsWritten,
        BigInteger powerOnHours,
        BigInteger unsafeShutdowns,
        BigInteger mediaErrors) {

    public static NvmeHealth parse(byte[] bytes) throws AnswerException {
        AnswerBytes log = AnswerBytes.exactly("SMART log", bytes, NvmeSanitizeLog.BYTES);
        log.must(!log.blank(), Code.TYPE, 0, "anything but zeros", 0);
        log.must(log.at(3) <= 100, Code.VALUE, 3, "0 to 100 percent", log.at(3));
        return new NvmeHealth(
                log.at(0),
                log.little16(1),
                log.at(3),
                log.at(5),
                log.little128(48),
                log.little128(128),
                log.little128(144),
                log.little128(160));
    }
}
