package org.wangchuan.lab.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.EraseCourse.Phase;

/** What a drive tells and does while it erases itself, by a clock of the test's. */
class EraseCourseTest {
    private static final int BYTES = 64 << 10;
    private static final long ORDER = 2;

    @TempDir
    private Path folder;

    private final AtomicLong nanos = new AtomicLong();

    private interface Check {
        void run(EraseCourse course, Cells cells, Path file) throws IOException;
    }

    private void with(Firmware firmware, Check check) throws IOException {
        Path file = folder.resolve("cells");
        byte[] full = new byte[BYTES];
        Arrays.fill(full, (byte) 7);
        Path _ = Files.write(file, full);
        try (Cells cells = new Cells(file, firmware.conduct().remembers())) {
            check.run(new EraseCourse(cells, firmware, ORDER, nanos::get), cells, file);
        }
    }

    private static long left(Path file) throws IOException {
        long left = 0;
        for (byte one : Files.readAllBytes(file)) {
            left += one == 7 ? 1 : 0;
        }
        return left;
    }

    private void pass(Duration time) {
        long _ = nanos.addAndGet(time.toNanos());
    }

    @Test
    void anHonestDriveRunsAndEndsAndItsCellsAreEmpty() throws IOException {
        with(Firmware.that(new Conduct.Honest()), (course, cells, file) -> {
            assertThat(course.look().phase()).isEqualTo(Phase.NEVER);
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(1));
            assertThat(course.look()).isEqualTo(new EraseCourse.State(Phase.RUNNING, ORDER, 0.5));
            assertThat(left(file)).isEqualTo(BYTES);
            pass(Duration.ofSeconds(1));
            assertThat(course.look().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(left(file)).isZero();
        });
    }

