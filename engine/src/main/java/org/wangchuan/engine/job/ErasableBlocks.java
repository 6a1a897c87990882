package org.wangchuan.engine.job;

import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.ReadPath;

/** Blocks that are held alone, can be written to and read back past the host's caches. */
public interface ErasableBlocks {
    /** Their bytes. */
    BlockChannel channel();

    /** Where bytes that are read back come from. */
    ReadPath readPath();

    /**
     * Drops what the host itself may have cached, so that reading back reaches the device.
     *
     * @return 0, or a negated errno: writing back what was cached may bring a late error
     */
    long dropHostCache();
}
