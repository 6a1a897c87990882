package org.wangchuan.engine.apple.model;

/** Whether usbmuxd pairs with each device by itself as soon as that is plugged in, and keeps the key (usbmuxd's preflight.c). */
public enum Preflight {
    /** It was started with {@code --no-preflight}. */
    OFF,
    /** It was not. */
    ON,
    /** What listens is no usbmuxd that can be looked at. */
    UNKNOWN
}
