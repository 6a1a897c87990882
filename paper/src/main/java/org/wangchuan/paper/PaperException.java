package org.wangchuan.paper;

/** A page can't be made of these claims, or a file is not a page of ours; says what was expected and what was found. */
public final class PaperException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Says what was expected where, and what was there instead. */
    public PaperException(String where, String expected, String found) {
        super(where + ": expected " + expected + ", found " + found);
    }
}
