package org.wangchuan.engine.medium.ata;

import org.wangchuan.engine.medium.DeviceCommand;

/** Where commands go that ask: of SCSI, or those of an NVMe device; for one device, for one caller at a time. */
@FunctionalInterface
public interface ScsiPort {

    /**
     * Runs one command that changes nothing on the device.
     *
     * @param command 6 to 16 bytes of SCSI, or the 72 of a {@code struct nvme_passthru_cmd}
     * @param readBytes the most that it may read, 0 for none
     */
    DeviceCommand.Answer execute(byte[] command, int readBytes);
}
