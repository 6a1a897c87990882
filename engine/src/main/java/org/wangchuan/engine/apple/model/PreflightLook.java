package org.wangchuan.engine.apple.model;

/** Finds out what the daemon at an address does by itself with a device. Thread-safe. */
@FunctionalInterface
public interface PreflightLook {
    /**
     * Looks at whoever listens there now, without asking it anything.
     *
     * @throws AppleFailure if nobody does, or whoever does takes no connection
     */
    Preflight at(UsbmuxAddress address) throws AppleFailure;
}
