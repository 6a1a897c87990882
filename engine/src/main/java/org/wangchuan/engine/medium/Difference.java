package org.wangchuan.engine.medium;

/**
 * One thing that is not as it was.
 *
 * @param what stable word: {@code kind}, {@code serial}, {@code wwn}, {@code model}, {@code capacity}, {@code backing-file}, {@code disk-sequence},
 *     {@code device-number}, {@code read-only}, {@code gone}, {@code attached}, {@code extents}, {@code written},
 *     {@code start}, {@code partition}, {@code backing-file-born}; {@code request}, {@code data} of a recorded command
 */
public record Difference(String what, String expected, String found) {
    /** Blocks of the file that a medium consists of are no longer where they were. */
    public static final String EXTENTS = "extents";

    /** Where it begins in what it is a part of, such as a partition on its disk. */
    public static final String START = "start";

    /** Somebody else has written to it while it was verified, or after that. */
    public static final String WRITTEN = "written";

    @Override
    public String toString() {
        return what + ": expected " + expected + ", found " + found;
    }
}
