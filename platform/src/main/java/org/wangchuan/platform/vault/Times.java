package org.wangchuan.platform.vault;

import java.time.Duration;
import java.time.Instant;
import org.wangchuan.platform.vault.VaultException.Code;

/** Days that holds and delays end on. */
final class Times {
    private static final Duration LONGEST = Duration.ofDays(3_653);

    private Times() {}

    /** Refuses what has passed, and what nobody here will live to see. */
    static void requireLater(Instant end, Instant now) throws VaultException {
        if (!end.isAfter(now) || end.isAfter(now.plus(LONGEST))) {
            throw new VaultException(Code.BAD_TIME, "expected a time within ten years from now");
        }
    }
}
