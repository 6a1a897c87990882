package org.wangchuan.cli.live;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * The receipts on a stick that are of no order, until somebody says what of them is vouched for: each once, whatever it is called. They are held in memory and shown
 * to a person, and anybody may have put them there, so that there is a bound to both. Not thread-safe.
 */
final class HeldStrays {
    /** So many nobody looks through in one go. */
    static final int NUMBER_MAX = 1000;

    /** Of all together. */
    static final long BYTES_MAX = 64L << 20;

    private final Map<Bytes32, Stray> held = new LinkedHashMap<>();
    private long bytes;

    /**
     * Holds one. Of two copies the one that has its evidence beside it stays.
     *
     * @throws UserError with code LIVE_STRAYS if there are more than can be looked through
     */
    void add(Stray stray) throws UserError {
        Bytes32 digest = Bytes32.sha256(stray.bytes());
        Stray before = held.get(digest);
        if (before != null) {
            if (!before.hasEvidence() && stray.hasEvidence()) {
                held.put(digest, stray);
            }
            return;
        }
        bytes += stray.length();
        if (held.size() == NUMBER_MAX || bytes > BYTES_MAX) {
            throw UserError.of(ExitCode.REFUSED, "LIVE_STRAYS", NUMBER_MAX, BYTES_MAX >> 20);
        }
        held.put(digest, stray);
    }

    /** In the order in which they came. */
    List<Stray> all() {
        return new ArrayList<>(held.values());
    }
}
