package org.wangchuan.witness.config;

/** A witness can't be run as its files say: where, what was expected and what was found. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String where;
    private final String expected;
    private final String found;

    ConfigException(String where, String expected, String found) {
        super(where + ": expected " + expected + ", found " + found);
        this.where = where;
        this.expected = expected;
        this.found = found;
    }

    /** The file, with the line if there is one. */
    public String where() {
        return where;
    }

    /** What would have been right. */
    public String expected() {
        return expected;
    }

    /** What was there instead. */
    public String found() {
        return found;
    }
}
