package org.wangchuan.engine.command.nvme;

import java.math.BigInteger;
import java.util.Optional;
import org.wangchuan.engine.command.AnswerBytes;
import org.wangchuan.engine.command.AnswerException;
import org.wangchuan.engine.command.AnswerException.Code;

/**
 * The Identify Namespace data structure (NVM Command Set 1.0).
 *
 * @param sizeBlocks NSZE
 * @param capacityBlocks NCAP
 * @param usedBlocks NUSE
 * @param format index of the LBA format in use
 * @param formats how many there are, 1 to 64
 * @param blockBytes data of a block in that format
 * @param metadataBytes of each block
 * @param protectionType DPS bits 2:0
 * @param writeProtected NSATTR bit 0
 * @param unformattedPercent what remains of a format at work (FPI bits 6:0); 0 also if that is not told
 * @param bytes NVMCAP, 0 if not told
 */
public record NvmeNamespace(
        long sizeBlocks,
        long capacityBlocks,
        long usedBlocks,
        int format,
        int formats,
        int blockBytes,
        int metadataBytes,
        int protectionType,
        boolean writeProtected,
        int unformattedPercent,
        BigInteger bytes,
        Optional<String> globalId,
        Optional<String> extendedId) {
    private static final int BLOCK_SHIFT_LEAST = 9;
    private static final int BLOCK_SHIFT_MOST = 16;

    /**
     * How large it is; the other fields of the answer, which firmware fills in with less care, are not looked at.
     *
     * @param bytes of data: NSZE in blocks of the LBA format in use
     * @param bytesWithMetadata of data and metadata
     * @param capacityBytes NVMCAP, 0 if not told
     */
    public record Size(long bytes, BigInteger bytesWithMetadata, BigInteger capacityBytes) {}

    /** Empty for a namespace that is not active, which answers with zeros. */
    public static Optional<Size> size(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("Identify Namespace", bytes, NvmeCommands.IDENTIFY_BYTES);
        if (data.blank()) {
            return Optional.empty();
        }
        long size = data.little64(0);
        int format = data.bits(26, 3, 0) | (data.at(25) + 1 > 16 ? data.bits(26, 6, 5) << 4 : 0);
        int place = 128 + 4 * format;
        int shift = data.at(place + 2);
        data.must(
                shift >= BLOCK_SHIFT_LEAST && shift <= BLOCK_SHIFT_MOST,
                Code.VALUE,
                place + 2,
                "blocks of 512 to 65536 bytes",
                shift);
        data.must(size >= 0 && size <= Long.MAX_VALUE >>> shift, Code.VALUE, 0, "a size below 2^63 bytes", size);
        BigInteger whole = BigInteger.valueOf(size).multiply(BigInteger.valueOf((1L << shift) + data.little16(place)));
        return Optional.of(new Size(size << shift, whole, data.little128(48)));
    }

    /** Empty for a namespace that is not active, which answers with zeros. */
    public static Optional<NvmeNamespace> parse(byte[] bytes) throws AnswerException {
        AnswerBytes data = AnswerBytes.exactly("Identify Namespace", bytes, NvmeCommands.IDENTIFY_BYTES);
        if (data.blank()) {
            return Optional.empty();
        }
        long size = data.little64(0);
        long capacity = data.little64(8);
        long used = data.little64(16);
        data.must(capacity <= size, Code.VALUE, 8, "no more than the size", capacity);
        data.must(used <= capacity, Code.VALUE, 16, "no more than the capacity", used);
        int formats = data.at(25) + 1;
        data.must(formats <= 64, Code.VALUE, 25, "at most 64 formats", formats);
        int format = data.bits(26, 3, 0) | (formats > 16 ? data.bits(26, 6, 5) << 4 : 0);
        data.must(format < formats, Code.VALUE, 26, "one of " + formats + " formats", format);
        int shift = data.at(128 + 4 * format + 2);
        data.must(
                shift >= BLOCK_SHIFT_LEAST && shift <= BLOCK_SHIFT_MOST,
                Code.VALUE,
                128 + 4 * format + 2,
                "blocks of 512 to 65536 bytes",
                shift);
        data.must(size <= Long.MAX_VALUE >>> shift, Code.VALUE, 0, "a size below 2^63 bytes", size);
        return Optional.of(new NvmeNamespace(
                size,
                capacity,
                used,
                format,
                formats,
                1 << shift,
                data.little16(128 + 4 * format),
                data.bits(29, 2, 0),
                data.bit(99, 0),
                data.bit(32, 7) ? data.bits(32, 6, 0) : 0,
                data.little128(48),
                data.identifier(104, 16),
                data.identifier(120, 8)));
    }
}
