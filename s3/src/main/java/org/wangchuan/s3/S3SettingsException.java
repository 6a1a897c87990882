package org.wangchuan.s3;

/** An address, a setting or a file with credentials can't be used. */
public final class S3SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String found;

    S3SettingsException(String where, String expected, String found) {
        super(where + ": expected " + expected + ", found " + found);
        this.where = where;
        this.expected = expected;
        this.found = found;
    }

    /** The setting. */
    public String where() {
        return where;
    }

    /** What it should be. */
    public String expected() {
        return expected;
    }

    /** What it is; never a secret. */
    public String found() {
        return found;
    }
}
