package org.wangchuan.engine.medium;

import java.util.List;

/**
 * A part of an eMMC that is addressed on its own, and that neither an erase nor an overwrite of the user area reaches (JESD84-B51, "Boot partitions",
 * "General purpose partitions"). The replay protected block is none: nobody without its key writes to it, though anybody reads it.
 *
 * @param id what the kernel's name has after that of the card ({@code boot0}), one of {@link #IDS}
 * @param name the kernel's name for it, such as mmcblk0boot0
 * @param capacityBytes as the kernel tells it
 */
public record CardPart(String id, String name, long capacityBytes) {
    /** All that there can be, in the order in which they are erased. */
    public static final List<String> IDS = List.of("boot0", "boot1", "gp0", "gp1", "gp2", "gp3");

    /** Whether it is one that a computer may start from. */
    public boolean boot() {
        return isBoot(id);
    }

    /** The same of an id. */
    public static boolean isBoot(String id) {
        return id.startsWith("boot");
    }
}
