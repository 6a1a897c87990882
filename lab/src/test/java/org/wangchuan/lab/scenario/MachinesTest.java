package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who shares a machine is of one kind, and they are few. */
class MachinesTest {
    private final Map<String, List<Scenario>> machines = Machines.of(Scenarios.all());

    @Test
    void eachScenarioIsInOne() {
        assertThat(machines.values().stream().flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(Scenarios.all());
    }

    @Test
    void theyAreFewAndOfOneKind() {
        assertThat(machines).allSatisfy((name, some) -> {
            assertThat(some).hasSizeBetween(1, Machines.SCENARIOS_MAX);
            assertThat(some.stream().map(Scenario::machine).distinct()).hasSize(1);
        });
        assertThat(machines.get("qemu-sd")).hasSize(1);
        assertThat(machines.get("qemu-sd-failing")).hasSize(1);
        assertThat(machines.get("nvme")).hasSize(Machines.SCENARIOS_MAX);
        assertThat(machines.get("nvme-2")).isNotEmpty();
    }
}
