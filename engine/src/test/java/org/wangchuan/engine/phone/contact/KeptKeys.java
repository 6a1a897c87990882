package org.wangchuan.engine.phone.contact;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.direct.AdbKey;
import org.wangchuan.engine.job.JournalException;
import org.wangchuan.engine.phone.read.Digests;

/** Keeps what it is given, and gives it back after a loss of power; can fail. */
final class KeptKeys implements Keeper {
    static final UUID JOB = UUID.fromString("0b1c2d3e-4f50-4a6b-8c7d-9e0f1a2b3c4d");
    private final Map<Kind, byte[]> kept = new EnumMap<>(Kind.class);
    private boolean broken;

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

    /** A key that no phone was shown yet, as it is kept. */
    static byte[] newKey() {
        try (AdbKey key = AdbKey.generate("test@bench")) {
            return KeptAdbKey.write(key, JobKeys.Standing.NEW, Optional.empty(), new byte[Digests.KEY_BYTES]);
        } catch (AdbException e) {
            throw new AssertionError(e);
        }
    }

    /** As a job that was ended before it showed its key to anybody. */
    JobKeys restored(byte[] key) throws ContactException {
        return JobKeys.restore(JOB, Optional.of(key), Optional.empty(), new SecureRandom(), this);
    }

    synchronized void broken(boolean is) {
        broken = is;
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
        kept.put(kind, secret.clone());
    }
}
