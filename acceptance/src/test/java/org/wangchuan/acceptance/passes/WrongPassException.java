package org.wangchuan.acceptance.passes;

/** What reached the disk is not what the passes should have written; says where, what was expected and what was found. */
public final class WrongPassException extends Exception {
    private static final long serialVersionUID = 1L;

    WrongPassException(String where, String expected, String found) {
        super(where + ": expected " + expected + ", found " + found);
    }
}
