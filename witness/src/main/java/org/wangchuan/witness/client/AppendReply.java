package org.wangchuan.witness.client;

import java.time.Duration;
import org.wangchuan.proof.VerificationException;
import org.wangchuan.witness.append.Appended;

/** What came of sending entries to a log. */
public sealed interface AppendReply {
    /** They are durable, under a checkpoint whose signature was verified; those without an index are in conflict. */
    record Done(Appended appended) implements AppendReply {}

    /**
     * Not now, or not known: they may or may not be in the log. Send the same again.
     *
     * @param after how long to wait, from 0 to a minute
     * @param text the beginning of what the server said, in printable characters, or why it could not be asked
     */
    record Again(Duration after, String text) implements AppendReply {}

    /**
     * Refused: the same again will not help.
     *
     * @param status of HTTP
     * @param text the beginning of what the server said, in printable characters; it begins with a code
     */
    record Refused(int status, String text) implements AppendReply {}

    /** It answered with something that is no answer of this log. */
    record Unbelievable(VerificationException reason) implements AppendReply {}
}
