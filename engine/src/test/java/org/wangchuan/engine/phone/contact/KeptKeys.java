package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.job.JournalException;

/** Keeps what it is given, and gives it back after a loss of power; can fail. */
final class KeptKeys implements Keeper {
    static final UUID JOB = UUID.fromString("0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d");
    private final Map<Kind, byte[]> kept = new EnumMap<>(Kind.class);
    private boolean broken;
    private int writes;

    JobKeys make() {
        return JobKeys.make(JOB, new SecureRandom(), this);
    }

    /** As a job does that goes on. */
    synchronized JobKeys restore() throws ContactException {
        return JobKeys.restore(
                JOB,
                Optional.ofNullable(kept.get(Kind.ADB_KEY)),
                Optional.ofNullable(kept.get(Kind.PAIRING)),
                new SecureRandom(),
                this);
    }

    synchronized void broken(boolean is) {
        broken = is;
    }

    synchronized int writes() {
        return writes;
    }

    /** Whether there is anything of a kind. */
    synchronized boolean has(Kind kind) {
        byte[] bytes = kept.get(kind);
        return bytes != null && bytes.length > 0;
    }

    @Override
    public synchronized void keep(Kind kind, byte[] secret) throws JournalException {
        if (broken) {
            throw new JournalException("the disk is full", null);
        }
        writes++;
        kept.put(kind, secret.clone());
    }
}
