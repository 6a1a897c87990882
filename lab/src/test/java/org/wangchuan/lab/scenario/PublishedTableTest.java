package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
            String concluded = row.substring(0, row.lastIndexOf('|', row.length() - 2));
            if (scenario.never().contains("purged")) {
                assertThat(concluded).doesNotContain("purged (", "purged by");
            }
            boolean overwritten = scenario.fault().isPresent() || scenario.trust() != Trust.NONE;
            if (overwritten && scenario.never().contains("cleared")) {
                assertThat(concluded).doesNotContain("cleared (", "cleared by");
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
