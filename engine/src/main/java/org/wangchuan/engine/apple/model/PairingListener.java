package org.wangchuan.engine.apple.model;

/** Is told each state of a pairing once when it begins, by the thread that pairs, which waits meanwhile. */
@FunctionalInterface
public interface PairingListener {
    /** The state has changed. */
    void becomes(PairingState state);
}
