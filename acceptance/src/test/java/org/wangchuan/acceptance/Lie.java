package org.wangchuan.acceptance;

import java.util.Set;
import java.util.function.BiFunction;
import org.wangchuan.acceptance.disk.Fault;
import org.wangchuan.acceptance.disk.LyingDisk;

/**
 * One row of the table of lies.
 *
 * @param name of the lie it tells
 * @param meaning for people
 * @param script tells the disk; gets the number of bytes that the passes before the last one write
 * @param allowed the verdicts that are honest; empty where no receipt may come at all
 */
record Lie(String name, String meaning, BiFunction<LyingDisk, Long, Fault> script, Set<String> allowed) {
    @Override
    public String toString() {
        return name;
    }
}
