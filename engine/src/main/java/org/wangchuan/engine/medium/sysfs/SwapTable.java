package org.wangchuan.engine.medium.sysfs;

import java.util.List;

/** /proc/swaps (proc_swaps(5)): a heading, then one area a line, its path first. */
final class SwapTable {
    private static final String DELETED = "\\040(deleted)";

    private SwapTable() {}

    /** Paths of the areas in use. */
    static List<String> parse(String table) {
        return table.lines()
                .skip(1)
                .map(line -> line.split("[ \t]", 2)[0])
                .filter(path -> path.startsWith("/"))
                .map(path -> path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path)
                .map(Mount::unescape)
                .toList();
    }
}
