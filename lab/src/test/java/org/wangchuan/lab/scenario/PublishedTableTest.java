package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.lab.drive.Firmware.Trust;

/** The published tables have every scenario, and no row that must not be. */
class PublishedTableTest {
    /** Rows had no day before. */
    private static final LocalDate FIRST_DATED = LocalDate.of(2026, 11, 30);

    private static List<String> rows(String file) throws IOException {
        return Files.readAllLines(Path.of("..", "docs", file)).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private static Map<String, Map<String, String>> table() throws IOException {
        return LabRows.read(Files.readAllLines(Path.of("..", "docs", "lab.md")).stream()
                .filter(line -> line.startsWith("| scenario |") || line.startsWith("| `"))
                .toList());
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
        Map<String, Map<String, String>> table = table();
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

    /** What concludes nothing fails a run, and is not published; nor is what was never tried. */
    @Test
    void eachRowConcludesSomethingAndSaysWhen() throws IOException {
        assertThat(rows("lab.md")).noneMatch(row -> row.contains("no verdict") || row.contains("not-started"));
        Map<String, Map<String, String>> table = table();
        for (Scenario scenario : Scenarios.all()) {
            Map<String, String> row = table.getOrDefault("`" + scenario.name() + "`", Map.of());
            for (String policy : List.of("nist-clear", "nist-purge", CounterRules.POLICY)) {
                String cell = row.getOrDefault(policy + " (data left)", "");
                assertThat(cell).as(scenario.name()).isNotEqualTo("not run").isNotEmpty();
                assertThat(cell.equals(LabTable.NOT_ASKED))
                        .as("%s, %s", scenario.name(), policy)
                        .isNotEqualTo(LabTable.isAsked(scenario, policy));
            }
            assertThat(LocalDate.parse(row.getOrDefault("run on", "")))
                    .as(scenario.name())
                    .isAfter(FIRST_DATED);
        }
    }

    @Test
    void namesAreToldOnce() {
        assertThat(Scenarios.all().stream().map(Scenario::name)).doesNotHaveDuplicates();
    }
}
