package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.drive.Firmware.Medium;

/** A drive that is told something by another program has no other way to erase itself, or the product would go another way than the row is about. */
class OneWayTest {
    /** They are about locks, parts, translations or refusing, and not about a way. */
    private static final Set<String> ABOUT_NONE = Set.of(
            "nvme-refusing",
            "nvme-two-namespaces",
            "ata-frozen",
            "ata-frozen-thaws",
            "ata-frozen-again",
            "ata-locked",
            "ata-half-hidden",
            "ata-swallowed",
            "ata-stale-identify");

    @TempDir
    private Path folder;

    @Test
    void whatADriveOffersIsWhatItsRowIsAbout() {
        for (Scenario scenario : Scenarios.all()) {
            if (scenario.ours().isEmpty() || scenario.order().way().isEmpty() || ABOUT_NONE.contains(scenario.name())) {
                assertThat(scenario.way()).as(scenario.name()).isEmpty();
            } else if (scenario.firmware().medium() == Medium.MAGNETIC) {
                assertThat(scenario.firmware().ways())
                        .as(scenario.name())
                        .contains(scenario.order().way().orElseThrow());
                assertThat(scenario.way()).isEqualTo(scenario.order().way());
            } else {
                assertThat(scenario.firmware().ways())
                        .as(scenario.name())
                        .containsExactly(scenario.order().way().orElseThrow());
            }
        }
    }

    /** Whoever has no way that purges has one that clears, by which its row is met. */
    @Test
    void whoeverCanNotPurgeClearsItself() throws Exception {
        List<Scenario> clearing =
                Scenarios.all().stream().filter(one -> !one.purges()).toList();
        assertThat(clearing)
                .extracting(Scenario::name)
                .containsExactlyInAnyOrder(
                        "nvme-format-nothing",
                        "nvme-format-user-data",
                        "nvme-format-crypto",
                        "nvme-format-lying",
                        "ata-security-erase",
                        "scsi-format-unit");
        assertThat(MadeDrive.make(folder, clearing, Bench.POLICIES))
                .extracting(MadeDrive::use)
                .containsOnly(MadeDrive.PEER, "nist-clear-native", "nist-purge", CounterRules.POLICY);
    }
}
