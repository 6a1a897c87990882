package org.wangchuan.paper;

import org.wangchuan.paper.text.Quantities;

/** Figures as the paper writes them, for whoever else tells people the same: one rule for all that is shown. */
public final class Figures {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Figures() {}

    /**
     * A size in the decimal unit that is printed on drives, with one decimal that is cut off: {@code 67.1 MB}, {@code 999 B}.
     *
     * @param bytes 0 or more
     */
    public static String size(long bytes) {
        long unit = 1;
        int name = 0;
        while (bytes / unit >= 1000 && name < UNITS.length - 1) {
            unit *= 1000;
            name++;
        }
        return unit == 1 ? bytes + " B" : tenths(bytes, unit) + " " + UNITS[name];
    }

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
