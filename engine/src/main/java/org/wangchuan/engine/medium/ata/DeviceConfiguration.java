package org.wangchuan.engine.medium.ata;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The answer to DEVICE CONFIGURATION IDENTIFY (ACS-2, "DEVICE CONFIGURATION IDENTIFY data structure").
 *
 * @param maximumAddress words 3 to 6: the highest address that the drive was made with
 */
public record DeviceConfiguration(long maximumAddress) {
    private static final byte SIGNATURE = (byte) 0xa5;

    /** Empty unless signature and checksum (word 255) are right. */
    public static Optional<DeviceConfiguration> parse(byte[] bytes) {
        if (bytes.length != AtaCommand.BLOCK_BYTES || bytes[510] != SIGNATURE || !IdentifyDevice.sumsToZero(bytes)) {
            return Optional.empty();
        }
        return Optional.of(new DeviceConfiguration(
                ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(6)));
    }
}
