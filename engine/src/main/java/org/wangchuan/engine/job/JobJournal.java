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

    /** The lines of the evidence so far, each with its line feed. */
    byte[] evidence();

    /**
     * Keeps the secrets of the passes (keys, nonces), before the first block of a pass is written,
     * in place of those kept before; nothing is kept where {@code secrets} is empty.
     */
    void keepSecrets(byte[] secrets) throws JournalException;

    /** What was kept last; empty if nothing. */
    byte[] secrets() throws JournalException;

    /** Keeps how far the work is, in place of what was kept before. */
    void keepMark(byte[] mark) throws JournalException;

    /** What was kept last; empty if nothing. */
    byte[] mark() throws JournalException;
}
