package org.wangchuan.platform.intake.list;

import java.time.Instant;
import java.util.Optional;

/** Whether the lanes for a list are chosen by themselves; a bean of the module of the bench. */
@FunctionalInterface
public interface ListAtBench {
    /**
     * What was said last for a list.
     *
     * @param by the name at work of whoever said it
     * @param isOn whether lanes are chosen by it now
     * @param off the key of the words for why not; empty if they are
     * @param busy how many of its orders are in a lane
     * @param waits how many wait for a person
     */
    record Auto(String by, Instant until, boolean isOn, Optional<String> off, int busy, int waits) {}

    /** What was said for a list; empty if nobody has said anything. */
    Optional<Auto> of(Batch list);
}
