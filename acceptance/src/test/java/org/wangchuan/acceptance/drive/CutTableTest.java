package org.wangchuan.acceptance.drive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.lab.scenario.Moment;
import org.wangchuan.lab.scenario.PowerCuts.Instant;

/** The table of power cuts says what a run found, and keeps what others found before. */
class CutTableTest {
    @TempDir
    private Path folder;

    private static Instant at(String policy, Moment moment, String drive) {
        return new Instant(policy, drive, 1, moment, "", "", "");
    }

    @Test
    void aRunWritesItsOwnColumnAndLeavesTheOthers() throws IOException {
        for (String file : List.of("lab.md", "lab.zh.md")) {
            Path _ = Files.writeString(folder.resolve(file), "before\n" + CutTable.BEGIN + CutTable.END + "\nafter\n");
        }
        Instant bad = at("nist-purge", Moment.NATIVE, "two");
        CutTable.write(
                folder,
                new CutTable.Column(
                        "nist-purge",
                        List.of(at("nist-purge", Moment.NATIVE, "one"), bad, at("nist-purge", Moment.CLOSING, "one")),
                        List.of(bad),
                        2,
                        2,
                        "-Dwangchuan.seed=1"));
        CutTable.write(
                folder,
                new CutTable.Column(
                        "dod-short", List.of(at("dod-short", Moment.OVERWRITING, "one")), List.of(), 1, 1, "x"));
        List<String> english = Files.readAllLines(folder.resolve("lab.md"));
        assertThat(english)
                .contains(
                        "| the power went | nist-purge | nist-clear | dod-short | gb-46864-2025 |",
                        "| while the drive erased itself | 2 (1 wrong) | – | – | – |",
                        "| while the host overwrote | – | – | 1 | – |",
                        "| after the last look, before the job was over | 1 | – | – | – |",
                        "- `nist-purge`: 2 jobs, the power went 2 times, 3 instants, of which 1 ended wrong (`-Dwangchuan.seed=1`).",
                        "- `nist-clear`: not run.",
                        "- `dod-short`: 1 jobs, the power went 1 times, 1 instants, of which 0 ended wrong (`x`).")
                .startsWith("before")
                .endsWith("after");
        assertThat(Files.readAllLines(folder.resolve("lab.zh.md")))
                .hasSameSizeAs(english)
                .contains("| 硬盘正在自行擦除 | 2（1 个不对） | – | – | – |");
    }
}
