package org.wangchuan.engine.apple.model;

import java.util.Optional;

/** What came of asking a device to erase itself. None of them proves that anything was erased: that shows when it comes back. */
public sealed interface EraseReply {
    /** It said that it will. */
    record Acknowledged() implements EraseReply {}

    /** The connection ended without a word. A device that begins at once does so, and so does one whose cable was pulled. */
    record Ended() implements EraseReply {}

    /**
     * It said that it won't.
     *
     * @param errorCode first of its chain of errors, if it told one
     */
    record Refused(Optional<Long> errorCode) implements EraseReply {}
}
