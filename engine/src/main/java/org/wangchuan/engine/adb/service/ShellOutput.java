package org.wangchuan.engine.adb.service;

import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;

/**
 * What a command printed and how it ended. Text of a phone is whatever the phone likes; malformed UTF-8 becomes U+FFFD. Immutable.
 *
 * @param output of a phone without the shell protocol (before Android 7) standard output and error together, perhaps with CR before each LF
 * @param error standard error; empty without the shell protocol
 * @param exitCode 0 to 255; empty if the phone doesn't tell, which says nothing about success
 */
public record ShellOutput(String output, String error, OptionalInt exitCode) {
    static ShellOutput of(byte[] output, byte[] error, OptionalInt exitCode) {
        return new ShellOutput(
                new String(output, StandardCharsets.UTF_8), new String(error, StandardCharsets.UTF_8), exitCode);
    }

    /** Whether it said that it ended well. False also if that is not known. */
    public boolean succeeded() {
        return exitCode.isPresent() && exitCode.getAsInt() == 0;
    }
}
