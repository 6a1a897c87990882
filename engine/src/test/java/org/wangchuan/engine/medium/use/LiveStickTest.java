package org.wangchuan.engine.medium.use;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.kernel.Errno;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Examined;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.examine.MediumExaminer;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.LoopDevice;

/** The mark of a stick, on loop devices of which nothing is mounted. */
class LiveStickTest {
    private static final long DISK_BYTES = 8L << 20;

    @TempDir
    Path folder;

    private Path live = Path.of("");

    @BeforeEach
    void start() throws Exception {
        live = Files.createFile(folder.resolve("live"));
        Files.writeString(folder.resolve("stick-name"), "sdb\n", StandardCharsets.US_ASCII);
    }

    @Test
    void aMarkedDiskIsRefusedInALiveImage() throws Exception {
        try (LoopDevice loop = disk(LiveStick.MARK + "1\n")) {
            assertThat(check(loop)).hasValueSatisfying(found -> {
                assertThat(found.code()).isEqualTo(Obstacle.Code.LIVE_STICK);
                assertThat(found.blocking()).isTrue();
                assertThat(found.detail()).contains(loop.name());
            });
        }
    }

    /** At the bench, old sticks are drives like others. */
    @Test
    void elsewhereItIsADriveLikeOthers() throws Exception {
        Files.delete(live);
        try (LoopDevice loop = disk(LiveStick.MARK + "1\n")) {
            assertThat(check(loop)).isEmpty();
        }
    }

    @Test
    void aDiskWithoutTheMarkIsNoStick() throws Exception {
        try (LoopDevice loop = disk("WANGCHUAN, AND NO MORE")) {
            assertThat(check(loop)).isEmpty();
        }
    }

    /** Started from a stick of somebody else's making, which has no mark; then any of what can be plugged in may be it. */
    @ParameterizedTest
    @CsvSource({"USB, false, true", "MMC, false, true", "ATA, true, true", "ATA, false, false", "NVME, false, false"})
    void whereNoStickWasFoundNothingThatCanBePluggedInIsErased(Bus bus, boolean removable, boolean refused)
            throws Exception {
        try (LoopDevice loop = disk("no mark")) {
            Medium medium = medium(loop, bus, removable);
            assertThat(check(medium)).isEmpty();
            Files.delete(folder.resolve("stick-name"));
            assertThat(check(medium).map(Obstacle::code))
                    .isEqualTo(refused ? Optional.of(Obstacle.Code.LIVE_STICK) : Optional.empty());
            Files.delete(live);
            assertThat(check(medium)).isEmpty();
        }
    }

    /**
     * A drive that was erasing itself when the power went reads nothing after the next start, and is to be gone on with. What can be plugged in, what has the
     * stick's name, and any where no stick was found may be the stick.
     */
    @ParameterizedTest
    @CsvSource({
        "NVME, sdb, false",
        "ATA, sdb, false",
        "USB, sdb, true",
        "MMC, sdb, true",
        "NVME, itself, true",
        "NVME, '', true",
        "NVME, none, true"
    })
    void aDiskThatReadsNothingMayBeTheStickUnlessThatIsKnown(Bus bus, String found, boolean refused) throws Exception {
        FaultyKernel kernel = new FaultyKernel(Kernel.system());
        kernel.failReads(Errno.EIO);
        try (LoopDevice loop = disk("no mark")) {
            Path name = folder.resolve("stick-name");
            Files.writeString(name, found.equals("itself") ? loop.name() : found, StandardCharsets.US_ASCII);
            if (found.equals("none")) {
                Files.delete(name);
            }
            assertThat(new LiveStick(kernel, SystemFiles.real(), live)
                            .check(medium(loop, bus, false))
                            .map(Obstacle::code))
                    .isEqualTo(refused ? Optional.of(Obstacle.Code.LIVE_STICK) : Optional.empty());
            assertThat(kernel.stillOpen()).isZero();
        }
    }

    private Optional<Obstacle> check(LoopDevice loop) {
        return check(medium(loop));
    }

    private Optional<Obstacle> check(Medium medium) {
        return new LiveStick(Kernel.system(), SystemFiles.real(), live).check(medium);
    }

    /** As if the loop device were plugged in so. */
    private static Medium medium(LoopDevice loop, Bus bus, boolean removable) {
        Medium it = medium(loop);
        return new Medium(
                it.kind(),
                it.path(),
                it.realPath(),
                it.name(),
                it.number(),
                it.labels(),
                new Attachment(bus, "", false, false, true),
                it.geometry(),
                it.readOnly(),
                removable,
                it.diskSequence(),
                it.mediumClass(),
                it.mediumClassSource(),
                it.wholeName(),
                it.holders(),
                it.backing(),
                it.directAlignmentBytes(),
                it.startBytes());
    }

    private static Medium medium(LoopDevice loop) {
        return new MediumExaminer().examine(loop.path()) instanceof Examined(Medium medium) ? medium : absent(loop);
    }

    private static Medium absent(LoopDevice loop) {
        throw new AssertionError("not examined: " + loop.path());
    }

    private LoopDevice disk(String mark) throws Exception {
        Path file = folder.resolve("disk");
        try (RandomAccessFile disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(DISK_BYTES);
            disk.seek(LiveStick.MARK_AT);
            disk.write(mark.getBytes(StandardCharsets.US_ASCII));
        }
        return LoopDevice.attach(file);
    }
}
