package org.wangchuan.acceptance.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.acceptance.disk.CommandLine;
import org.wangchuan.acceptance.disk.LyingDisk;
import org.wangchuan.acceptance.disk.Machine;

/** Tools that find nothing on a full disk would find nothing on an erased one either. */
@Tag("slow")
@Timeout(900)
@ResourceLock(Machine.DEVICES)
class IndependentEyesTest {

    @ParameterizedTest
    @EnumSource
    void theToolsFindAnOwnersFilesAndNothingOnAnEmptyDisk(RealDisk.FileSystem fileSystem, @TempDir Path folder)
            throws IOException {
        try (LyingDisk disk = LyingDisk.device(64 << 20, 512)) {
            PlantedFiles planted = RealDisk.fill(disk.path(), fileSystem, folder, 1);
            IndependentEyes eyes = new IndependentEyes(disk.path(), Files.createDirectory(folder.resolve("eyes")));
            assertThat(planted.markers()).isGreaterThan(50);
            assertThat(eyes.markerLines()).as("deleted files count too").isGreaterThan(planted.markers() / 4);
            assertThat(eyes.fileSystem()).isEqualTo(fileSystem.type());
            assertThat(eyes.photoRecFiles()).isGreaterThanOrEqualTo(30);
            if (fileSystem == RealDisk.FileSystem.EXT4) {
                assertThat(eyes.sleuthKitSeesFileSystem()).isTrue();
                assertThat(eyes.sleuthKitNames()).isGreaterThan(40);
            }

            assertThat(CommandLine.tryRun("dd", "if=/dev/zero", "of=" + disk.path(), "bs=1M", "oflag=direct")
                            .output())
                    .contains("No space left");
            assertThat(eyes.markerLines()).isZero();
            assertThat(eyes.fileSystem()).isEmpty();
            assertThat(eyes.photoRecFiles()).isZero();
            assertThat(eyes.sleuthKitSeesFileSystem()).isFalse();
            assertThat(eyes.sleuthKitNames()).isZero();
        }
    }
}
