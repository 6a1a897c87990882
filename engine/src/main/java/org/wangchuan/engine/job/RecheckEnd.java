package org.wangchuan.engine.job;

/** How a look at an erased medium ended. */
public sealed interface RecheckEnd {

    /** There is something to say of it, whatever that is. */
    record Looked(RecheckFindings findings) implements RecheckEnd {}

    /** Somebody asked to stop before anything else than what belongs there was found: it says nothing. */
    record Interrupted() implements RecheckEnd {}
}
