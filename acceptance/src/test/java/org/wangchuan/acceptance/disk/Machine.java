package org.wangchuan.acceptance.disk;

/** What there is only one of: tests that use it carry {@code @ResourceLock(Machine.DEVICES)} and never run at once. */
public final class Machine {
    /** Its block devices and what is mounted: a test that makes one would be seen by another that lists them. */
    public static final String DEVICES = "devices";

    private Machine() {}
}
