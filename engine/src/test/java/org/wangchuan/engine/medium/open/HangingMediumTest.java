package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;
import static org.wangchuan.engine.medium.open.Openings.opened;
import static org.wangchuan.engine.medium.open.Openings.refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.HiddenAreaReport;
import org.wangchuan.engine.medium.HiddenAreas;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Refused;
import org.wangchuan.engine.medium.examine.Examining;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.examine.ObstacleCheck;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.Media;

/** A device that hangs before anything is erased costs a limited time, and nothing stays open when it comes back. */
@Timeout(60)
class HangingMediumTest {
    private static final long PATIENCE_MILLIS = 100;

    private final FaultyKernel kernel = new FaultyKernel(Kernel.system());

    @TempDir
    Path folder;

    @Test
    void whatDoesNotOpenIsRefusedAndIsClosedWhenItOpensAfterAll() throws Exception {
        Medium medium = examined(image());
        MediumOpener opener = new MediumOpener(kernel, SystemFiles.real(), PATIENCE_MILLIS);
        CountDownLatch hang = kernel.hangOpens();
        assertThat(refusal(opener.open(medium))).satisfies(refused -> {
            assertThat(refused.code()).isEqualTo(Refused.Code.NO_ANSWER);
            assertThat(refused.reason()).contains("" + medium.path(), "within 100 ms");
        });
        hang.countDown();
        awaitAllClosed();
        // Nothing holds the file any more: it can be had at once.
        opened(medium).close();
    }

    @Test
    void whatDoesNotAnswerIsNotExamined() throws Exception {
        MediumExaminer examiner = Examining.examiner(kernel, SystemFiles.real(), PATIENCE_MILLIS);
        Path image = image();
        CountDownLatch hang = kernel.hangOpens();
        assertThat(examiner.examine(image))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(Refused.Code.NO_ANSWER));
        hang.countDown();
        awaitAllClosed();
    }

    @Test
    void hiddenAreasThatAreNotToldAreUnreadable() throws Exception {
        MediumExaminer examiner = Examining.examiner(kernel, SystemFiles.real(), PATIENCE_MILLIS);
        CountDownLatch hang = kernel.hangOpens();
        HiddenAreaReport report = examiner.hiddenAreas(Media.ata(1 << 20));
        assertThat(report.finding()).isInstanceOf(HiddenAreas.Unreadable.class);
        assertThat(report.finding().detail()).contains("no answer within 100 ms");
        hang.countDown();
    }

    @Test
    void whatCannotBeLookedAtStandsInItsOwnWay() throws Exception {
        Medium medium = examined(image());
        ObstacleCheck check = Examining.obstacles(kernel, SystemFiles.real(), PATIENCE_MILLIS);
        CountDownLatch hang = kernel.hangOpens();
        assertThat(check.check(medium)).singleElement().satisfies(obstacle -> {
            assertThat(obstacle.code()).isEqualTo(Obstacle.Code.NO_ANSWER);
            assertThat(obstacle.blocking()).isTrue();
        });
        hang.countDown();
        awaitAllClosed();
    }

    private Path image() throws IOException {
        return Files.write(folder.resolve("image"), new byte[4096]);
    }

    private void awaitAllClosed() throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while ((kernel.opens() == 0 || kernel.stillOpen() > 0) && System.nanoTime() < deadline) {
            Thread.sleep(5);
        }
        assertThat(kernel.opens()).as("it did open in the end").isPositive();
        assertThat(kernel.stillOpen()).isZero();
    }
}
