package org.wangchuan.cli.service;

import java.util.Locale;

/** How much is read back. */
public enum VerifyMode {
    /** Every block. */
    FULL,
    /** A representative sample, drawn after the writing is committed. */
    SAMPLE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
