package org.wangchuan.proof.storage;

/** A file that is to be written, and all that must be in it. */
public final class NewFile {
    private final String path;
    private final byte[] bytes;

    /** Keeps the bytes without copying them. */
    public NewFile(String path, byte[] bytes) {
        this.path = path;
        this.bytes = bytes;
    }

    /** Relative to the storage. */
    public String path() {
        return path;
    }

    /** Not a copy: only read it. */
    public byte[] bytes() {
        return bytes;
    }
}
