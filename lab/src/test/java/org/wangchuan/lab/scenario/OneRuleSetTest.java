package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One rule set is enough to see what a scenario is about, and each has a drive for it. */
class OneRuleSetTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "nvme-honest-block, nist-purge",
        "nvme-stuck, nist-purge",
        "nvme-two-namespaces-named, nist-purge",
        "nvme-format-lying, nist-clear-native",
        "ata-frozen-thaws, nist-purge",
        "ata-half-hidden, nist-purge",
        "scsi-at-once, nist-purge",
        "nvme-psid-locked, nist-clear",
        "virtio-write-fails, nist-clear",
        "usb-bridge-attached, nist-purge",
        "usb-bridge-overwritten, nist-clear"
    })
    void itIsTheOneByWhichItShowsWhatItIsAbout(String scenario, String ruleSet) {
        assertThat(OneRuleSet.of(Scenarios.named(scenario).orElseThrow())).isEqualTo(ruleSet);
    }

    @Test
    void eachScenarioHasADriveForItAndOneForTheOtherProgram() throws Exception {
        for (Scenario scenario : Scenarios.all()) {
            String ruleSet = OneRuleSet.of(scenario);
            assertThat(MadeDrive.make(
                            folder,
                            List.of(scenario),
                            Bench.POLICIES,
                            (one, policy) -> OneRuleSet.of(one).equals(policy)))
                    .as(scenario.name())
                    .extracting(MadeDrive::use)
                    .containsExactly(MadeDrive.PEER, ruleSet);
        }
    }

    /** Where a row tells of anything that must never be concluded, that is judged under this rule set: it is more than whether the drive could be overwritten. */
    @Test
    void aDriveOfTheBenchsOwnWithAWayThatPurgesIsNotOnlyOverwritten() {
        assertThat(Scenarios.all())
                .filteredOn(one -> one.way().filter(way -> way.purges()).isPresent())
                .isNotEmpty()
                .allSatisfy(one -> assertThat(OneRuleSet.of(one)).as(one.name()).isEqualTo("nist-purge"));
    }
}
