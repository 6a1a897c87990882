package org.wangchuan.engine.adb.service;

/** Takes what a command prints while it runs, such as its progress. Called by the thread that waits for the command; must not throw. */
public interface ShellSink {
    /** More of its standard output; the buffer is used again afterwards. */
    void output(byte[] bytes, int offset, int length);

    /** More of its standard error; the buffer is used again afterwards. Without the shell protocol all is standard output. */
    void error(byte[] bytes, int offset, int length);
}
