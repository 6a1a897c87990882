package org.wangchuan.cli.bench;

import org.wangchuan.paper.Figures;

/** Sizes for people, in the decimal units that are printed on drives. */
final class Sizes {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private Sizes() {}

    /** One decimal, cut off as on the paper. */
    static String decimal(long bytes) {
        long unit = 1;
        int name = 0;
        while (bytes / unit >= 1000 && name < UNITS.length - 1) {
            unit *= 1000;
            name++;
        }
        return unit == 1 ? bytes + " B" : Figures.tenths(bytes, unit) + " " + UNITS[name];
    }
}
