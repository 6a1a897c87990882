package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.lab.drive.Firmware.Trust;

/** The published tables have every scenario, and no row that must not be. */
class PublishedTableTest {
    private static List<String> rows(String file) throws IOException {
        return Files.readAllLines(Path.of("..", "docs", file)).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lab.md", "lab.zh.md"})
    void eachScenarioHasARow(String file) throws IOException {
        assertThat(rows(file)).hasSameSizeAs(Scenarios.all());
        for (Scenario scenario : Scenarios.all()) {
            assertThat(rows(file))
                    .filteredOn(row -> row.startsWith("| `" + scenario.name() + "` |"))
                    .hasSize(1);
        }
    }

    @Test
    void noDriveIsErasedThatMustNotBe() throws IOException {
        for (Scenario scenario : Scenarios.all()) {
            String row = rows("lab.md").stream()
                    .filter(one -> one.startsWith("| `" + scenario.name() + "` |"))
                    .findFirst()
                    .orElseThrow();
            int day = row.lastIndexOf('|', row.length() - 2);
            String concluded = row.substring(0, row.lastIndexOf('|', day - 1));
            if (scenario.never().contains("purged")) {
                assertThat(concluded).doesNotContain("purged (", "purged by");
            }
            boolean overwritten = scenario.fault().isPresent() || scenario.trust() != Trust.NONE;
            if (overwritten && scenario.never().contains("cleared")) {
                assertThat(concluded).doesNotContain("cleared (", "cleared by");
            }
        }
    }

    /** What a drive would have made of orders that it is not told under this rule set says nothing of it. */
    @Test
    void byWhatCountersOfferFirstNothingGoodIsSaidOfDataThatAreLeft() throws IOException {
        Map<String, Map<String, String>> table =
                LabRows.read(Files.readAllLines(Path.of("..", "docs", "lab.md")).stream()
                        .filter(line -> line.startsWith("| scenario |") || line.startsWith("| `"))
                        .toList());
        assertThat(table).hasSameSizeAs(Scenarios.all());
        for (Scenario scenario : Scenarios.all()) {
            String cell = table.getOrDefault("`" + scenario.name() + "`", Map.of())
                    .getOrDefault(CounterRules.POLICY + " (data left)", "");
            assertThat(cell).as(scenario.name()).isNotEmpty();
            String verdict = cell.replaceFirst("^([a-z]+).*", "$1");
            if (Outcome.GOOD.contains(verdict) && !scenario.hides()) {
                assertThat(cell).as(scenario.name()).endsWith("(0 %)");
            }
            if (CounterRules.mayBeTold(scenario)) {
                assertThat(scenario.never()).as(scenario.name()).doesNotContain(verdict);
            }
        }
    }

    /** What concludes nothing fails a run, and is not published. */
    @Test
    void eachRowConcludesSomethingOrWasNotRun() throws IOException {
        assertThat(rows("lab.md")).noneMatch(row -> row.contains("no verdict") || row.contains("not-started"));
    }

    @Test
    void namesAreToldOnce() {
        assertThat(Scenarios.all().stream().map(Scenario::name)).doesNotHaveDuplicates();
    }
}
