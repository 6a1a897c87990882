package org.wangchuan.engine.medium;

/** What stands between a read and the medium when the page cache is out of the way. */
public enum ReadPath {
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
