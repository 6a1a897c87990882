package org.wangchuan.platform.oversight.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wangchuan.platform.testing.PlatformTest;
import org.wangchuan.platform.web.access.Role;
import org.wangchuan.platform.web.metric.TableGauges;

/** What an alert is told of incidents: those nobody has looked at, and duties by when they are due. */
final class IncidentMetersTest extends PlatformTest {
    private static final String DUTIES = "wangchuan.incident.duties";

    /** As a process that starts now would count. */
    private static double count(String name, String label, String value, Duration later) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        var _ = new IncidentMeters(
                new TableGauges(jdbc(), registry),
                bean(IncidentTable.class),
                InstantSource.offset(InstantSource.system(), later));
        return registry.get(name).tag(label, value).gauge().value();
    }

    @Test
    void aDutyIsCountedUntilItIsAnswered() throws Exception {
        Shop shop = newShop();
        double suspected = count("wangchuan.incidents", "state", "suspected", Duration.ZERO);
        double atOnce = count(DUTIES, "due", "at-once", Duration.ZERO);
        double overdue = count(DUTIES, "due", "overdue", Duration.ofHours(5));
        assertThat(Desk.report(shop.browser(Role.CLERK), shop, "wrong-person", "A bag is not where it should be")
                        .location())
                .startsWith("/incidents/reported?code=");
        assertThat(count("wangchuan.incidents", "state", "suspected", Duration.ZERO))
                .isEqualTo(suspected + 1);
        assertThat(count(DUTIES, "due", "at-once", Duration.ZERO))
                .as("authority and persons")
                .isEqualTo(atOnce + 2);

        Desk desk = Desk.at(confirmed(shop.account(Role.DATA_PROTECTION_OFFICER)), shop);
        assertThat(desk.act("accept", Map.of()).status()).isEqualTo(302);
        assertThat(count("wangchuan.incidents", "state", "suspected", Duration.ZERO))
                .isEqualTo(suspected);
        assertThat(desk.act("level", Map.of("larger", "yes", "persons", "7", "basis", "it spreads"))
                        .status())
                .isEqualTo(302);
        assertThat(count(DUTIES, "due", "overdue", Duration.ofHours(3)))
                .as("within four hours")
                .isEqualTo(overdue);
        assertThat(count(DUTIES, "due", "overdue", Duration.ofHours(5))).isEqualTo(overdue + 1);

        for (String duty : List.of("authority", "persons", "cyber-report")) {
            assertThat(desk.act("not-required", Map.of("duty", duty, "reason", "It lay under the counter"))
                            .status())
                    .isEqualTo(302);
        }
        assertThat(count(DUTIES, "due", "at-once", Duration.ZERO)).isEqualTo(atOnce);
        assertThat(count(DUTIES, "due", "overdue", Duration.ofHours(5))).isEqualTo(overdue);
    }
}
