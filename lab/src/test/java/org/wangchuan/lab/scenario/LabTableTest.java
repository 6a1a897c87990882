package org.wangchuan.lab.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;

/** The table says how the product came to its verdict, as its own record has it. */
class LabTableTest {
    private static final LocalDate DAY = LocalDate.of(2031, 2, 3);

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        for (String name : List.of("lab.md", "lab.zh.md")) {
            Files.copy(Path.of("..", "docs", name), folder.resolve(name));
        }
    }

    private List<String> rows(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file)).stream()
                .filter(line -> line.startsWith("| `"))
                .toList();
    }

    private String row(String file, String scenario) throws IOException {
        return rows(file).stream()
                .filter(line -> line.startsWith("| `" + scenario + "` |"))
                .findFirst()
                .orElseThrow();
    }

    private static Outcome outcome(String scenario, Map<String, Outcome.Conclusion> concluded) {
        Scenario found = Scenarios.named(scenario).orElseThrow();
        return new Outcome(found, "success", 0, Scenario.Data.NONE, concluded, List.of());
    }

    private static Outcome.Conclusion concluded(String verdict, int passes, String... told) {
        return new Outcome.Conclusion(verdict, 0, "", new CarriedOut(List.of(told), passes), 0);
    }

    @Test
    void theWayStandsWithTheVerdict() throws IOException {
        LabTable.write(
                folder,
                List.of(
                        outcome(
                                "nvme-honest-block",
                                Map.of(
                                        "nist-clear",
                                        concluded("cleared", 1),
                                        "nist-purge",
                                        concluded("purged", 0, "sanitize-block"))),
                        outcome(
                                "nvme-refusing",
                                Map.of("nist-purge", concluded("unproven", 0, "sanitize-block", "sanitize-crypto"))),
                        outcome(
                                "nvme-format-crypto",
                                Map.of("nist-purge", concluded("refused: LEVEL_OUT_OF_REACH", 0))),
                        outcome("nvme-psid-open", Map.of("nist-clear", concluded("cleared", 1, CarriedOut.REVERT)))),
                Bench.POLICIES,
                DAY);

        assertThat(row("lab.md", "nvme-honest-block"))
                .contains("| cleared by overwriting (0 %) | purged by block erase (0 %) |");
        assertThat(row("lab.zh.md", "nvme-honest-block")).contains("| cleared，主机覆写（0 %） | purged，块擦除（0 %） |");
        assertThat(row("lab.md", "nvme-refusing")).contains("| unproven after block erase, crypto erase (0 %) |");
        assertThat(row("lab.md", "nvme-format-crypto")).contains("| refused: LEVEL_OUT_OF_REACH (0 %) |");
        assertThat(row("lab.md", "nvme-psid-open"))
                .contains("| cleared by revert, overwriting (0 %) | not run | – | – |");
        assertThat(row("lab.zh.md", "nvme-psid-open")).contains("| cleared，还原、主机覆写（0 %） | 未运行 | – | – |");
    }

    /** A run may be taken in parts, and rows of before have another form. */
    @Test
    void whatDidNotRunStaysAsItIs() throws IOException {
        List<String> before = rows("lab.zh.md");
        LabTable.write(folder, List.of(), Bench.POLICIES, DAY);
        assertThat(rows("lab.zh.md")).isEqualTo(before);
    }

    /** A run may be of some rule sets alone, and before a rule set has its first its column says so. */
    @Test
    void aRuleSetThatWasNotAskedForStaysAsItIs() throws IOException {
        String before = row("lab.md", "nvme-lying");
        String purged = before.substring(before.indexOf("| failed"), before.indexOf(" |", before.indexOf("| failed")));
        LabTable.write(
                folder,
                List.of(outcome("nvme-lying", Map.of(CounterRules.POLICY, concluded("failed", 0, "sanitize-block")))),
                List.of(CounterRules.POLICY),
                DAY);
        assertThat(row("lab.md", "nvme-lying"))
                .contains("| – " + purged + " | failed after block erase (0 %) | purged, cleared |");

        Path file = folder.resolve("lab.md");
        String without = Files.readString(file)
                .replace(" | gb-46864-2025 (data left)", "")
                .replace(" | failed after block erase (0 %) | purged, cleared |", " | purged, cleared |")
                .replaceAll(" \\| (run on|not dated|[0-9]{4}-[0-9]{2}-[0-9]{2}) \\|\n", " |\n");
        Files.writeString(
                file,
                without.lines()
                        .filter(line -> !line.startsWith("| `") || line.startsWith("| `nvme-lying` |"))
                        .collect(Collectors.joining("\n")));
        LabTable.write(folder, List.of(), Bench.POLICIES, DAY);
        assertThat(row("lab.md", "nvme-lying"))
                .contains("| – " + purged + " | not run | purged, cleared | not dated |");
    }

    /** A day says that nothing in its row is older. */
    @Test
    void aRowHasTheDayOfTheRunThatAllOfItCameOf() throws IOException {
        List<Outcome> one = List.of(outcome("nvme-lying", Map.of("nist-purge", concluded("failed", 0))));
        LabTable.write(folder, one, Bench.POLICIES, DAY);
        assertThat(row("lab.md", "nvme-lying")).endsWith("| 2031-02-03 |");
        assertThat(row("lab.zh.md", "nvme-lying")).endsWith("| 2031-02-03 |");
        assertThat(row("lab.md", "nvme-stuck")).doesNotContain("2031");

        LabTable.write(folder, one, List.of("nist-purge"), DAY.plusDays(1));
        assertThat(row("lab.md", "nvme-lying")).endsWith("| 2031-02-03 |");
    }

    private CarriedOut read(String result) throws Exception {
        return CarriedOut.read(
                folder, Json.in(CanonicalJson.readLenientObject(result.getBytes(StandardCharsets.UTF_8))));
    }

    @Test
    void itIsReadFromTheRecord() throws Exception {
        Files.writeString(folder.resolve("one.evidence.jsonl"), """
                {"event":"plan","techniques":["nvme-sanitize-block","nvme-sanitize-crypto"]}
                {"attempt":1,"event":"native-started","technique":"nvme-sanitize-block"}
                {"attempt":2,"event":"native-started","technique":"nvme-sanitize-crypto"}
                {"event":"pass-started","pass":1}
                """);
        CarriedOut found = read("{\"evidence\":\"/mnt/one.evidence.jsonl\"}");
        assertThat(found).isEqualTo(new CarriedOut(List.of("sanitize-block", "sanitize-crypto"), 1));
        assertThat(read("{\"evidence\":null}").isNothing()).isTrue();
    }
}
