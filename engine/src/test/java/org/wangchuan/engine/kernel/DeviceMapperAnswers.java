package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.wangchuan.engine.kernel.MappedTargets.Target;

/** What a device mapper answers, laid out as {@code retrieve_status} does (drivers/md/dm-ioctl.c). */
public final class DeviceMapperAnswers {
    private DeviceMapperAnswers() {}

    /** Answers for these devices, by number such as {@code 253:0}, and knows no other. */
    @SuppressWarnings("exports") // tests of this module alone call it
    public static ToIntFunction<MemorySegment> of(Map<String, List<Target>> devices) {
        return raw -> {
            long asked = raw.byteSize() < MappedTargets.BYTES ? -1 : raw.get(JAVA_LONG, MappedTargets.DEVICE_OFFSET);
            for (Map.Entry<String, List<Target>> device : devices.entrySet()) {
                if (LoopStatus.unpack(asked).toString().equals(device.getKey())) {
                    fill(raw, device.getValue());
                    return 0;
                }
            }
            return -Errno.ENXIO.number();
        };
    }

    static void fill(MemorySegment raw, List<Target> targets) {
        raw.set(JAVA_INT, MappedTargets.DATA_START_OFFSET, (int) MappedTargets.BYTES);
        raw.set(JAVA_INT, MappedTargets.TARGET_COUNT_OFFSET, targets.size());
        raw.set(JAVA_INT, MappedTargets.FLAGS_OFFSET, 0);
        long next = 0;
        for (Target target : targets) {
            long at = MappedTargets.BYTES + next;
            byte[] status = target.status().getBytes(StandardCharsets.US_ASCII);
            next = (next + MappedTargets.TARGET_BYTES + status.length + 1 + 7) / 8 * 8;
            raw.set(JAVA_INT, at + MappedTargets.NEXT_OFFSET, (int) next);
            write(raw, at + MappedTargets.TYPE_OFFSET, target.type().getBytes(StandardCharsets.US_ASCII));
            write(raw, at + MappedTargets.TARGET_BYTES, status);
        }
    }

    private static void write(MemorySegment raw, long at, byte[] bytes) {
        MemorySegment.copy(MemorySegment.ofArray(bytes), 0, raw, at, bytes.length);
        raw.set(JAVA_BYTE, at + bytes.length, (byte) 0);
    }
}
