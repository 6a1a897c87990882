package org.wangchuan.engine.job;

import org.wangchuan.engine.evidence.Event;

/**
 * Where an erasure writes down what it does, so that it can go on after any interruption. Every call
 * is durable when it returns; one that fails must have left what was durable before it readable.
 * Calls come from one thread at a time.
 */
public interface JobJournal {

    /** Appends an event to the evidence. */
    void append(Event event) throws JournalException;

    /** Keeps the secret of a pass (key or nonce), before the first block of the pass is written. */
    void keepSecret(int pass, byte[] secret) throws JournalException;

    /** Forgets the secrets of all passes. */
    void forgetSecrets() throws JournalException;

    /** Moves the high-water mark: all bytes of the pass below it are on the medium or recorded as unwritten. */
    void advance(int pass, long highWaterBytes) throws JournalException;

    /** The lines of the evidence so far, each with its line feed. */
    byte[] evidence();
}
