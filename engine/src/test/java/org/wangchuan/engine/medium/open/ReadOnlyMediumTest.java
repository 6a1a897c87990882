package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.BlockChannel;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.ReadChannel;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.LoopDevice;
import org.wangchuan.engine.medium.testing.Program;

/** A medium that is opened to be read can't be written to, and whoever else writes is noticed. */
@Tag("slow")
class ReadOnlyMediumTest {
    private static final int BYTES = 8 << 20;

    @TempDir
    Path folder;

    @Test
    void itIsNoChannelThatWrites() {
        assertThat(ReadChannel.class).isAssignableFrom(ReadOnlyMedium.class);
        assertThat(BlockChannel.class.isAssignableFrom(ReadOnlyMedium.class)).isFalse();
    }

    @Test
    void anImageIsReadAndNothingIsEverOpenedToWrite() throws IOException {
        Path image = noise("odd.img", BYTES + 777);
        byte[] before = Files.readAllBytes(image);
        assertReadAlone(examined(image), before);
        assertThat(Files.readAllBytes(image)).isEqualTo(before);
    }

    @Test
    void aDeviceIsReadAndNothingIsEverOpenedToWrite() throws IOException {
        Path file = noise("device", BYTES);
        byte[] before = Files.readAllBytes(file);
        try (LoopDevice loop = LoopDevice.attach(file)) {
            assertReadAlone(examined(loop.path()), before);
        }
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aReadOnlyDeviceIsReadThatCouldNotBeErased() throws IOException {
        Path file = noise("device", BYTES);
        try (LoopDevice loop = LoopDevice.attach(file, "-r")) {
            Medium medium = examined(loop.path());
            assertThat(new ObstacleCheck().check(medium))
                    .extracting(Obstacle::code)
                    .contains(Obstacle.Code.READ_ONLY);
            assertThat(new ObstacleCheck().checkForReading(medium)).noneMatch(Obstacle::blocking);
            assertReadAlone(medium, Files.readAllBytes(file));
        }
    }

    @Test
    void anImageThatMayNotBeWrittenToIsRead() throws IOException {
        Path image = noise("kept.img", BYTES);
        assertThat(image.toFile().setReadOnly()).isTrue();
        assertThat(new ObstacleCheck().checkForReading(examined(image))).noneMatch(Obstacle::blocking);
        assertReadAlone(examined(image), Files.readAllBytes(image));
    }

    @Test
    void whoWritesMeanwhileIsNoticed() throws IOException {
        try (LoopDevice loop = LoopDevice.attach(noise("device", BYTES))) {
            try (ReadOnlyMedium open = opened(new MediumOpener().openForReading(examined(loop.path())))) {
                assertThat(open.dropCaches()).isZero();
                assertThat(open.recheck()).isEmpty();
                Program.run("dd", "if=/dev/zero", "of=" + loop.path(), "bs=512", "count=1", "conv=notrunc,fsync");
                assertThat(open.recheck()).extracting(Difference::what).contains(Difference.WRITTEN);
            }
        }
    }

    @Test
    void anotherFileUnderTheNameIsNotRead() throws IOException {
        Path image = noise("image", BYTES);
        Medium medium = examined(image);
        Files.move(image, folder.resolve("elsewhere"));
        Files.write(image, new byte[BYTES]);
        assertThat(refusal(new MediumOpener().openForReading(medium)).code()).isEqualTo(Refused.Code.CHANGED);
    }

    @Test
    void itIsHeldAgainstWhoWantsItAlone() throws IOException {
        try (LoopDevice loop = LoopDevice.attach(noise("device", BYTES))) {
            try (ReadOnlyMedium _ = opened(new MediumOpener().openForReading(examined(loop.path())))) {
                assertThat(refusal(new MediumOpener().openForReading(examined(loop.path())))
                                .code())
                        .isEqualTo(Refused.Code.IN_USE);
            }
        }
    }

    private void assertReadAlone(Medium medium, byte[] content) {
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        try (ReadOnlyMedium open = opened(new MediumOpener(kernel, SystemFiles.real()).openForReading(medium))) {
            assertThat(open.dropCaches()).isZero();
            assertThat(read(open)).isEqualTo(content);
            assertThat(open.recheck()).isEmpty();
        }
        assertThat(kernel.openedToWrite()).isEmpty();
        assertThat(kernel.usesAfterClose()).isZero();
    }

    private static byte[] read(ReadOnlyMedium open) {
        byte[] out = new byte[(int) open.capacityBytes()];
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(1 << 20, 4096);
            for (int at = 0; at < out.length; at += 1 << 20) {
                int length = Math.min(1 << 20, out.length - at);
                assertThat(open.read(buffer, 0, at, length)).isEqualTo(length);
                MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, out, at, length);
            }
        }
        return out;
    }

    private Path noise(String name, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        new Random(bytes).nextBytes(content);
        return Files.write(folder.resolve(name), content);
    }

    private static ReadOnlyMedium opened(ReadOpening opening) {
        return switch (opening) {
            case OpenedForReading(ReadOnlyMedium open) -> open;
            case NotOpened(Refused refusal) -> throw new AssertionError(refusal);
        };
    }

    private static Refused refusal(ReadOpening opening) {
        return switch (opening) {
            case NotOpened(Refused refusal) -> refusal;
            case OpenedForReading(ReadOnlyMedium open) -> {
                open.close();
                throw new AssertionError("opened");
            }
        };
    }
}
