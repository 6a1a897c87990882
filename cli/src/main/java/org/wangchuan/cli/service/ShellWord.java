package org.wangchuan.cli.service;

/** Words of a command line that is printed for people to paste: a file may be named like a command. */
public final class ShellWord {
    private ShellWord() {}

    /** The word as a POSIX shell reads it, and nothing else. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
