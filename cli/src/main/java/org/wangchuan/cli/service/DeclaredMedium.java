package org.wangchuan.cli.service;

import java.util.Locale;

/** What a person declares a medium to be when the device cannot say; recorded as a declaration. */
public enum DeclaredMedium {
    /** Rotating magnetic disks. */
    MAGNETIC,
    /** Flash memory. */
    FLASH;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
