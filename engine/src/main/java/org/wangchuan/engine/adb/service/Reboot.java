package org.wangchuan.engine.adb.service;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.AdbStream;
import org.wangchuan.engine.patience.Deadline;

/**
 * Asks a phone to start anew (AOSP daemon/restart_service.cpp and services: {@code reboot:}). That it was asked proves nothing: whether it
 * did shows when it comes back. Never tried on a phone.
 */
public final class Reboot {
    /** Where to. */
    public enum Target {
        SYSTEM(""),
        BOOTLOADER("bootloader"),
        RECOVERY("recovery"),
        /** Recovery that waits for an update to be sent. */
        SIDELOAD("sideload"),
        /** The bootloader's protocol, spoken by recovery; Android 10 and later. */
        FASTBOOT("fastboot");

        private final String word;

        Target(String word) {
            this.word = word;
        }
    }

    private static final int WORDS_BYTES_MAX = 1024;

    private Reboot() {}

    /**
     * Asks, and waits until the phone ends the stream or goes away, either of which is what a phone does that starts anew.
     *
     * @throws AdbException {@code FAILED} if it answers with words instead, {@code SERVICE_REFUSED}, {@code TIMEOUT} if it neither goes nor
     *     answers, {@code GONE} if it went before it was known to have been asked, {@code CLOSED}, {@code PROTOCOL}
     */
    public static void ask(AdbDevice device, Target target, Deadline deadline) throws AdbException {
        byte[] words = new byte[WORDS_BYTES_MAX];
        int length = 0;
        try (AdbStream stream = device.open("reboot:" + target.word, deadline)) {
            for (int got = 0; got >= 0 && length < words.length; length += Math.max(got, 0)) {
                got = readOrGone(stream, words, length, deadline);
            }
        }
        if (length > 0) {
            String told = new String(Arrays.copyOf(words, length), StandardCharsets.UTF_8);
            throw AdbException.telling(Code.FAILED, "the phone answered instead of starting anew", told);
        }
    }

    private static int readOrGone(AdbStream stream, byte[] into, int from, Deadline deadline) throws AdbException {
        try {
            return stream.read(into, from, into.length - from, deadline);
        } catch (AdbException e) {
            if (e.code() == Code.GONE) {
                return -1;
            }
            throw e;
        }
    }
}
