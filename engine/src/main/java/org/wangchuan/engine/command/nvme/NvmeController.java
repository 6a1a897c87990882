package org.wangchuan.engine.command.nvme;

import java.math.BigInteger;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;
import org.wangchuan.engine.command.Told;

/**
 * The Identify Controller data structure (NVMe Base 2.0).
 *
 * @param version as the controller claims, like 10400h for 1.4; 0 if it claims none
 * @param severalControllers CMIC bit 1: the device may have two or more
 * @param listsLogs LPA bit 5: it has the log that tells which logs there are; of a controller that claims less than 2.0, where the bit is reserved, never
 * @param namespacesMax NN
 * @param formatNvm OACS bit 1
 * @param namespaceManagement OACS bit 3
 * @param formatsAllAtOnce FNA bit 0: a format is one of all namespaces
 * @param erasesAllAtOnce FNA bit 1: so is a secure erase as part of it
 * @param formatCryptoErase FNA bit 2
 * @param cryptoErase SANICAP bit 0
 * @param blockErase SANICAP bit 1
 * @param overwrite SANICAP bit 2
 * @param purgeReporting SANICAP bit 5: the log says whether a sanitize purged, and one can be asked to purge or to fail. By one program that reads it, so
 *     that it is to be checked against the specification, and untried on hardware; of a controller that claims 2.0 or less, where the bit is reserved, not told
 * @param noDeallocateInhibited SANICAP bit 29
 * @param readableAfterwards NODMMAS (SANICAP 31:30) is 10b: after a sanitize that deallocates nothing the media are made readable
 * @param volatileWriteCache VWC bit 0
 * @param totalBytes TNVMCAP, 0 if not told
 * @param unallocatedBytes UNVMCAP, which no namespace has; 0 also if not told
 */
public record NvmeController(
        Optional<String> serial,
        Optional<String> model,
        Optional<String> firmware,
        int id,
        long version,
        boolean severalControllers,
        boolean listsLogs,
        long namespacesMax,
        Told formatNvm,
        Told namespaceManagement,
        Told formatsAllAtOnce,
        Told erasesAllAtOnce,
        Told formatCryptoErase,
        Told cryptoErase,
        Told blockErase,
        Told overwrite,
        Told purgeReporting,
        Told noDeallocateInhibited,
        boolean readableAfterwards,
        boolean volatileWriteCache,
        BigInteger totalBytes,
        BigInteger unallocatedBytes) {
    /** Sanitize came with 1.3: before it, SANICAP is reserved. */
    private static final long VERSION_1_3 = 0x1_0300;

    private static final long VERSION_2_0 = 0x2_0000;
    private static final long VERSION_2_1 = 0x2_0100;

    private static final int MEDIA_MODIFIED = 2;

    public static NvmeController parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("Identify Controller", bytes, NvmeCommands.IDENTIFY_BYTES);
        data.must(!data.blank(), Code.TYPE, 0, "anything but zeros", 0);
        long version = data.little32(80);
        long sanitize = data.little32(328);
        boolean told = version >= VERSION_1_3 || sanitize != 0;
        boolean format = data.bit(256, 1);
        return new NvmeController(
                data.text(4, 20),
                data.text(24, 40),
                data.text(64, 8),
                data.little16(78),
                version,
                data.bit(76, 1),
                version >= VERSION_2_0 && data.bit(261, 5),
                data.little32(516),
                Told.of(format),
                Told.of(data.bit(256, 3)),
                Told.of(data.bit(524, 0)).onlyIf(format),
                Told.of(data.bit(524, 1)).onlyIf(format),
                Told.of(data.bit(524, 2)).onlyIf(format),
                Told.of((sanitize & 1) != 0).onlyIf(told),
                Told.of((sanitize & 2) != 0).onlyIf(told),
                Told.of((sanitize & 4) != 0).onlyIf(told),
                Told.of((sanitize & 0x20) != 0).onlyIf(version >= VERSION_2_1),
                Told.of((sanitize >>> 29 & 1) != 0).onlyIf(told),
                sanitize >>> 30 == MEDIA_MODIFIED,
                data.bit(525, 0),
                data.little128(280),
                data.little128(296));
    }

    /**
     * Whether blocks can be kept allocated by a sanitize, so that samples read media and no table: the controller honours that, and says that it
     * makes the media readable afterwards. Block erase alone can leave cells that give no data, only errors.
     */
    public boolean keepsAllocated() {
        return noDeallocateInhibited == Told.NO && readableAfterwards;
    }
}
