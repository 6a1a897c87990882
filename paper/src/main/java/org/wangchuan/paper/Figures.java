package org.wangchuan.paper;

import org.wangchuan.paper.text.Quantities;

/** Figures as the paper writes them, for whoever else tells people the same: one rule for all that is shown. */
public final class Figures {
    private Figures() {}

    /**
     * How many units, with one decimal that is cut off: a size is never made larger than it is.
     *
     * @param bytes 0 or more
     * @param unit its bytes, a power of ten from 1000 on
     */
    public static String tenths(long bytes, long unit) {
        return Quantities.tenths(bytes, unit);
    }
}
