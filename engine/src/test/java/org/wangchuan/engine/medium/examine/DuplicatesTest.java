package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Medium;
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

    /** An NVMe device says its serial for each of its namespaces; another device with that serial is not told from it. */
    @Test
    void namespacesOfOneDeviceAreNoTwoDevices() {
        Attachment pcie = new Attachment(Bus.NVME, "pcie", false, false, true);
        Medium one = Media.block("nvme0n1", "259:0", pcie, 4096, "0123456789");
        Medium two = Media.block("nvme0n2", "259:1", pcie, 4096, "0123456789");
        Medium other = Media.block("nvme1n1", "259:2", pcie, 4096, "0123456789");
        assertThat(Duplicates.sameSerial(List.of(one, two))).isEmpty();
        assertThat(Duplicates.sameSerial(List.of(one, two, other))).containsExactly(List.of(one, two, other));
        assertThat(Duplicates.sameSerial(List.of(one, first))).containsExactly(List.of(one, first));
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
