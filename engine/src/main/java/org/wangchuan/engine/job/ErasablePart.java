package org.wangchuan.engine.job;

import java.util.Optional;
import org.wangchuan.engine.medium.PassThrough;

/** Another part of an eMMC, held alone for as long as the job runs. For one caller at a time but for its channel. */
public interface ErasablePart extends ErasableBlocks {
    /** Its id ({@code CardPart}). */
    String id();

    /** The way to the card's own commands, which are carried out in this part; empty where there is none. */
    Optional<PassThrough> passThrough();

    /** Whether the kernel lets nobody write to it just now. */
    boolean locked();

    /**
     * Locks it against writes, or lifts that.
     *
     * @return 0, or a negated errno
     */
    long lock(boolean locked);
}
