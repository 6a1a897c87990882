package org.wangchuan.engine.medium;

/** What stands between a read and the medium when the page cache is out of the way. */
public enum ReadPath {
    /** None. In records of before 2 December 2026, whose program took the kernel's word that writes go through the cache of a drive for it. */
    DIRECT("direct"),
    DEVICE_CACHE("device-cache"),
    FILE_SYSTEM("file-system");

    private final String id;

    ReadPath(String id) {
        this.id = id;
    }

    /** The word used in documents. */
    public String id() {
        return id;
    }
}
