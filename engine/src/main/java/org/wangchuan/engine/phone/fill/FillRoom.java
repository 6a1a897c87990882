package org.wangchuan.engine.phone.fill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.wangchuan.engine.adb.AdbDevice;
import org.wangchuan.engine.adb.AdbException;
import org.wangchuan.engine.adb.AdbException.Code;
import org.wangchuan.engine.adb.service.ShellCommand;
import org.wangchuan.engine.adb.service.ShellOutput;
import org.wangchuan.engine.adb.service.ShellRunner;
import org.wangchuan.engine.patience.Deadline;

/**
 * How much a phone says that its file system holds, in bytes.
 *
 * @param free of it
 * @param available of that for us
 * @param all of it, with what lies there
 */
record FillRoom(long free, long available, long all) {
    /** 1 PiB: no phone has so much, and with what lies there already it stays below 2^53, the most that a record can tell. */
    static final long BYTES_MAX = 1L << 50;

    private static final int ANSWER_BYTES_MAX = 64 << 10;
    private static final int DIGITS_MAX = 15;
    private static final int PERCENT = 100;
    private static final Duration EACH = Duration.ofMinutes(5);

    /** {@code stat -f}: blocks free, blocks available to us, all blocks, and the size of each (statfs(2)). */
    static FillRoom of(AdbDevice device, String folder, Deadline deadline) throws AdbException {
        ShellOutput answer = ShellRunner.run(
                device,
                ShellCommand.of("stat", "-f", "-c", "%f %a %b %S", folder),
                ANSWER_BYTES_MAX,
                deadline.orAfter(EACH));
        if (!answer.succeeded()) {
            throw new AdbException(Code.FAILED, "a phone that does not say how much is free");
        }
        List<Long> numbers = new ArrayList<>();
        StringBuilder digits = new StringBuilder();
        for (char c : (answer.output().strip() + " ").toCharArray()) {
            if (c >= '0' && c <= '9' && digits.length() < DIGITS_MAX) {
                digits.append(c);
            } else if (c == ' ' && !digits.isEmpty()) {
                numbers.add(Long.parseLong(digits.toString()));
                digits.setLength(0);
            } else {
                throw new AdbException(Code.PROTOCOL, "sizes of a file system that are no numbers");
            }
        }
        if (numbers.size() != 4) {
            throw new AdbException(Code.PROTOCOL, numbers.size() + " sizes of a file system in place of 4");
        }
        try {
            long size = numbers.get(3);
            return new FillRoom(bytes(numbers.get(0), size), bytes(numbers.get(1), size), bytes(numbers.get(2), size));
        } catch (ArithmeticException e) {
            throw new AdbException(Code.PROTOCOL, "a file system beyond any size", e);
        }
    }

    private static long bytes(long blocks, long size) throws AdbException {
        long bytes = Math.multiplyExact(blocks, size);
        if (bytes > BYTES_MAX) {
            throw new AdbException(Code.PROTOCOL, "a file system of more than " + BYTES_MAX + " bytes");
        }
        return bytes;
    }

    /**
     * Whether nothing more goes in. What fails for another reason than that there is no room fills nothing.
     *
     * @param before what was available before it was filled
     */
    boolean isFull(long before) {
        return available <= Math.max(before / PERCENT, 2L * PhoneFiller.LEAST_BYTES);
    }
}
