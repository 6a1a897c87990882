package org.wangchuan.engine.apple;

import org.wangchuan.engine.apple.model.AppleFailure;

/** Keeps what is needed to undo a pairing, or to go on with it, after a loss of power. */
@FunctionalInterface
public interface PairingKeeper {
    /** For who needs nothing afterwards. */
    PairingKeeper NOBODY = _ -> {};

    /**
     * Keeps it, durably when this returns. Called before the device is told anything of it.
     *
     * @throws AppleFailure {@link AppleFailure.Code#NOT_KEPT} if it can't; then the pairing isn't begun
     */
    void keep(JobPairing pairing) throws AppleFailure;
}
