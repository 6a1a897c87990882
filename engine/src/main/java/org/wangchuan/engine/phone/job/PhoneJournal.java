package org.wangchuan.engine.phone.job;

import java.util.Optional;
import org.wangchuan.engine.job.JournalException;

/**
 * Where the erasure of one phone is written down, so that it goes on after any interruption. What a call changes is durable when it returns; one that
 * fails has left what was durable before. Calls come from one thread at a time.
 */
public interface PhoneJournal {

    /** The whole lines of the record so far, each with its line feed; a line that was torn is not among them, and never will be. */
    byte[] evidence() throws JournalException;

    /** Appends one canonical line with its line feed. */
    void append(byte[] line) throws JournalException;

    /** What was kept of a kind; absent if nothing was, or it was destroyed. */
    Optional<byte[]> secret(PhoneSecret which) throws JournalException;

    /** Keeps a secret in place of what was kept of its kind before; nobody but the owner of the process can read it. */
    void keep(PhoneSecret which, byte[] secret) throws JournalException;

    /**
     * Destroys all of them but {@link PhoneSecret#DIGEST_KEY}, which whoever discloses it destroys then. Once more than that is no mistake: a power cut can
     * come between the last line and this.
     */
    void destroySecrets() throws JournalException;
}