    @Test
    void whatIsSpoiledIsErasedAndATenthCantBeRead() throws IOException {
        with(Firmware.that(new Conduct.Spoiling()), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, true);
            assertThat(cells.unreadable(0, BYTES)).isFalse();
            pass(Duration.ofSeconds(3));
            assertThat(course.look().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(left(file)).isZero();
            assertThat(cells.unreadable(0, BYTES / 2)).isFalse();
            assertThat(cells.unreadable(0, BYTES / 2 + 1)).isTrue();
            assertThat(cells.unreadable(BYTES / 2 + BYTES / 10, BYTES / 4)).isFalse();
        });
    }

    @Test
    void aLiarTellsTheSameAndKeepsAll() throws IOException {
        with(Firmware.that(new Conduct.Lying()), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(3));
            assertThat(course.look().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(left(file)).isEqualTo(BYTES);
        });
    }

    @Test
    void oneThatHidesAnswersZerosAndKeepsAll() throws IOException {
        with(Firmware.that(new Conduct.Hiding()), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(3));
            assertThat(course.look().phase()).isEqualTo(Phase.SUCCEEDED);
            ByteBuffer read = ByteBuffer.allocate(512);
            cells.read(0, read);
            assertThat(read.get(0)).isZero();
            assertThat(left(file)).isEqualTo(BYTES);
        });
    }

    @Test
    void oneThatKeepsACopyErasesAndAnswersWhatWasWrittenLast() throws IOException {
        with(Firmware.that(new Conduct.KeepingCopy()), (course, cells, file) -> {
            byte[] canary = new byte[512];
            Arrays.fill(canary, (byte) 9);
            cells.write(4096, ByteBuffer.wrap(canary));
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(3));
            assertThat(course.look().phase()).isEqualTo(Phase.SUCCEEDED);
            byte[] read = new byte[1024];
            cells.read(4096, ByteBuffer.wrap(read));
            assertThat(Arrays.copyOf(read, 512)).isEqualTo(canary);
            assertThat(read[512]).isZero();
            assertThat(left(file)).isZero();
            assertThat(Files.readAllBytes(file)[4096]).isZero();
        });
    }

    @Test
    void oneThatErasesTheNewestAloneKeepsAllElse() throws IOException {
        with(Firmware.that(new Conduct.NewestOnly()), (course, cells, file) -> {
            byte[] canary = new byte[512];
            Arrays.fill(canary, (byte) 9);
            cells.write(4096, ByteBuffer.wrap(canary));
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(1));
            assertThat(course.look().phase()).isEqualTo(Phase.RUNNING);
            pass(Duration.ofSeconds(2));
            assertThat(course.look().phase()).isEqualTo(Phase.SUCCEEDED);
            byte[] read = new byte[1024];
            cells.read(4096, ByteBuffer.wrap(read));
            assertThat(Arrays.copyOf(read, 512)).containsOnly(0);
            assertThat(read[512]).isEqualTo((byte) 7);
            assertThat(left(file)).isEqualTo(BYTES - 512);
        });
    }

    @Test
    void oneThatFailsBarsItsMediumUntilItIsToldToGoOn() throws IOException {
        with(Firmware.that(new Conduct.Failing(50)), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(3));
            assertThat(course.look().phase()).isEqualTo(Phase.FAILED);
            assertThat(course.barred()).isTrue();
            assertThat(left(file)).isBetween(1L, BYTES - 1L);
            assertThat(course.restricted()).isFalse();
            assertThat(course.exitFailure()).isTrue();
            assertThat(course.barred()).isFalse();
            assertThat(course.look().phase()).isEqualTo(Phase.FAILED);
        });
    }

    @Test
    void oneThatFailedWithoutAWayOutComesBackByAnotherThatEndsWellAlone() throws IOException {
        Firmware before = Firmware.that(new Conduct.Honest()).after(Firmware.Before.LAST_FAILED_RESTRICTED);
        with(before, (course, cells, file) -> {
            assertThat(course.restricted()).isTrue();
            assertThat(course.exitFailure()).isFalse();
            assertThat(course.barred()).isTrue();
            course.begin(ORDER, Fill.ZEROS, false);
            pass(Duration.ofSeconds(3));
            assertThat(course.look().phase()).isEqualTo(Phase.SUCCEEDED);
            assertThat(course.barred()).isFalse();
            assertThat(left(file)).isZero();
        });
        with(Firmware.that(new Conduct.Failing(50)), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, false);
            pass(Duration.ofSeconds(3));
            assertThat(course.look().phase()).isEqualTo(Phase.FAILED);
            assertThat(course.restricted()).isTrue();
        });
    }

    @Test
    void oneThatIsStuckStaysThereForEver() throws IOException {
        with(Firmware.that(new Conduct.Stuck(37)), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofDays(7));
            assertThat(course.look()).isEqualTo(new EraseCourse.State(Phase.RUNNING, ORDER, 0.37));
        });
    }

    @Test
    void oneThatForgetsTellsOfTheOrderBefore() throws IOException {
        Firmware firmware = Firmware.that(new Conduct.Unmoved()).after(Firmware.Before.LAST_SUCCEEDED);
        with(firmware, (course, cells, file) -> {
            course.begin(77, Fill.ZEROS, true);
            pass(Duration.ofSeconds(3));
            assertThat(course.look()).isEqualTo(new EraseCourse.State(Phase.SUCCEEDED, ORDER, 1));
            assertThat(left(file)).isEqualTo(BYTES);
        });
    }

    @Test
    void oneThatVanishesOrComesBackAsAnotherDoesSo() throws IOException {
        with(Firmware.that(new Conduct.Vanishing(50)), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(1));
            assertThat(course.look().phase()).isEqualTo(Phase.GONE);
        });
        with(Firmware.that(new Conduct.Returning(50)), (course, cells, file) -> {
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofSeconds(1));
            assertThat(course.look().phase()).isEqualTo(Phase.REPLACED);
        });
    }

    @Test
    void oneThatHangsDoesSoAtItsOrderAndOthersWhereTheyAreWritten() throws IOException {
        with(Firmware.that(new Conduct.Hanging()), (course, cells, file) -> {
            course.written(BYTES - 512);
            assertThat(course.hangs()).isFalse();
            course.begin(ORDER, Fill.ZEROS, true);
            pass(Duration.ofDays(1));
            assertThat(course.hangs()).isTrue();
            assertThat(course.look().phase()).isEqualTo(Phase.RUNNING);
            assertThat(left(file)).isEqualTo(BYTES);
        });
        with(Firmware.that(new Conduct.HangingWritten()), (course, cells, file) -> {
            course.written(BYTES / 2 - 512);
            assertThat(course.hangs()).isFalse();
            course.written(BYTES / 2);
            assertThat(course.hangs()).isTrue();
        });
        with(Firmware.that(new Conduct.VanishingWritten()), (course, cells, file) -> {
            course.written(BYTES / 2 - 512);
            assertThat(course.look().phase()).isEqualTo(Phase.NEVER);
            course.written(BYTES / 2);
            assertThat(course.look().phase()).isEqualTo(Phase.GONE);
            assertThat(course.hangs()).isFalse();
        });
    }
}
