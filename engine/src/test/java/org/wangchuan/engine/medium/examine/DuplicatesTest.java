package org.wangchuan.engine.medium.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.medium.Attachment;
import org.wangchuan.engine.medium.Bus;
import org.wangchuan.engine.medium.Labels;
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

    private static Medium namespace(String name, String number, Optional<String> wwn) {
        Medium made = Media.block(name, number, new Attachment(Bus.NVME, "pcie", false, false, true), 4096, "NVME1");
        return new Medium(
                made.kind(),
                made.path(),
                made.realPath(),
                made.name(),
                made.number(),
                new Labels(Optional.of("MODEL"), made.serial(), Optional.empty(), wwn),
                made.attachment(),
                made.geometry(),
                made.readOnly(),
                made.removable(),
                made.diskSequence(),
                made.writeCache(),
                made.mediumClass(),
                made.mediumClassSource(),
                made.wholeName(),
                made.holders(),
                made.backing(),
                made.directAlignmentBytes(),
                made.startBytes());
    }

    @Test
    void namespacesOfOneDeviceAreToldApartByWhatItNamesThemBy() {
        Medium one = namespace("nvme0n1", "259:0", Optional.of("eui.01"));
        Medium beside = namespace("nvme0n2", "259:1", Optional.of("eui.02"));
        assertThat(Duplicates.sameSerial(List.of(one, beside))).isEmpty();
        assertThat(Duplicates.sameSerial(List.of(one, namespace("nvme0n2", "259:1", Optional.of("eui.01")))))
                .as("named alike")
                .hasSize(1);
        assertThat(Duplicates.sameSerial(List.of(one, namespace("nvme0n2", "259:1", Optional.empty()))))
                .as("not named")
                .hasSize(1);
        Medium elsewhere = namespace("nvme1n1", "259:2", Optional.of("eui.03"));
        assertThat(Duplicates.sameSerial(List.of(one, beside, elsewhere)))
                .as("another device says that it is this one")
                .containsExactly(List.of(one, beside, elsewhere));
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
