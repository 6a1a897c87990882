package org.wangchuan.acceptance;

import java.util.List;
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
 * @param allowed the verdicts that are honest
 * @param options with which the disk is erased
 */
record Lie(
        String name,
        String meaning,
        BiFunction<LyingDisk, Long, Fault> script,
        Set<String> allowed,
        List<String> options) {
    Lie(String name, String meaning, BiFunction<LyingDisk, Long, Fault> script, Set<String> allowed) {
        this(name, meaning, script, allowed, List.of());
    }

    @Override
    public String toString() {
        return name;
    }
}
