package org.wangchuan.engine.apple;

import java.util.Optional;
import org.wangchuan.engine.apple.model.AppleFailure;

/** What came of pairing. */
public sealed interface PairingOutcome {
    /** A session has begun. */
    record Paired(ConsentedSession session) implements PairingOutcome {}

    /**
     * There is no session.
     *
     * @param why what stopped it
     * @param debt the device may know this host all the same, as when its answer was lost on the way; that is still to be undone
     */
    record NotPaired(AppleFailure why, Optional<PairingDebt> debt) implements PairingOutcome {}
}
