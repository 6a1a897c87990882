package org.wangchuan.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;

class RehearsalTest {
    @Test
    void theRehearsalErasesAndVerifiesForReal(@TempDir Path folder) {
        assertThat(Rehearsal.run(folder)).hasSize(7).containsOnly(ExitCode.OK);
        assertThat(folder.resolve("receipts")).isDirectoryContaining("glob:**.receipt.json");
    }
}
