package org.wangchuan.engine.medium;

import java.util.OptionalLong;

/**
 * The way to the drive's own commands, through the descriptor by which its medium is held alone. A command is given by its bytes: a SCSI
 * command block of 6 to 16, a {@code struct nvme_passthru_cmd} of 72 with the address left empty, or a {@code struct mmc_ioc_multi_cmd} of 80 and more
 * likewise. For one caller at a time. A call may
 * block for as long as the kernel does, which is longer than the time that it is given.
 */
public interface PassThrough {

    /** The number of the NVMe namespace that is held; empty for anything else. */
    OptionalLong namespace();

    /**
     * Asks by a command that is known to change nothing.
     *
     * @param readBytes the most that it may read, 0 for none
     * @throws IllegalArgumentException if it is not known to change nothing; it is not sent
     */
    DeviceCommand.Answer ask(byte[] command, int readBytes);

    /**
     * The same, with more time than a question needs by itself: a drive that erases itself may be slow to answer.
     *
     * @param timeoutMillis after which the kernel gives the question up and resets the drive, 1 or more; of NVMe the driver's own time counts
     */
    default DeviceCommand.Answer ask(byte[] command, int readBytes, int timeoutMillis) {
        return ask(command, readBytes);
    }

    /**
     * Sends a command that belongs to a technique of erasing.
     *
     * @param technique its id
     * @param sent what goes with it, empty for nothing
     * @param timeoutMillis after which the kernel gives the command up and resets the drive, 1 or more
     * @throws IllegalArgumentException if this technique does not send such a command; it is not sent
     */
    DeviceCommand.Answer erase(String technique, byte[] command, byte[] sent, int readBytes, int timeoutMillis);
}
