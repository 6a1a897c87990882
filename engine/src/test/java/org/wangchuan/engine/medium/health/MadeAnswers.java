package org.wangchuan.engine.medium.health;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.HexFormat;
import org.wangchuan.engine.medium.DeviceCommand;

/** Answers to questions about a drive's condition, as the standards lay them out. */
public final class MadeAnswers {
    private static final int TOLD = 0xc0; // supported, and valid

    private MadeAnswers() {}

    /** The question with this answer. */
    public static DeviceCommand answered(CountQuestion question, byte[] data) {
        String hex = HexFormat.of().formatHex(data);
        return with(
                question,
                question.language() == CountQuestion.Language.NVME
                        ? new DeviceCommand.Told(0, 0, hex)
                        : new DeviceCommand.Completed(0, 0, 0, "", hex));
    }

    public static DeviceCommand refused(CountQuestion question) {
        return with(
                question,
                question.language() == CountQuestion.Language.NVME
                        ? new DeviceCommand.Told(0x4002, 0, "")
                        : new DeviceCommand.Completed(2, 0, 0, "70000500000000", ""));
    }

    static DeviceCommand with(CountQuestion question, DeviceCommand.Answer answer) {
        return new DeviceCommand(
                question.title(), question.request(), Instant.parse("2026-11-24T12:00:00Z"), 1, answer);
    }

    /** Page 03h of the Device Statistics log. */
    public static byte[] rotating(int reallocated, int candidates) {
        return statistics(3)
                .putLong(32, statistic(reallocated, TOLD))
                .putLong(56, statistic(candidates, TOLD))
                .array();
    }

    static byte[] rotating(int reallocated, int candidates, int flags) {
        return statistics(3)
                .putLong(32, statistic(reallocated, flags))
                .putLong(56, statistic(candidates, flags))
                .array();
    }

    /** Page 04h. */
    public static byte[] errors(int reported) {
        return statistics(4).putLong(8, statistic(reported, TOLD)).array();
    }

    private static ByteBuffer statistics(int page) {
        return ByteBuffer.allocate(512)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(0, (short) 1)
                .put(2, (byte) page);
    }

    private static long statistic(int value, int flags) {
        return Integer.toUnsignedLong(value) | (long) flags << 56;
    }

    /** SMART data with these attributes: pairs of a number and a raw value of six bytes. */
    static byte[] attributes(long... pairs) {
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        out.putShort(0, (short) 16);
        for (int i = 0; i < pairs.length; i += 2) {
            int at = 2 + 6 * i;
            out.put(at, (byte) pairs[i]).put(at + 3, (byte) 100).put(at + 4, (byte) 100);
            out.putInt(at + 5, (int) pairs[i + 1]).putShort(at + 9, (short) (pairs[i + 1] >>> 32));
        }
        int sum = 0;
        for (byte one : out.array()) {
            sum += one;
        }
        return out.put(511, (byte) -sum).array();
    }

    /** The SMART / Health Information log. */
    public static byte[] health(int warnings, int spare, int used, long errors) {
        ByteBuffer out = ByteBuffer.allocate(512).order(ByteOrder.LITTLE_ENDIAN);
        out.put(0, (byte) warnings)
                .putShort(1, (short) 300)
                .put(3, (byte) spare)
                .put(4, (byte) 10);
        return out.put(5, (byte) used).putLong(160, errors).array();
    }
}
