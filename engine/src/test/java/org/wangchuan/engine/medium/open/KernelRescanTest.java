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
        assertThat(rescan(machine, 1).tell(DISK)).as("the size is the same").isEmpty();
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
        assertThat(rescan(machine, 1).tell(DISK)).isEmpty();
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
        assertThat(rescan(machine, 20_000).tell(DISK)).contains("sda");
        kernel.join();
    }

    /** libata takes a disk off whose native size has changed, and finds it anew. */
    @Test
    void aDiskThatComesBackUnderAnotherNameIsFoundAtItsPlace() throws Exception {
        FakeMachine machine = new FakeMachine(folder);
        String place = "pci0000:00/ata1/host3/target3:0:0/3:0:0:0";
        FakeMachine.Disk before = machine.disk(place, "sda", "8:0");
        machine.disk("pci0000:00/ata2/host4/target4:0:0/4:0:0:0", "sdb", "8:16").with("size", "5000");
        Thread kernel = Thread.ofPlatform().daemon().start(() -> {
            try {
                TimeUnit.MILLISECONDS.sleep(200);
                delete(before.folder());
                TimeUnit.MILLISECONDS.sleep(200);
            } catch (InterruptedException _) {
                return;
            }
            machine.disk(place, "sdc", "8:32").with("size", "2098152");
        });
        assertThat(rescan(machine, 20_000).tell(DISK)).contains("sdc");
        kernel.join();
    }

    private static void delete(Path folder) {
        try (java.util.stream.Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aDiskThatIsGoneIsNoSize() {
        assertThat(rescan(new FakeMachine(folder), 1).tell(DISK)).isEmpty();
    }
}
