package org.wangchuan.platform.identity;

import org.wangchuan.proof.key.PublicKey;

/** Which keys sign for somebody else than a station: one of them, paired as a station's, would speak with two voices. Thread-safe. */
public interface KeysInUse {
    /** Whether a log, a list or a witness that is known here signs with it. */
    boolean isInUse(PublicKey key);
}
