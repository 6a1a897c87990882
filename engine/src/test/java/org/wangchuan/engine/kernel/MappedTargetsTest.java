package org.wangchuan.engine.kernel;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.kernel.MappedTargets.Target;
import org.wangchuan.engine.kernel.MappedTargets.Told;
import org.wangchuan.engine.kernel.MappedTargets.Untold;
import org.wangchuan.engine.medium.testing.AnsweringKernel;

/** What the device mapper says, and everything that it could say instead. */
class MappedTargetsTest {
    private static final DeviceNumber DEVICE = new DeviceNumber(253, 0x1234);

    @Test
    void everyTargetIsTold() {
        List<Target> targets = List.of(
                new Target("linear", ""),
                new Target("raid", "raid1 2 AA 2048/2048 idle 0 0 -"),
                new Target("sixteenletters16", "1"));
        assertThat(ask(DeviceMapperAnswers.of(Map.of(DEVICE.toString(), targets))))
                .isEqualTo(new Told(targets));
    }

    @Test
    void theQuestionNamesTheDeviceAndAsksForNoKeys() {
        assertThat(ask(raw -> {
                    assertThat(raw.get(JAVA_INT, MappedTargets.VERSION_OFFSET)).isEqualTo(4);
                    assertThat(raw.get(JAVA_INT, MappedTargets.DATA_SIZE_OFFSET))
                            .isEqualTo((int) raw.byteSize());
                    assertThat(raw.get(JAVA_INT, MappedTargets.FLAGS_OFFSET)).isEqualTo(MappedTargets.NO_FLUSH);
                    assertThat(LoopStatus.unpack(raw.get(JAVA_LONG, MappedTargets.DEVICE_OFFSET)))
                            .isEqualTo(DEVICE);
                    return -Errno.ENXIO.number();
                }))
                .isInstanceOf(Untold.class);
    }

    @Test
    void aTableThatIsCutOffOrEmptyIsUntold() {
        assertThat(ask(raw -> {
                    DeviceMapperAnswers.fill(raw, List.of(new Target("linear", "")));
                    raw.set(JAVA_INT, MappedTargets.FLAGS_OFFSET, MappedTargets.BUFFER_FULL);
                    return 0;
                }))
                .isInstanceOf(Untold.class);
        assertThat(ask(raw -> {
                    DeviceMapperAnswers.fill(raw, List.of());
                    return 0;
                }))
                .isInstanceOf(Untold.class);
        assertThat(ask(raw -> {
                    DeviceMapperAnswers.fill(raw, List.of(new Target("linear", "")));
                    raw.set(JAVA_INT, MappedTargets.TARGET_COUNT_OFFSET, Integer.MAX_VALUE);
                    return 0;
                }))
                .isInstanceOf(Untold.class);
    }

    @Test
    void randomAnswersNeverThrow() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            assertThat(ask(raw -> {
                        DeviceMapperAnswers.fill(raw, List.of(new Target("linear", "x"), new Target("thin", "")));
                        raw.set(JAVA_INT, random.nextInt(110) * 4L, random.nextInt(3) == 0 ? random.nextInt() : 320);
                        return 0;
                    }))
                    .as("seed %d", seed)
                    .isNotNull();
        }
    }

    private static MappedTargets.Answer ask(ToIntFunction<MemorySegment> reply) {
        return MappedTargets.of(new AnsweringKernel(reply), "/dev/mapper/control", DEVICE);
    }
}
