package org.wangchuan.engine.medium;

import java.util.Set;

/**
 * How a medium is attached.
 *
 * @param transport the kernel's word below the bus, such as {@code pcie}, {@code tcp}, {@code sas}, {@code ufs}; empty if there is none
 * @param bridge whether another machine's firmware (a USB bridge) stands before the device's own
 * @param fabrics whether a network lies between
 * @param plainDrive whether this is one physical drive as far as the host can tell, not a logical unit of a controller, a virtual, an
 *     emulated or a composed device
 */
public record Attachment(Bus bus, String transport, boolean bridge, boolean fabrics, boolean plainDrive) {
    /** What Linux calls the transport of one, and of one that is a network card or the like besides (drivers/mmc/core/bus.c). */
    private static final Set<String> SD_CARDS = Set.of("SD", "SDcombo", Laboratory.SD);

    /** Whether it is an SD card, or a part of one: its commands are others than those of an eMMC, which is on the same bus. */
    public boolean isSdCard() {
        return bus == Bus.MMC && SD_CARDS.contains(transport);
    }
}
