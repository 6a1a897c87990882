package org.wangchuan.engine.job;

import java.util.List;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.medium.ReadPath;
import org.wangchuan.engine.testing.FaultyChannel;

/**
 * A drive in memory, open to be read.
 *
 * @param differences as they are by the end
 */
record MediumInMemory(FaultyChannel drive, List<String> differences) implements ReadableMedium {
    @Override
    public ReadChannel channel() {
        return drive;
    }

    @Override
    public ReadPath readPath() {
        return ReadPath.DIRECT;
    }

    @Override
    public long dropHostCache() {
        return 0;
    }
}
