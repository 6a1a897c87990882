package org.wangchuan.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.proof.statement.Target;

/** What is no device anybody hands in, by what a statement says of it beside its own words. */
class NoMediumTest {
    @ParameterizedTest
    @ValueSource(strings = {"loop", "dm", "md", "virtio", "file", "other"})
    void whatHandsWritesOnIsNoDevice(String bus) {
        assertThat(NoMedium.is(target(Target.Kind.BLOCK, bus, "WDC WD10EZEX"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ata", "sata", "scsi", "nvme", "usb", "mmc", "ufs"})
    void whatDrivesAreOnIs(String bus) {
        assertThat(NoMedium.is(target(Target.Kind.BLOCK, bus, "WDC WD10EZEX"))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"BLOCK, Linux scsi_debug", "BLOCK, SCSI_DEBUG", "IMAGE, drive.img"})
    void aSimulatedDriveAndAnImageAreNone(Target.Kind kind, String model) {
        assertThat(NoMedium.is(target(kind, "scsi", model))).isTrue();
    }

    private static Target target(Target.Kind kind, String bus, String model) {
        return new Target(
                kind,
                "sdb",
                Optional.of(model),
                Optional.of("S-1"),
                Optional.empty(),
                Optional.empty(),
                1 << 20,
                512,
                bus,
                Target.MediumClass.UNKNOWN,
                Target.MediumClassSource.NONE);
    }
}
