package org.wangchuan.engine.medium.ata;

import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.ScsiGeneric;

/** Where SCSI commands go; for one device, for one caller at a time. */
@FunctionalInterface
public interface ScsiPort {

    /** Milliseconds; a drive that spins up first needs ten seconds or more. */
    int TIMEOUT_MILLIS = 15_000;

    /**
     * Runs one command that changes nothing on the device.
     *
     * @param command 6 to 16 bytes
     * @param readBytes the most that it may read, 0 for none
     */
    ScsiGeneric.Answer execute(byte[] command, int readBytes);

    /** The device behind an open descriptor. */
    static ScsiPort of(Kernel kernel, int descriptor) {
        return (command, readBytes) -> ScsiGeneric.execute(kernel, descriptor, command, readBytes, TIMEOUT_MILLIS);
    }
}
