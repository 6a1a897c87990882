package org.wangchuan.engine.adb.direct;

/** Is told how far a phone has let us in. */
@FunctionalInterface
public interface AdbListener {
    /** Tells nobody. */
    AdbListener NONE = _ -> {};

    /**
     * It is so from now on. Called in order, by the thread that connects and later by whichever notices the end: must neither wait nor
     * throw.
     */
    void changed(AdbState state);
}
