package org.wangchuan.engine.phone.contact;

import org.wangchuan.engine.job.JournalException;

/** Keeps the secrets of a job's keys where nobody but the owner of this process can read them, until the job closes. */
@FunctionalInterface
public interface Keeper {
    /**
     * Keeps one instead of what was kept of this kind before, durably when this returns. Called before a phone is shown anything that goes with it.
     *
     * @param secret the caller's again afterwards; no bytes if there is nothing to keep any more
     * @throws JournalException if it can't; then the phone is shown nothing
     */
    void keep(Kind kind, byte[] secret) throws JournalException;

    /** The kinds of secrets. */
    enum Kind {
        /** The key that is shown to an Android, and whether it was let in. */
        ADB_KEY,
        /** The pairing with an iPhone or iPad. */
        PAIRING
    }
}
