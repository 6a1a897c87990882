package org.wangchuan.engine.medium.open;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.Media;

/** What the kernel is told, in files that stand for its own; what a kernel makes of it was not tried. */
class KernelRescanTest {
    private static final Medium DISK = Media.ata(1 << 30);

    @TempDir
    Path folder;

    private Path file(String path) throws IOException {
        Path file = folder.resolve("sys").resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    private KernelRescan rescan(FakeMachine machine, long settleMillis) {
        return new KernelRescan(machine.files(), settleMillis);
    }

    @Test
    void theHostOfASataPortIsScannedAndThenTheDiskAsked() throws IOException {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk("pci0000:00/ata1/host3/target3:0:0/3:0:0:0", "sda", "8:0");
        Path scan = file("class/scsi_host/host3/scan");
        Path other = file("class/scsi_host/host4/scan");
        Path disk = file("devices/pci0000:00/ata1/host3/target3:0:0/3:0:0:0/rescan");
        assertThat(rescan(machine, 1).tell(DISK)).as("the size is the same").isFalse();
        assertThat(scan).hasContent("- - -");
        assertThat(disk).hasContent("1");
        assertThat(other).isEmptyFile();
    }

    @Test
    void behindAnotherAdapterOnlyTheDiskIsAsked() throws IOException {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk("pci0000:00/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0", "sda", "8:0");
        Path scan = file("class/scsi_host/host0/scan");
        Path disk = file("devices/pci0000:00/host0/port-0:0/end_device-0:0/target0:0:0/0:0:0:0/rescan");
        assertThat(rescan(machine, 1).tell(DISK)).isFalse();
        assertThat(scan).isEmptyFile();
        assertThat(disk).hasContent("1");
    }

    @Test
    void aSizeThatChangesIsWaitedFor() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        FakeMachine.Disk disk = machine.disk("pci0000:00/ata1/host3/target3:0:0/3:0:0:0", "sda", "8:0");
        Thread kernel = Thread.ofPlatform().daemon().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(300);
            } catch (InterruptedException _) {
                return;
            }
            disk.with("size", "2098152");
        });
        assertThat(rescan(machine, 20_000).tell(DISK)).isTrue();
        kernel.join();
    }

    @Test
    void aDiskThatIsGoneIsNoSize() {
        assertThat(rescan(new FakeMachine(folder), 1).tell(DISK)).isFalse();
    }
}
