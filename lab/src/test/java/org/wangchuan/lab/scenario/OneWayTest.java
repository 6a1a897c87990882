package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
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

    /** Whoever has no way that a rule set names is overwritten too, so that its row tells what the product does. */
    @Test
    void whoeverIsRefusedIsAlsoOverwritten() {
        assertThat(Scenarios.all().stream()
                        .filter(one -> !one.purges())
                        .filter(one -> !one.tellsOfOverwriting())
                        .map(Scenario::name))
                .isEmpty();
    }
}
