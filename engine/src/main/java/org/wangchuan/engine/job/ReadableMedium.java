package org.wangchuan.engine.job;

import java.util.List;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.medium.ReadPath;

/** An opened medium as a job needs it that only reads: there is no way to write in it. */
public interface ReadableMedium {
    /** Its bytes. */
    ReadChannel channel();

    /** Where bytes that are read come from. */
    ReadPath readPath();

    /**
     * Drops what the host itself may have cached, so that reading reaches the device.
     *
     * @return 0, or a negated errno
     */
    long dropHostCache();

    /** In what it is no longer the medium that was opened, or not as it was then, in stable words; empty if in nothing. */
    List<String> differences();
}
