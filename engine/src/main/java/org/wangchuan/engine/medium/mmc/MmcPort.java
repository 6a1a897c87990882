package org.wangchuan.engine.medium.mmc;

import org.wangchuan.engine.command.mmc.MmcRequest;
import org.wangchuan.engine.medium.DeviceCommand;

/** Where commands to an eMMC go; for one card, for one caller at a time. */
@FunctionalInterface
public interface MmcPort {
    /** Runs one command that changes nothing. */
    DeviceCommand.Answer execute(MmcRequest request);
}
