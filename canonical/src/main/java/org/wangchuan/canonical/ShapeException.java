package org.wangchuan.canonical;

/** Well-formed JSON without the member, type or range that its reader requires. */
public final class ShapeException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String path;

    /** What was expected there. */
    private final String expected;

    private final String found;

    /**
     * Says what was expected where.
     *
     * @param path where, for example {@code medium.serial}
     */
    public ShapeException(String path, String expected, String found) {
        super(path + ": expected " + expected + ", found " + found);
        this.path = path;
        this.expected = expected;
        this.found = found;
    }

    /** Where, for example {@code medium.serial}; the last name may be one that whoever wrote it made up. */
    public String path() {
        return path;
    }

    /** What was expected there, in words of the reader's. */
    public String expected() {
        return expected;
    }

    /** What was there, in words of the reader's; some of them repeat what somebody wrote. */
    public String found() {
        return found;
    }
}
