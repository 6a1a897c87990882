package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the product says of all drives at once, since it begins with none, is what it says of each. */
class SaidOfAllTest {
    private static final String POLICY = "nist-purge";

    @TempDir
    private Path shared;

    private String said(String scenario, String printed) throws Exception {
        List<MadeDrive> drives =
                MadeDrive.make(shared, List.of(Scenarios.named(scenario).orElseThrow()), List.of(POLICY)).stream()
                        .filter(one -> one.use().equals(POLICY))
                        .toList();
        String name = drives.getFirst().name();
        Files.writeString(shared.resolve(name + ".path"), "/dev/nvme0n1\n");
        Files.writeString(shared.resolve("erased." + POLICY + ".json"), printed);
        ProductScript.Said found =
                ProductScript.verdicts(shared, POLICY, drives).get(name);
        return found == null ? "nothing" : found.words();
    }

    @Test
    void aRefusalOfAllIsOneOfEach() throws Exception {
        String refused = "{\"error\":{\"code\":\"OTHER_NAMESPACES\",\"exitCode\":3,\"text\":\"\"},\"results\":[]}";
        assertThat(said("nvme-two-namespaces", refused)).isEqualTo("refused: OTHER_NAMESPACES");
        assertThat(said("nvme-two-namespaces", refused.replace(":3,", ":70,").replace("OTHER_NAMESPACES", "INTERNAL")))
                .as("an error of its own is no refusal")
                .isEqualTo("error: INTERNAL");
        assertThat(said("nvme-two-namespaces", "{\"results\":[]}")).isEqualTo("no verdict");
        assertThat(said("nvme-two-namespaces", "")).isEqualTo("no verdict");
    }

    /** Until each namespace is named the product begins with no drive of the same run. */
    @Test
    void aDriveWithOtherNamespacesHasAMachineToItself() {
        String machine = Scenarios.named("nvme-two-namespaces").orElseThrow().machine();
        assertThat(Scenarios.all().stream()
                        .filter(one -> one.machine().equals(machine))
                        .map(Scenario::name))
                .containsExactly("nvme-two-namespaces");
    }

    @Test
    void whereEachNamespaceIsNamedTheProductIsToldSo() throws Exception {
        Scenario scenario = Scenarios.named("nvme-two-namespaces-named").orElseThrow();
        List<MadeDrive> drives = MadeDrive.make(
                shared, List.of(scenario, Scenarios.named("nvme-lying").orElseThrow()), List.of(POLICY));
        List<String> targets = ProductScript.run(POLICY, drives)
                .lines()
                .filter(line -> line.contains(">> /mnt/targets." + POLICY))
                .toList();
        assertThat(targets)
                .filteredOn(line -> line.contains("--also"))
                .isNotEmpty()
                .allMatch(line -> line.contains("--also $(cat /mnt/nvme-two-namespaces-named-"));
        assertThat(targets).hasSize(4);
        assertThat(scenario.machine())
                .isNotEqualTo(
                        Scenarios.named("nvme-two-namespaces").orElseThrow().machine());
        assertThat(MadeDrive.isFor(scenario, "nist-clear"))
                .as("whoever overwrites one leaves the other, named or not")
                .isFalse();
    }
}
