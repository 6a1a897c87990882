package org.wangchuan.canonical;

/** Well-formed JSON without the member, type or range that its reader requires. */
public final class ShapeException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what was expected where.
     *
     * @param path where, for example {@code medium.serial}
     */
    public ShapeException(String path, String expected, String found) {
        super(path + ": expected " + expected + ", found " + found);
    }
}
