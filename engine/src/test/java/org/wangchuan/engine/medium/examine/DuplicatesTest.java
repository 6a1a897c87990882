package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.testing.FakeMachine;
import org.wangchuan.engine.medium.testing.Media;

class DuplicatesTest {
    private static final Attachment SATA = new Attachment(Bus.ATA, "sata", false, false, true);

    private final Medium first = Media.block("sda", "8:0", SATA, 4096, "0123456789");
    private final Medium second = Media.block("sdb", "8:16", SATA, 8192, "0123456789");
    private final Medium third = Media.block("sdc", "8:32", SATA, 4096, "other");
    private final Medium nameless = Media.block("sdd", "8:48", SATA, 4096, "");

    @Test
    void twoDrivesWithOneSerialAreFound() {
        assertThat(Duplicates.sameSerial(List.of(first, third, second, nameless)))
                .containsExactly(List.of(first, second));
        assertThat(Duplicates.sameSerial(List.of(first, third, nameless, nameless)))
                .isEmpty();
    }

    /** They have the serial of their controller, and are erased together where it erases itself. */
    @Test
    void namespacesOfOneDeviceAreOneDrive(@TempDir Path folder) {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0");
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n2", "259:1");
        Medium one = Media.namespace("nvme0n1", "259:0", "eui.1");
        Medium two = Media.namespace("nvme0n2", "259:1", "eui.2");
        assertThat(Duplicates.sameSerial(machine.files(), List.of(one, two))).isEmpty();
        Medium again = Media.namespace("nvme0n2", "259:1", "eui.1");
        assertThat(Duplicates.sameSerial(machine.files(), List.of(one, again)))
                .as("two ways to one namespace")
                .containsExactly(List.of(one, again));
        Medium nameless = Media.namespace("nvme0n2", "259:1", "");
        assertThat(Duplicates.sameSerial(machine.files(), List.of(one, nameless)))
                .hasSize(1);
        assertThat(Duplicates.overlapping(List.of(one, two, one))).hasSize(1);
    }

    /** Two paths of one subsystem are one device, and two devices that made the same serial up are none. */
    @Test
    void anotherDeviceWithTheSameSerialIsAnotherDrive(@TempDir Path folder) {
        FakeMachine machine = new FakeMachine(folder);
        machine.disk("pci0000:00/0000:01:00.0/nvme/nvme0", "nvme0n1", "259:0").with("device/subsysnqn", "nqn.a");
        machine.disk("pci0000:00/0000:02:00.0/nvme/nvme1", "nvme1n2", "259:1").with("device/subsysnqn", "nqn.a");
        machine.disk("pci0000:00/0000:03:00.0/nvme/nvme2", "nvme2n1", "259:2").with("device/subsysnqn", "nqn.b");
        Medium one = Media.namespace("nvme0n1", "259:0", "eui.1");
        Medium otherPath = Media.namespace("nvme1n2", "259:1", "eui.2");
        Medium sameByOtherPath = Media.namespace("nvme1n2", "259:1", "eui.1");
        Medium stranger = Media.namespace("nvme2n1", "259:2", "eui.3");
        assertThat(Duplicates.sameSerial(machine.files(), List.of(one, otherPath)))
                .isEmpty();
        assertThat(Duplicates.sameSerial(machine.files(), List.of(one, sameByOtherPath)))
                .hasSize(1);
        assertThat(Duplicates.sameSerial(machine.files(), List.of(one, otherPath, stranger)))
                .containsExactly(List.of(one, otherPath, stranger));
    }

    @Test
    void oneDriveGivenTwiceOverlapsItself() {
        assertThat(Duplicates.overlapping(List.of(first, third, first)))
                .singleElement()
                .satisfies(pair -> assertThat(pair.reason()).contains("are one device"));
        assertThat(Duplicates.sameSerial(List.of(first, first)))
                .as("one drive, not two alike")
                .isEmpty();
        assertThat(Duplicates.overlapping(List.of(first, second, third, nameless)))
                .isEmpty();
    }

    @Test
    void anImageGivenByTwoNamesOverlapsItself() {
        assertThat(Duplicates.overlapping(List.of(Media.image(4096), Media.image(4096))))
                .hasSize(1);
    }
}
