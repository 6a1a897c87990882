package org.wangchuan.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.wangchuan.lab.scenario.Progress.Stage;
import org.wangchuan.lab.scenario.Scenario;
import org.wangchuan.lab.scenario.Scenarios;

/** Whoever waits sees what is waited for, in their language. */
class ProgressLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final AtomicLong nanos = new AtomicLong(5);

    private ProgressLines lines(boolean chinese) {
        return new ProgressLines(new PrintStream(out, true, StandardCharsets.UTF_8), chinese, nanos::get);
    }

    private static List<Scenario> some(String... names) {
        return Scenarios.all().stream()
                .filter(one -> List.of(names).contains(one.name()))
                .toList();
    }

    @Test
    void aLineSaysWhenWhichAndWhat() {
        ProgressLines lines = lines(false);
        lines.at(Stage.ON, "", some("nvme-lying", "nvme-stuck"));
        nanos.addAndGet(TimeUnit.SECONDS.toNanos(12));
        lines.at(Stage.ERASED, "nist-purge", some("nvme-lying"));
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualToNormalizingNewlines("""
                   0 s  nvme-lying, nvme-stuck: a machine is switched on
                  12 s  nvme-lying: the product erases a drive that is alike, by nist-purge
                """);
    }

    @Test
    void inChineseAllOfItIs() {
        for (Stage stage : Stage.values()) {
            lines(true).at(stage, "nist-purge", some("nvme-lying"));
        }
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSameSizeAs(Stage.values())
                .allMatch(line -> line.contains("nvme-lying：") && !line.contains("machine"))
                .anyMatch(line -> line.contains("产品按 nist-purge 擦除"));
    }
}
