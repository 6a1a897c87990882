package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.wangchuan.engine.medium.open.Openings.examined;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.examine.DeviceInventory.Listed;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.LoopDevice;

/** What looks like a drive and is memory, a file, or a disk of another machine's making is never taken for one. */
class NoDriveTest {
    private static final Path ZRAM = Path.of("/sys/class/zram-control");
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    /** As their sysfs shows them; by where they hang, not by what they say of themselves. */
    @ParameterizedTest
    @CsvSource({
        "vda, pci0000:00/0000:00:05.0/virtio2, VIRTUAL",
        "sda, pci0000:00/0000:00:05.0/virtio1/host2/target2:0:0/2:0:0:0, VIRTUAL",
        "sdb, pseudo_0/adapter0/host5/target5:0:0/5:0:0:0, VIRTUAL", // scsi_debug
        "sdc, platform/dummy_hcd.0/usb3/3-1/3-1:1.0/host6/target6:0:0/6:0:0:0, VIRTUAL",
        "sdd, LNXSYSTM:00/LNXSYBUS:00/VMBUS:01/guid/host0/target0:0:0/0:0:0:0, VIRTUAL", // Hyper-V
        "xvda, vbd-51712, VIRTUAL",
        "nullb0, virtual, VIRTUAL",
        "pmem0, LNXSYSTM:00/ndbus0/region0/namespace0.0, VIRTUAL",
        "nbd0, virtual, FABRICS",
        "rbd0, virtual, FABRICS",
    })
    void whatHangsOnNoBusOfDrivesIsNone(String name, String place, Code code) {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk(place, name, "43:0").with("device/vendor", "ATA     ").with("device/model", "WDC WD10EZEX-00B");
        Listed listed = (Listed)
                new DeviceInventory(Kernel.system(), machine.files()).list().getFirst();
        assertThat(listed.medium().attachment().plainDrive()).isFalse();
        assertThat(listed.obstacles()).extracting(Obstacle::code).contains(code);
    }

    @Test
    @Tag("slow")
    void aRealLoopIsNone() {
        try (LoopDevice loop = LoopDevice.over(folder.resolve("disk"), 8 * MIB)) {
            assertNone(examined(loop.path()), Code.TEST_DEVICE);
        }
    }

    @Test
    @Tag("slow")
    void realCompressedMemoryIsNone() throws IOException {
        assumeThat(ZRAM).isDirectory();
        String number = Files.readString(ZRAM.resolve("hot_add")).strip();
        try {
            Files.writeString(Path.of("/sys/block/zram" + number + "/disksize"), String.valueOf(8 * MIB));
            assertNone(examined(Path.of("/dev/zram" + number)), Code.VIRTUAL);
        } finally {
            Files.writeString(ZRAM.resolve("hot_remove"), number);
        }
    }

    /** Of the machine that the test runs on, where that is a virtual one. */
    @Test
    @Tag("slow")
    void aRealDiskOfAVirtualMachineIsNone() {
        Path disk = Path.of("/dev/vda");
        assumeThat(disk).exists();
        Medium medium = examined(disk);
        assertNone(medium, Code.VIRTUAL);
        assertThat(new ObstacleCheck().check(medium))
                .extracting(Obstacle::detail)
                .contains(
                        "vda is a virtual disk or a logical unit of a controller, not a drive; erasing it says nothing about"
                                + " the medium beneath");
    }

    private static void assertNone(Medium medium, Code code) {
        assertThat(medium.attachment().plainDrive()).isFalse();
        List<Obstacle> found = new ObstacleCheck().check(medium);
        assertThat(found).extracting(Obstacle::code).contains(code);
    }
}
